/** The columns of the differences, as the table has them and as the CSV file has. */
import type { Finding } from "~/shared/api/types";
import { formatDecimal } from "~/shared/lib/money";
import { findingName } from "~/shared/lib/words";
import type { Column } from "~/shared/table/DataTable";
import { DiffSide } from "~/shared/ui/Diff";
import { Status } from "~/shared/ui/Status";
import { HtsCode, Money } from "~/shared/ui/values";
import { type FindingRow, tabName } from "./findings";
import { firstMoved } from "./order";

/** One side of a difference; of headings in another order the first that stands elsewhere, for all have no room. */
function Side({ finding, side }: { finding: Finding; side: "expected" | "reported" }) {
  const { kind, expected, reported } = finding;
  const moved = kind === "WRONG_ORDER" ? firstMoved(expected ?? "", reported ?? "") : null;
  if (!moved) return <DiffSide expected={expected} reported={reported} side={side} />;
  return (
    <span className="diff mono" title={`At place ${moved.place} of ${finding[side]}`}>
      <mark>{moved[side]}</mark>
    </span>
  );
}

export const COLUMNS: Column<FindingRow>[] = [
  { id: "date", header: "Entry date", width: 100, text: ({ comparison }) => comparison.entry_date },
  {
    id: "shipment",
    header: "Shipment",
    width: 106,
    phone: 100,
    essential: true,
    text: ({ comparison }) => comparison.shipment,
    cell: ({ comparison }) => <span className="mono">{comparison.shipment}</span>,
  },
  {
    id: "line",
    header: "Line",
    width: 50,
    essential: true,
    text: ({ finding }) => finding.line,
    cell: ({ finding }) => <span className="mono">{finding.line || "–"}</span>,
  },
  {
    id: "kind",
    header: "Difference",
    width: 192,
    phone: 192,
    grow: true,
    essential: true,
    text: ({ finding }) => findingName(finding.kind),
    cell: ({ finding }) => <Status state={finding.severity} label={findingName(finding.kind)} />,
  },
  {
    id: "hts",
    header: "HTS number",
    width: 110,
    text: ({ finding }) => finding.hts,
    cell: ({ finding }) => <HtsCode code={finding.hts} />,
  },
  {
    id: "expected",
    header: "Ours",
    width: 110,
    align: "end",
    text: ({ finding }) => finding.expected ?? "",
    cell: ({ finding }) => <Side finding={finding} side="expected" />,
  },
  {
    id: "reported",
    header: "Reported",
    width: 110,
    align: "end",
    text: ({ finding }) => finding.reported ?? "",
    cell: ({ finding }) => <Side finding={finding} side="reported" />,
  },
  {
    id: "difference",
    header: "Off by",
    width: 78,
    align: "end",
    decimal: true,
    text: ({ finding }) => finding.difference ?? "",
    cell: ({ finding }) =>
      finding.difference ? formatDecimal(finding.difference) : <span className="third">–</span>,
  },
  {
    id: "effect",
    header: "Duty effect (USD)",
    width: 124,
    align: "end",
    decimal: true,
    essential: true,
    text: ({ finding }) => finding.duty_effect,
    cell: ({ finding }) => <Money amount={finding.duty_effect} sign />,
  },
];

/** The file has the rows of all tabs, so it says of each in which it stands, and how it was judged. */
export const FILE_COLUMNS: Column<FindingRow>[] = [
  { id: "tab", header: "Tab", width: 0, text: ({ finding }) => tabName(finding) },
  ...COLUMNS,
  { id: "advice", header: "Advice", width: 0, text: ({ finding }) => finding.advice },
  { id: "by", header: "Acknowledged By", width: 0, text: ({ finding }) => finding.acknowledged?.by ?? "" },
  { id: "reason", header: "Reason", width: 0, text: ({ finding }) => finding.acknowledged?.reason ?? "" },
];
