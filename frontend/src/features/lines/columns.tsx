import type { ListedEntry } from "~/shared/api/types";
import { dutyAndFees } from "~/shared/lib/layers";
import { formatCents, formatDecimal } from "~/shared/lib/money";
import { gapsOf, partName } from "~/shared/lib/words";
import type { Column } from "~/shared/table/DataTable";
import { Status } from "~/shared/ui/Status";
import { Money } from "~/shared/ui/values";
import { notesOf } from "./advisories";
import { costText, type LineRow, rateOf } from "./rows";

/** As many headings as the column has room for at its least; the open line has them all. */
const MOST_HEADINGS = 2;

const chapter99 = ({ line }: LineRow): string[] =>
  line.tariffs.map(({ code }) => code).filter((code) => code.startsWith("99"));

export const LINE_COLUMNS: Column<LineRow>[] = [
  { id: "date", header: "Entry date", width: 100, text: (row) => row.entry.entry_date, essential: true },
  {
    id: "result",
    header: "Comparison",
    width: 108,
    phone: 94,
    text: (row) => row.result,
    essential: true,
    cell: (row) => <Status state={row.result} />,
  },
  {
    id: "shipment",
    header: "Shipment",
    width: 112,
    phone: 100,
    text: (row) => row.entry.shipment,
    essential: true,
    cell: (row) => <span className="mono">{row.entry.shipment}</span>,
  },
  {
    id: "line",
    header: "Line",
    width: 56,
    phone: 40,
    text: (row) => row.line.line,
    essential: true,
    cell: (row) => <span className="mono">{row.line.line}</span>,
  },
  {
    id: "invoice",
    header: "Invoice",
    width: 112,
    text: (row) => row.line.invoice,
    cell: (row) => <span className="mono">{row.line.invoice}</span>,
  },
  {
    id: "hts",
    header: "HTS number",
    width: 118,
    text: (row) => row.line.hts,
    essential: true,
    cell: (row) => <span className="mono">{row.line.hts}</span>,
  },
  { id: "origin", header: "Origin", width: 64, text: (row) => row.line.origin },
  { id: "part", header: "Part", width: 130, text: (row) => partName(row.line.part) },
  {
    id: "stack",
    header: "Chapter 99 headings",
    width: 204,
    grow: true,
    text: (row) => chapter99(row).join(" "),
    cell: (row) => {
      const all = chapter99(row);
      const more = all.length - MOST_HEADINGS;
      return (
        <span className="mono" title={all.join(" ")}>
          {all.slice(0, MOST_HEADINGS).join(" ") || "–"}
          {more > 0 ? ` +${more}` : ""}
        </span>
      );
    },
  },
  {
    id: "quantity",
    header: "Quantity",
    width: 88,
    align: "end",
    decimal: true,
    text: (row) => row.line.quantity ?? "",
    cell: (row) => (row.line.quantity === null ? "–" : formatDecimal(row.line.quantity)),
  },
  { id: "unit", header: "Unit", width: 60, text: (row) => row.line.unit },
  {
    id: "net",
    header: "Net (kg)",
    width: 108,
    align: "end",
    decimal: true,
    text: (row) => row.line.net_kg,
    cell: (row) => formatDecimal(row.line.net_kg),
  },
  {
    id: "gross",
    header: "Gross (kg)",
    width: 96,
    align: "end",
    decimal: true,
    text: (row) => row.line.gross_kg,
    cell: (row) => formatDecimal(row.line.gross_kg),
  },
  {
    id: "value",
    header: "Value (USD)",
    width: 104,
    align: "end",
    decimal: true,
    text: (row) => row.line.value,
    cell: (row) => formatDecimal(row.line.value),
  },
  {
    id: "duty",
    header: "Duty (USD)",
    width: 110,
    align: "end",
    decimal: true,
    text: (row) => row.line.duty,
    cell: (row) => <Money amount={row.line.duty} />,
  },
  {
    id: "mpf",
    header: "MPF (USD)",
    width: 96,
    align: "end",
    decimal: true,
    text: (row) => row.line.mpf,
    cell: (row) => <Money amount={row.line.mpf} />,
  },
  {
    id: "hmf",
    header: "HMF (USD)",
    width: 96,
    align: "end",
    decimal: true,
    text: (row) => row.line.hmf,
    cell: (row) => <Money amount={row.line.hmf} />,
  },
  {
    id: "cost",
    header: "Duty + fees (USD)",
    width: 138,
    phone: 124,
    align: "end",
    decimal: true,
    text: costText,
    essential: true,
    cell: (row) => formatCents(row.cost),
  },
  {
    id: "rate",
    header: "Rate",
    width: 78,
    align: "end",
    decimal: true,
    text: (row) => rateOf(row).replace("%", ""),
    cell: rateOf,
  },
];
/** What is not shown until somebody asks for it. */
export const HIDDEN = ["invoice", "unit", "net", "gross", "duty", "mpf", "hmf", "part"];

export const ENTRY_COLUMNS: Column<ListedEntry>[] = [
  { id: "date", header: "Entry date", width: 100, text: (entry) => entry.entry_date, essential: true },
  {
    id: "shipment",
    header: "Shipment",
    width: 112,
    phone: 100,
    text: (entry) => entry.shipment,
    essential: true,
    cell: (entry) => <span className="mono">{entry.shipment}</span>,
  },
  {
    id: "status",
    header: "Entry",
    width: 92,
    phone: 84,
    text: (entry) => entry.status,
    essential: true,
    cell: (entry) => <Status state={entry.status} />,
  },
  {
    id: "result",
    header: "Comparison",
    width: 104,
    phone: 104,
    text: (entry) => entry.comparison?.status ?? "pending",
    cell: (entry) => (
      <Status state={entry.comparison?.status ?? "pending"} count={entry.comparison?.material} />
    ),
  },
  {
    id: "gaps",
    header: "What is missing",
    width: 190,
    grow: true,
    text: gapsOf,
    cell: (entry) => <span title={gapsOf(entry)}>{gapsOf(entry)}</span>,
  },
  {
    id: "notes",
    header: "Please note",
    width: 170,
    grow: true,
    text: notesOf,
    cell: (entry) =>
      entry.advisories.length > 0 ? (
        <span title={notesOf(entry)}>
          <Status state="warn" label={String(entry.advisories.length)} /> {notesOf(entry)}
        </span>
      ) : (
        ""
      ),
  },
  {
    id: "version",
    header: "Version",
    width: 68,
    align: "end",
    decimal: true,
    text: (entry) => String(entry.version),
  },
  {
    id: "lines",
    header: "Lines",
    width: 56,
    phone: 52,
    align: "end",
    decimal: true,
    text: (entry) => String(entry.lines.length),
  },
  {
    id: "value",
    header: "Value (USD)",
    width: 104,
    align: "end",
    decimal: true,
    text: (entry) => entry.totals.value,
    cell: (entry) => formatDecimal(entry.totals.value),
  },
  {
    id: "cost",
    header: "Duty + fees (USD)",
    width: 138,
    align: "end",
    decimal: true,
    text: (entry) => formatCents(dutyAndFees(entry.totals)).replaceAll(",", ""),
    cell: (entry) => formatCents(dutyAndFees(entry.totals)),
  },
];
