/** Customs lines as rows of a table: the entry's facts beside the line's. */
import type { ComparisonStatus, Line, ListedEntry } from "~/shared/api/types";
import { dutyAndFees } from "~/shared/lib/layers";
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

export interface Figures {
  lines: number;
  value: bigint;
  cost: bigint;
  differing: number;
}

export function figuresOf(rows: LineRow[]): Figures {
  let value = 0n;
  let cost = 0n;
  const differing = new Set<string>();
  for (const row of rows) {
    value += cents(row.line.value);
    cost += row.cost;
    const status = row.entry.comparison?.status;
    if (status === "fail" || status === "warn") differing.add(row.entry.shipment);
  }
  return { lines: rows.length, value, cost, differing: differing.size };
}
