/** Customs lines as rows of a table: the entry's facts beside the line's. */
import type { ComparisonStatus, Line, ListedEntry } from "~/shared/api/types";
import { addLine, dutyAndFees, emptyStack, LAYERS, type Stack } from "~/shared/lib/layers";
import { cents, effectiveRate, formatCents } from "~/shared/lib/money";

export interface LineRow {
  /** `SH261100042.007`, which is also what the address holds. */
  id: string;
  entry: ListedEntry;
  line: Line;
  /** Of this line, not of the whole entry. */
  result: ComparisonStatus;
  cost: bigint;
}

function resultOf({ comparison }: ListedEntry, line: Line): ComparisonStatus {
  if (!comparison || comparison.status === "pending") return "pending";
  return comparison.lines[line.line] ?? "pass";
}

export function rowsOfEntries(entries: ListedEntry[]): LineRow[] {
  return entries.flatMap((entry) =>
    entry.lines.map((line) => ({
      id: `${entry.shipment}.${line.line}`,
      entry,
      line,
      result: resultOf(entry, line),
      cost: dutyAndFees(line),
    })),
  );
}

export function rateOf(row: LineRow): string {
  return effectiveRate(row.cost, cents(row.line.value));
}

export function costText(row: LineRow): string {
  return formatCents(row.cost).replaceAll(",", "");
}

/** What the rows of one entry come to. */
export interface Share {
  entry: ListedEntry;
  value: bigint;
  costs: Stack;
  /** All of the entry's value is among the rows: its MPF is the entry's own, after its minimum and maximum. */
  whole: boolean;
}

/** The rows of each entry together. Of a part of an entry only the MPF of its lines can be told. */
export function sharesOf(rows: LineRow[]): Share[] {
  const byEntry = new Map<ListedEntry, { value: bigint; costs: Stack; mpf: bigint }>();
  for (const { entry, line } of rows) {
    const share = byEntry.get(entry) ?? { value: 0n, costs: emptyStack(), mpf: 0n };
    byEntry.set(entry, share);
    share.value += cents(line.value);
    share.mpf += cents(line.mpf);
    addLine(share.costs, line);
  }
  return [...byEntry].map(([entry, { value, costs, mpf }]) => {
    const whole = value === cents(entry.totals.value);
    return {
      entry,
      value,
      costs: whole ? { ...costs, fees: costs.fees - mpf + cents(entry.totals.mpf) } : costs,
      whole,
    };
  });
}

export interface Figures {
  value: bigint;
  cost: bigint;
  differing: number;
  /** Some entries are there in part only. */
  partial: boolean;
}

export function figuresOf(shares: Share[]): Figures {
  const figures: Figures = { value: 0n, cost: 0n, differing: 0, partial: false };
  for (const { entry, value, costs, whole } of shares) {
    figures.value += value;
    for (const layer of LAYERS) figures.cost += costs[layer];
    const status = entry.comparison?.status;
    if (status === "fail" || status === "warn") figures.differing += 1;
    if (!whole) figures.partial = true;
  }
  return figures;
}
