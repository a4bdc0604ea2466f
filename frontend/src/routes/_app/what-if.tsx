import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type WhatIfSearch, whatIfSearch } from "~/features/whatif/search";
import { WhatIf } from "~/features/whatif/WhatIf";
import { asWritten } from "~/shared/lib/url";

export const Route = createFileRoute("/_app/what-if")({
  validateSearch: asWritten(whatIfSearch),
  component: Page,
});

function Page() {
  const written = Route.useSearch();
  const search = useMemo(() => whatIfSearch.parse(written), [written]);
  const navigate = useNavigate({ from: "/what-if" });
  const onSearch = useCallback(
    (change: Partial<WhatIfSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), resetScroll: false }),
    [navigate],
  );
  return <WhatIf search={search} onSearch={onSearch} />;
}
