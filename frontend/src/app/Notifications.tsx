/** Short messages at the edge of the screen; they come after the first page. */
import { Notifications } from "@mantine/notifications";

export default function Messages() {
  return <Notifications position="bottom-right" limit={4} />;
}
