import { createFileRoute, redirect } from "@tanstack/react-router";
import { Shell } from "~/app/Shell";
import { ApiError } from "~/shared/api/client";
import { pipelineQuery } from "~/shared/session/pipeline";
import { meQuery } from "~/shared/session/session";

/** Where to go back to; the first page is where one comes to anyway. */
function backTo(href: string): { back?: string } {
  return href === "/" ? {} : { back: href };
}

export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: "/sign-in", search: backTo(location.href) });
      }
      throw error;
    });
    if (me.may.includes("GET /api/pipeline") && !context.queryClient.getQueryData(pipelineQuery.queryKey))
      void context.queryClient.prefetchQuery(pipelineQuery);
    if (me.must_change_password && location.pathname !== "/account")
      throw redirect({ to: "/account", search: backTo(location.href) });
  },
  component: Shell,
});
