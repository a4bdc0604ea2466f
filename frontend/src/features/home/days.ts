/** An entry date as the first page tells of it: what of it was compared, what could not be, and what it comes to. */
import type { Day } from "~/shared/api/types";
import { cents } from "~/shared/lib/money";
import { counted } from "~/shared/lib/words";

/** How many comparisons of a day came to a verdict; what is pending did not. */
export function comparedOf(day: Day): number {
  return day.pass + day.warn + day.fail;
}

/** Duty and fees of a day. */
export function costOf(day: Day): bigint {
  return cents(day.duty) + cents(day.mpf) + cents(day.hmf);
}

/** Whether there is nothing to reckon with: what is held has no lines. */
export function allHeld(day: Day): boolean {
  return day.entries > 0 && day.held === day.entries;
}

/** Why a day is not compared to its end: `2 entries held, 1 not reported yet`; empty where it is. */
export function openWords(day: Day): string {
  const unreported = Math.max(0, day.pending - day.held);
  const held = day.held > 0 ? `${counted(day.held, "entry", "entries")} held` : "";
  if (unreported === 0) return held;
  return held
    ? `${held}, ${unreported} not reported yet`
    : `${counted(unreported, "entry", "entries")} not reported yet`;
}

interface Standing {
  state: string;
  label?: string;
  count?: number;
  /** How many were not compared, where what was compared has a verdict worth more. */
  open: number;
}

/** The comparison of a day in one state. It is a pass only if everything of the day was compared. */
export function standingOf(day: Day): Standing {
  if (day.fail > 0) return { state: "fail", count: day.fail, open: day.pending };
  if (day.warn > 0) return { state: "warn", count: day.warn, open: day.pending };
  if (day.pending === 0) return { state: day.pass > 0 ? "pass" : "pending", open: 0 };
  const label = day.pass > 0 ? `${day.pending} not compared` : "Not compared";
  return { state: day.held > 0 ? "needs_input" : "pending", label, open: 0 };
}
