import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { Lines } from "~/features/lines/Lines";
import { type LinesSearch, linesSearch } from "~/features/lines/search";

export const Route = createFileRoute("/_app/lines")({
  validateSearch: linesSearch,
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = useNavigate({ from: "/lines" });
  const onSearch = useCallback(
    (change: Partial<LinesSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <Lines search={search} onSearch={onSearch} />;
}
