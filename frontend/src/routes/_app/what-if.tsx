import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type WhatIfSearch, whatIfSearch } from "~/features/whatif/search";
import { WhatIf } from "~/features/whatif/WhatIf";

export const Route = createFileRoute("/_app/what-if")({
  validateSearch: whatIfSearch,
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = useNavigate({ from: "/what-if" });
  const onSearch = useCallback(
    (change: Partial<WhatIfSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), resetScroll: false }),
    [navigate],
  );
  return <WhatIf search={search} onSearch={onSearch} />;
}
