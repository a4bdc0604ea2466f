import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import { lazily } from "~/shared/ui/lazily";
import "~/app/mantine";
import { watchSession } from "~/app/ending";
import { newQueryClient } from "~/app/queryClient";
import { newRouter } from "~/app/router";
import { theme } from "~/app/theme";
import { onReturn, watchAttention } from "~/shared/session/attention";

const Notifications = lazily(() => import("~/app/Notifications"));
const queryClient = newQueryClient();
const router = newRouter(queryClient);

watchAttention();
watchSession(queryClient, router);
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
