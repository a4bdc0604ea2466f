import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Lines } from "~/features/lines/Lines";
import { type LinesSearch, linesSearch } from "~/features/lines/search";
import { asWritten } from "~/shared/lib/url";

export const Route = createFileRoute("/_app/lines")({
  validateSearch: asWritten(linesSearch),
  component: Page,
});

function Page() {
  const written = Route.useSearch();
  const search = useMemo(() => linesSearch.parse(written), [written]);
  const navigate = useNavigate({ from: "/lines" });
  const onSearch = useCallback(
    (change: Partial<LinesSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <Lines search={search} onSearch={onSearch} />;
}
