/** The whole app at an address, as a reader has it. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { watchSession } from "~/app/ending";
import { newQueryClient } from "~/app/queryClient";
import { newRouter } from "~/app/router";
import { theme } from "~/app/theme";

export function openAt(path: string) {
  const queryClient = newQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false, networkMode: "always" } });
  const router = newRouter(queryClient);
  router.update({
    ...router.options,
    history: createMemoryHistory({ initialEntries: [path] }),
    defaultPendingMinMs: 0,
  });
  watchSession(queryClient, router)();
  const user = userEvent.setup({ delay: null });
  const view = render(
    <MantineProvider theme={theme} env="test">
      <Notifications />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, router, user, queryClient };
}
