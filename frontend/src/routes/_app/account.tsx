import { createFileRoute } from "@tanstack/react-router";
import { Account } from "~/features/auth/Account";
import { safeBack } from "~/shared/lib/url";

export const Route = createFileRoute("/_app/account")({
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    typeof search["back"] === "string" ? { back: search["back"] } : {},
  component: Page,
});

function Page() {
  return <Account back={safeBack(Route.useSearch().back)} />;
}
