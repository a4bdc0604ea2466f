/** Customs lines as rows of a table: the entry's facts beside the line's. */
import type { ComparisonStatus, Line, ListedEntry } from "~/shared/api/types";
import { addLine, dutyAndFees, emptyStack, LAYERS, type Stack } from "~/shared/lib/layers";
import { cents, effectiveRate, formatCents, formatUsd } from "~/shared/lib/money";
import { stringifySearch } from "~/shared/lib/url";

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

/** Where a line is found on any day: its shipment, and its date for whoever takes that filter off. */
export function linkTo({ id, entry }: Pick<LineRow, "id" | "entry">): string {
  const search = { shipment: entry.shipment, from: entry.entry_date, to: entry.entry_date, line: id };
  return `${window.location.origin}/lines${stringifySearch(search)}`;
}

export function rateOf(row: LineRow): string {
  return effectiveRate(row.cost, cents(row.line.value));
}

export function costText(row: LineRow): string {
  return plainCents(row.cost);
}

/** What the rows of one entry come to. */
export interface Share {
  entry: ListedEntry;
  value: bigint;
  costs: Stack;
  /** All of the entry's value is among the rows: its MPF is the entry's own, after its minimum and maximum. */
  whole: boolean;
  /** What that minimum or maximum adds to the MPF of the rows; 0 of a part of an entry. */
  adjustment: bigint;
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
    const adjustment = whole ? cents(entry.totals.mpf) - mpf : 0n;
    return { entry, value, costs: { ...costs, fees: costs.fees + adjustment }, whole, adjustment };
  });
}

export interface Figures {
  value: bigint;
  cost: bigint;
  /** What the cost is above that of the rows: the minimum and maximum of the entries' MPF. */
  adjustment: bigint;
  differing: number;
  /** Some entries are there in part only. */
  partial: boolean;
}

export function figuresOf(shares: Share[]): Figures {
  const figures: Figures = { value: 0n, cost: 0n, adjustment: 0n, differing: 0, partial: false };
  for (const { entry, value, costs, whole, adjustment } of shares) {
    figures.value += value;
    figures.adjustment += adjustment;
    for (const layer of LAYERS) figures.cost += costs[layer];
    const status = entry.comparison?.status;
    if (status === "fail" || status === "warn") figures.differing += 1;
    if (!whole) figures.partial = true;
  }
  return figures;
}

/** Whether the rows add up to the cost, and why not. */
export function noteOn({ cost, adjustment, partial }: Figures): string {
  const sum = `the rows add up to ${formatUsd(cost - adjustment)}`;
  if (adjustment !== 0n && partial)
    return `whole entries with their MPF minimum and maximum, others before it; ${sum}`;
  if (adjustment !== 0n) return `with each entry's MPF minimum and maximum; ${sum}`;
  return partial ? "before the entry's MPF minimum and maximum" : "as the rows add up";
}

/** For a file of rows: what each entry's MPF is above that of its rows, as a row by the columns' ids, so that the file adds up. */
export function adjustmentsOf(shares: Share[]): Record<string, string>[] {
  return shares
    .filter(({ adjustment }) => adjustment !== 0n)
    .map(({ entry, adjustment }) => {
      const amount = plainCents(adjustment);
      return {
        date: entry.entry_date,
        shipment: entry.shipment,
        line: "entry",
        part: `MPF ${adjustment > 0n ? "minimum" : "maximum"} of the entry, against its lines`,
        value: "0",
        duty: "0.00",
        mpf: amount,
        hmf: "0.00",
        cost: amount,
      };
    });
}

/** Cents as a file has them: no groups, a plain minus. */
function plainCents(amount: bigint): string {
  return formatCents(amount).replaceAll(",", "").replace("−", "-");
}
