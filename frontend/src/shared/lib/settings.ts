/** What a reader chose, kept in this browser and told to every part that shows it. */
import { useSyncExternalStore } from "react";
import type { Zone } from "./dates";

export interface Settings {
  zone: Zone;
  density: "compact" | "regular" | "comfortable";
}

const KEY = "ior-settings";
const DEFAULT: Settings = { zone: "utc", density: "regular" };
const ZONE_NAMES = ["utc", "business", "mine"];
const DENSITIES = ["compact", "regular", "comfortable"];

function read(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>;
    return {
      zone: ZONE_NAMES.includes(kept.zone ?? "") ? (kept.zone as Zone) : DEFAULT.zone,
      density: DENSITIES.includes(kept.density ?? "")
        ? (kept.density as Settings["density"])
        : DEFAULT.density,
    };
  } catch {
    return DEFAULT;
  }
}

let current: Settings = read();
const listeners = new Set<() => void>();

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Without storage the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => current);
}
