/** Findings as rows: which of the four kinds of difference each is, and what is counted. */
import type { Comparison, Comparisons, Finding, Tolerances } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
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

/** What the tab of a difference is called. */
export function tabName(finding: Finding): string {
  const tab = tabOf(finding);
  return TABS.find(({ id }) => id === tab)?.name ?? tab;
}

/** The differences of all tabs, in the order of the tabs. */
export function byTab(rows: FindingRow[]): FindingRow[] {
  return TABS.flatMap(({ id }) => rows.filter(({ finding }) => tabOf(finding) === id));
}

export function findingRows(comparisons: Comparison[]): FindingRow[] {
  return comparisons.flatMap((comparison) =>
    comparison.findings.map((finding) => ({ id: `${comparison.id}.${finding.n}`, comparison, finding })),
  );
}

/** The comparisons of one shipment, with sums of their own; all of them where none is named. */
export function ofShipment(data: Comparisons, shipment: string | undefined): Comparisons {
  if (!shipment) return data;
  const comparisons = data.comparisons.filter((comparison) => comparison.shipment === shipment);
  const findings = comparisons.flatMap((comparison) => comparison.findings);
  const came = (status: Comparison["status"]) => comparisons.filter((one) => one.status === status).length;
  const weighs = (severity: Finding["severity"]) =>
    findings.filter((finding) => finding.severity === severity).length;
  const totals = {
    pass: came("pass"),
    warn: came("warn"),
    fail: came("fail"),
    pending: came("pending"),
    material: weighs("material"),
    minor: weighs("minor"),
    info: weighs("info"),
  };
  return { ...data, comparisons, totals };
}

/** The comparison that the id of a difference is of, and its number in it: `SH261100029.1.2`. */
export function partsOf(id: string): { comparison: string; shipment: string; n: number } | null {
  const parts = /^((.+)\.\d+)\.(\d+)$/.exec(id);
  return parts ? { comparison: parts[1] ?? "", shipment: parts[2] ?? "", n: Number(parts[3]) } : null;
}

/**
 * The differences of the current comparison that a former one may be: those of its line, of several on it those that have
 * its values, and where lines are numbered anew all that are alike.
 */
export function alikeFindings(rows: FindingRow[], shipment: string, former: Finding): FindingRow[] {
  const alike = rows.filter(
    ({ comparison, finding }) =>
      comparison.shipment === shipment &&
      finding.kind === former.kind &&
      finding.invoice === former.invoice &&
      finding.hts === former.hts &&
      finding.origin === former.origin,
  );
  const ofLine = alike.filter(({ finding }) => finding.line === former.line);
  const exact = ofLine.filter(
    ({ finding }) => finding.expected === former.expected && finding.reported === former.reported,
  );
  return [exact, ofLine, alike].find(({ length }) => length > 0) ?? [];
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

/** How the shipments came out. `filtered`: they are not all there are, so nothing is said of all. */
export function verdictOf({ pass, warn, fail, pending }: Comparisons["totals"], filtered = false): Verdict {
  const compared = pass + warn + fail;
  if (compared === 0)
    return {
      state: "pending",
      sentence:
        pending > 0
          ? `Not compared: ${counted(pending, "shipment")}, held by us or not reported by SAP yet.`
          : "Nothing was compared in this period.",
    };
  const differ = (part: number) =>
    `${part === compared ? "" : `${part} of `}${counted(compared, "shipment")} ${part === 1 ? "differs" : "differ"}`;
  if (fail > 0) return { state: "fail", sentence: `Failed: ${differ(fail)} beyond tolerance.` };
  if (warn > 0) return { state: "warn", sentence: `Review: ${differ(warn)} in small things.` };
  const agree = `${counted(compared, "shipment")} ${compared === 1 ? "agrees" : "agree"}`;
  if (pending > 0)
    return { state: "pending", sentence: `So far ${agree}; ${formatCount(pending)} not compared.` };
  return { state: "pass", sentence: `Passed: ${compared === 1 || filtered ? "" : "all "}${agree}.` };
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
