/** A link to a difference of a comparison that another has taken the place of: to the same one of now, or a word on it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiError } from "~/shared/api/client";
import type { Comparison, Comparisons } from "~/shared/api/types";
import { counted, findingName } from "~/shared/lib/words";
import { comparisonQuery } from "~/shared/session/comparison";
import { IconAlertTriangle } from "~/shared/ui/icons";
import { When } from "~/shared/ui/values";
import { alikeFindings, type FindingRow, partsOf } from "./findings";
import type { ComparisonSearch } from "./search";

interface Props {
  id: string;
  data: Comparisons;
  rows: FindingRow[];
  onSearch: (change: Partial<ComparisonSearch>, replace?: boolean) => void;
}

export function Former({ id, data, rows, onSearch }: Props) {
  const parts = partsOf(id);
  const shown = rows.some((row) => row.id === id);
  const { data: former, error } = useQuery({
    ...comparisonQuery(parts?.comparison ?? ""),
    enabled: !shown && parts !== null,
  });
  const finding = former?.findings.find(({ n }) => n === parts?.n);
  const alike = !shown && former && finding ? alikeFindings(rows, former.shipment, finding) : [];
  const same = alike.length === 1 ? alike[0]?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is changed once for what was found
  useEffect(() => {
    if (same) onSearch({ finding: same }, true);
  }, [same]);
  if (shown || same) return null;
  const missing =
    parts === null || (former && !finding) || (error instanceof ApiError && error.status === 404);
  if (!missing && !(former && finding)) return null;
  const now = data.comparisons.find(({ shipment }) => shipment === parts?.shipment);
  return (
    <div className="strip former" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {former && finding ? (
          <>
            “{findingName(finding.kind)}”{finding.line ? ` of line ${finding.line}` : ""} of{" "}
            <span className="mono">{former.shipment}</span>:{" "}
            <Since id={id} former={former} now={now} alike={alike} />
          </>
        ) : (
          <>
            There is no difference <span className="mono">{id}</span>.
          </>
        )}
      </span>
      <button type="button" className="link-button" onClick={() => onSearch({ finding: undefined })}>
        Close
      </button>
    </div>
  );
}

interface SinceProps {
  id: string;
  former: Comparison;
  now: Comparison | undefined;
  alike: FindingRow[];
}

/** What became of the shipment since: compared anew, or not among what is shown. */
function Since({ id, former, now, alike }: SinceProps) {
  if (now)
    return (
      <>
        compared anew since, <When at={now.compared_at} />,{" "}
        {alike.length > 0 ? <Alike alike={alike} /> : "and it does not differ in this any more."}
      </>
    );
  const date = former.entry_date;
  return (
    <>
      not among what is shown.{" "}
      <Link to="/comparison" search={{ from: date, to: date, shipment: former.shipment, finding: id }}>
        Show the shipment on {date}
      </Link>
    </>
  );
}

/** Several that the former one may be now, each to be opened. */
function Alike({ alike }: { alike: FindingRow[] }) {
  const lines = new Set(alike.map(({ finding }) => finding.line));
  return (
    <>
      and which of {counted(alike.length, "difference")} of this kind it is now cannot be told:{" "}
      {alike.map(({ id, finding }, at) => (
        <span key={id}>
          {at > 0 ? ", " : ""}
          <Link from="/comparison" to="/comparison" search={(before) => ({ ...before, finding: id })}>
            {finding.line && lines.size === alike.length ? `line ${finding.line}` : `no. ${finding.n}`}
          </Link>
        </span>
      ))}
      .
    </>
  );
}
