import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import { lazily } from "~/shared/ui/lazily";
import "~/app/mantine";
import { newQueryClient } from "~/app/queryClient";
import { newRouter } from "~/app/router";
import { theme } from "~/app/theme";
import { onPasswordDue, onSessionLost } from "~/shared/api/client";
import { onReturn, watchAttention } from "~/shared/session/attention";
import { meQuery } from "~/shared/session/session";

const Notifications = lazily(() => import("~/app/Notifications"));
const queryClient = newQueryClient();
const router = newRouter(queryClient);

onSessionLost(() => {
  const { pathname, href } = router.latestLocation;
  if (pathname === "/sign-in") return;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: "/sign-in", search: { back: href, expired: "1" } });
});

onPasswordDue(() => {
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  if (router.latestLocation.pathname !== "/account") void router.navigate({ to: "/account" });
});

watchAttention();
onReturn(() => void queryClient.invalidateQueries());

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: "ior-scheme" })}
    >
      <Suspense>
        <Notifications />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
