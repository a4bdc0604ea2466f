/** The address asks for a line that is not among those shown: why, and where it may be. */
import { Link } from "@tanstack/react-router";
import type { ListedEntry } from "~/shared/api/types";
import { IconAlertTriangle } from "~/shared/ui/icons";

interface Props {
  /** `SH261100042.007` */
  line: string;
  entries: ListedEntry[];
  /** The shipment that is shown alone. */
  shipment: string | undefined;
}

export function NoSuchLine({ line: id, entries, shipment: alone }: Props) {
  const { shipment, number } = partsOf(id);
  const entry = entries.find((one) => one.shipment === shipment);
  return (
    <div className="strip" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      {whyNot(shipment, number, entry, alone)}
      {shipment && !(entry || alone === shipment) ? (
        <Link to="/lines" search={{ shipment, line: id }}>
          Look for it in {shipment}
        </Link>
      ) : null}
    </div>
  );
}

function partsOf(id: string): { shipment: string; number: string } {
  const at = id.lastIndexOf(".");
  return at < 1 ? { shipment: "", number: id } : { shipment: id.slice(0, at), number: id.slice(at + 1) };
}

function whyNot(
  shipment: string,
  number: string,
  entry: ListedEntry | undefined,
  alone: string | undefined,
): string {
  if (!shipment) return `“${number}” is no line: one is written SH261100042.007.`;
  if (entry?.status === "needs_input")
    return `There is no line ${number} of ${shipment}: the entry is held, and has no lines yet.`;
  if (entry && !entry.lines.some(({ line }) => line === number))
    return `${shipment} has no line ${number} that fits what is asked for here.`;
  if (entry) return `Line ${number} of ${shipment} is not among the lines that the filters leave.`;
  if (alone === shipment)
    return `There is no line ${number} of ${shipment}: no such entry fits what is asked for here.`;
  return `Line ${number} of ${shipment} is not among the lines shown.`;
}
