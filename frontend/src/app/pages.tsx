/** Pages for what went wrong: an address that is none, and a page that broke. */
import { Button } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { EmptyState, ErrorState } from "~/shared/ui/states";

export function NotFound() {
  return (
    <EmptyState title="There is no such page" actions={<Link to="/">Go to the start page</Link>}>
      The address may be mistyped, or the page may have moved. Ctrl K finds lines, shipments, HTS numbers and
      pages.
    </EmptyState>
  );
}

export function ErrorPage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <div className="content">
      <ErrorState error={error} onRetry={() => void router.invalidate()} />
      <div style={{ textAlign: "center" }}>
        <Button variant="subtle" onClick={() => window.location.reload()}>
          Load the app again
        </Button>
      </div>
    </div>
  );
}
