import { createFileRoute } from "@tanstack/react-router";
import { SignIn } from "~/features/auth/SignIn";
import { safeBack } from "~/shared/lib/url";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): { back?: string; expired?: string } => ({
    ...(typeof search["back"] === "string" ? { back: search["back"] } : {}),
    ...(search["expired"] ? { expired: "1" } : {}),
  }),
  component: Page,
});

function Page() {
  const { back, expired } = Route.useSearch();
  return <SignIn back={safeBack(back)} expired={expired === "1"} />;
}
