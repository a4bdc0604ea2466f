/** Parts of a page that come after it. A tab from before a deployment may ask for a file that is gone: it loads anew, once. */
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

const LOADED = "ior-loaded-anew";
const SOON = 60_000;

// biome-ignore lint/suspicious/noExplicitAny: the properties are the component's own, whatever they are
export function lazily<T extends ComponentType<any>>(
  load: () => Promise<{ default: T }>,
): LazyExoticComponent<T> {
  return lazy(() => load().catch(anew));
}

/** Loads the page anew, whose address holds its state; a second failure within a minute is one. */
function anew(failure: unknown): Promise<never> {
  const before = Number(sessionStorage.getItem(LOADED) ?? 0);
  if (Date.now() - before < SOON) throw failure;
  sessionStorage.setItem(LOADED, String(Date.now()));
  window.location.reload();
  return new Promise(() => undefined);
}
