/** Pages for what went wrong: an address that is none, and a page that broke. */
import { Button } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorState } from "~/shared/ui/states";

/** Inside the frame of the app. */
export function NotFoundInside() {
  useEffect(() => {
    document.title = "No such page – IOR Automation";
  }, []);
  return (
    <div className="state">
      <h1>There is no such page</h1>
      <p>
        The address may be mistyped, or the page may have moved. Ctrl K finds lines, shipments, HTS numbers
        and pages.
      </p>
      <div className="actions">
        <Link to="/">Go to the start page</Link>
      </div>
    </div>
  );
}

export function NotFound() {
  return (
    <main className="content">
      <NotFoundInside />
    </main>
  );
}

export function ErrorPage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="content">
      <h1 className="hidden-visually">The page failed</h1>
      <ErrorState error={error} onRetry={() => void router.invalidate()} />
      <div style={{ textAlign: "center" }}>
        <Button variant="subtle" onClick={() => window.location.reload()}>
          Load the app again
        </Button>
      </div>
    </main>
  );
}
