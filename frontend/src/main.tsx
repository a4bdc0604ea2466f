import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import "~/app/mantine";
import { newQueryClient } from "~/app/queryClient";
import { newRouter } from "~/app/router";
import { theme } from "~/app/theme";
import { onSessionLost } from "~/shared/api/client";
import { meQuery } from "~/shared/session/session";

const queryClient = newQueryClient();
const router = newRouter(queryClient);

onSessionLost(() => {
  const { pathname, href } = router.latestLocation;
  if (pathname === "/sign-in") return;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: "/sign-in", search: { back: href, expired: "1" } });
});

// After a deployment an open tab may ask for a file that is gone: load anew, once, not for ever.
window.addEventListener("vite:preloadError", (event) => {
  const last = Number(sessionStorage.getItem("ior-reloaded") ?? 0);
  if (Date.now() - last < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem("ior-reloaded", String(Date.now()));
  window.location.reload();
});

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: "ior-scheme" })}
    >
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
