/** A dialog that is there as long as it is asked for, and gives the focus back to what asked for it. */
import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

export function Dialog(props: Omit<ModalProps, "opened">) {
  const [asker] = useState(() => askerOf(document.activeElement));
  useEffect(
    () => () => {
      // What is left when the dialog has gone from the page, which happens after this.
      queueMicrotask(() => asker?.focus({ preventScroll: true }));
    },
    [asker],
  );
  return <Modal opened {...props} />;
}

/** What had the focus; of a menu, which closes, the button that opened it. */
function askerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]');
  const button = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : element;
  return button instanceof HTMLElement && button !== document.body ? button : null;
}
