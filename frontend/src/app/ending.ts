/** What the app does when the API lets it in no longer: it forgets all that it was answered, and leads to the sign-in. */
import type { QueryClient } from "@tanstack/react-query";
import { ApiError, onPasswordDue, onSessionLost } from "~/shared/api/client";
import { onAbsence } from "~/shared/session/attention";
import { meQuery } from "~/shared/session/session";
import type { newRouter } from "./router";

type Router = ReturnType<typeof newRouter>;

/** Listens to what the API says of the session; what it answers ends that. */
export function watchSession(queryClient: QueryClient, router: Router): () => void {
  onSessionLost(() => void leave(queryClient, router));
  onPasswordDue(() => {
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    const { pathname, href } = router.latestLocation;
    if (pathname !== "/account") void router.navigate({ to: "/account", search: { back: href } });
  });
  return onAbsence(() => void leaveIfEnded(queryClient, router));
}

/** What is on the screen goes first, then what is kept: a page that is still shown would ask for it anew. */
async function leave(queryClient: QueryClient, router: Router): Promise<void> {
  const { pathname, href } = router.latestLocation;
  if (pathname === "/sign-in") return;
  try {
    await router.navigate({ to: "/sign-in", search: { back: href, expired: "1" } });
  } finally {
    queryClient.clear();
  }
}

/** Another tab may have kept the session open; the API knows. */
export async function leaveIfEnded(queryClient: QueryClient, router: Router): Promise<void> {
  if (router.latestLocation.pathname === "/sign-in") return;
  const ended = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).then(
    () => false,
    (error: unknown) => error instanceof ApiError && error.status === 401,
  );
  if (ended) await leave(queryClient, router);
}
