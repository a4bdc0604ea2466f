import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { ComparisonPage } from "~/features/comparison/Comparison";
import { type ComparisonSearch, comparisonSearch } from "~/features/comparison/search";

export const Route = createFileRoute("/_app/comparison")({
  validateSearch: comparisonSearch,
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = useNavigate({ from: "/comparison" });
  const onSearch = useCallback(
    (change: Partial<ComparisonSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <ComparisonPage search={search} onSearch={onSearch} />;
}
