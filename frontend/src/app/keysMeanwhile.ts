/** Keys that are pressed between asking for a field and its having the focus: kept for it, in their order. */

/** After which a field that has not come will not: the keys are everybody's again. */
const PATIENCE = 8000;

let typed = "";
let stop: (() => void) | null = null;

/** Begins to keep keys; Escape gives up, and says so. */
export function keepKeys(onEscape: () => void, target: Window = window): void {
  takeKeys();
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === "Escape") {
      takeKeys();
      onEscape();
    } else if (key === "Backspace") typed = typed.slice(0, -1);
    else if (key.length === 1) typed += key;
    else if (key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  target.addEventListener("keydown", onKey, { capture: true });
  const timer = setTimeout(takeKeys, PATIENCE);
  stop = () => {
    target.removeEventListener("keydown", onKey, { capture: true });
    clearTimeout(timer);
  };
}

/** What was typed since; from here on nothing is kept. */
export function takeKeys(): string {
  stop?.();
  stop = null;
  const taken = typed;
  typed = "";
  return taken;
}
