import { createFileRoute, notFound, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { NotFoundInside } from "~/app/pages";
import { KINDS, type Kind } from "~/features/reference/kinds";
import { ReferencePage } from "~/features/reference/ReferencePage";
import { type ReferenceSearch, referenceSearch } from "~/features/reference/search";

export const Route = createFileRoute("/_app/reference/$kind")({
  validateSearch: referenceSearch,
  beforeLoad: ({ params }) => {
    if (!(KINDS as readonly string[]).includes(params.kind)) throw notFound();
  },
  component: Page,
  notFoundComponent: NotFoundInside,
});

function Page() {
  const { kind } = Route.useParams();
  const search = Route.useSearch();
  const navigate = useNavigate({ from: "/reference/$kind" });
  const onSearch = useCallback(
    (change: Partial<ReferenceSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <ReferencePage key={kind} kind={kind as Kind} search={search} onSearch={onSearch} />;
}
