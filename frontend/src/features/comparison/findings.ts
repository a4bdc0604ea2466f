/** Findings as rows: which of the four kinds of difference each is, and what is counted. */
import type { Comparison, Comparisons, Finding, Tolerances } from "~/shared/api/types";
import { counted } from "~/shared/lib/words";

export interface FindingRow {
  id: string;
  comparison: Comparison;
  finding: Finding;
}

export const TABS = [
  { id: "differs", name: "Value differs" },
  { id: "ours", name: "Only ours" },
  { id: "theirs", name: "Only reported" },
  { id: "minor", name: "Minor" },
  { id: "done", name: "Acknowledged" },
] as const;
export type Tab = (typeof TABS)[number]["id"];

const OURS = new Set(["MISSING_LINE", "MISSING_CH99"]);
const THEIRS = new Set(["EXTRA_LINE", "EXTRA_CH99", "DEAD_PROGRAM"]);

export function tabOf(finding: Finding): Tab {
  if (finding.acknowledged) return "done";
  if (finding.severity !== "material") return "minor";
  if (OURS.has(finding.kind)) return "ours";
  return THEIRS.has(finding.kind) ? "theirs" : "differs";
}

export function findingRows(comparisons: Comparison[]): FindingRow[] {
  return comparisons.flatMap((comparison) =>
    comparison.findings.map((finding) => ({ id: `${comparison.id}.${finding.n}`, comparison, finding })),
  );
}

/** How many of each kind, the most frequent first. */
export function byKind(rows: FindingRow[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { finding } of rows) counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

export interface Verdict {
  state: Comparison["status"];
  sentence: string;
}

export function verdictOf(totals: Comparisons["totals"]): Verdict {
  const compared = totals.pass + totals.warn + totals.fail;
  if (compared === 0) {
    return totals.pending > 0
      ? {
          state: "pending",
          sentence: `Pending: SAP has not reported ${counted(totals.pending, "shipment")} yet.`,
        }
      : { state: "pending", sentence: "Nothing was compared in this period." };
  }
  const of = `${counted(compared, "shipment")}`;
  if (totals.fail > 0)
    return { state: "fail", sentence: `Failed: ${totals.fail} of ${of} differ beyond tolerance.` };
  if (totals.warn > 0)
    return { state: "warn", sentence: `Review: ${totals.warn} of ${of} differ in small things.` };
  return { state: "pass", sentence: `Passed: all ${of} agree.` };
}

const LIMITS: Record<string, (limits: Tolerances) => string> = {
  VALUE: ({ value }) => `${value} USD`,
  QUANTITY: ({ quantity }) => `${quantity} units`,
  DUTY: ({ duty }) => `${duty} USD`,
  MPF: ({ mpf }) => `${mpf} USD`,
  HMF: ({ hmf }) => `${hmf} USD`,
  NET_WEIGHT: (limits) => `${limits.net_weight_percent} % or ${limits.net_weight_kg} kg`,
  GROSS_WEIGHT: (limits) => `${limits.gross_weight_percent} % or ${limits.gross_weight_kg} kg`,
};

/** What is allowed for a kind of difference, in words; empty where nothing is. */
export function allowed(kind: string, tolerances: Tolerances | undefined): string {
  const limit = LIMITS[kind];
  return limit && tolerances ? `allowed ${limit(tolerances)}` : "";
}
