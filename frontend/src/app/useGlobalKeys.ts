/** Keys that work on every page: Ctrl K, ?, and g followed by a page's letter. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { GROUPS } from "./navigation";

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useGlobalKeys({ palette, help }: { palette: () => void; help: () => void }) {
  const navigate = useNavigate();
  const led = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "?") {
        event.preventDefault();
        help();
      } else if (event.key === "/") {
        const field = document.querySelector<HTMLInputElement>("main input[type='search']");
        if (field) {
          event.preventDefault();
          field.focus();
        }
      } else if (event.key === "g") {
        led.current = Date.now();
      } else if (Date.now() - led.current < 1200) {
        led.current = 0;
        const page = GROUPS.flatMap((group) => [...group.pages]).find((one) => one.keys === `g ${event.key}`);
        if (page) void navigate({ to: page.to as "/" });
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, palette, help]);
}
