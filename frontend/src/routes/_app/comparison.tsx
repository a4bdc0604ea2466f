import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ComparisonPage } from "~/features/comparison/Comparison";
import { type ComparisonSearch, comparisonSearch } from "~/features/comparison/search";
import { asWritten } from "~/shared/lib/url";

export const Route = createFileRoute("/_app/comparison")({
  validateSearch: asWritten(comparisonSearch),
  component: Page,
});

function Page() {
  const written = Route.useSearch();
  const search = useMemo(() => comparisonSearch.parse(written), [written]);
  const navigate = useNavigate({ from: "/comparison" });
  const onSearch = useCallback(
    (change: Partial<ComparisonSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <ComparisonPage search={search} onSearch={onSearch} />;
}
