import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { Audit } from "~/features/audit/Audit";
import { type AuditSearch, auditSearch } from "~/features/audit/search";

export const Route = createFileRoute("/_app/audit")({
  validateSearch: auditSearch,
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = useNavigate({ from: "/audit" });
  const onSearch = useCallback(
    (change: Partial<AuditSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  return <Audit search={search} onSearch={onSearch} />;
}
