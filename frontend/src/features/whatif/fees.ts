/** The MPF of a what-if, which is an entry of its own: it has an entry's minimum and maximum. */
import type { Scenario } from "~/shared/api/types";
import { cents, sumCents } from "~/shared/lib/money";

interface Limit {
  kind: "the minimum" | "the maximum";
  /** What its rate gives, in cents. */
  atRate: bigint;
}

/** The limit that the MPF of a scenario is at; null where it is what its rate gives. */
export function mpfLimit({ totals, lines }: Pick<Scenario, "totals" | "lines">): Limit | null {
  const mpf = cents(totals.mpf);
  const atRate = sumCents(lines.map((line) => line.mpf));
  if (mpf === atRate) return null;
  return { kind: mpf > atRate ? "the minimum" : "the maximum", atRate };
}
