/** What waits for a person, one by one: files, entries that are held, differences that nobody has judged. */
import { Link } from "@tanstack/react-router";
import type { Comparison, CustomsLines, Pipeline, Upload } from "~/shared/api/types";
import { shortDate } from "~/shared/lib/dates";
import { cents } from "~/shared/lib/money";
import { findingName, gapsOf, setName } from "~/shared/lib/words";
import { openFindings } from "~/shared/session/failed";
import { Status, ToneIcon } from "~/shared/ui/Status";
import { EmptyState, Loading } from "~/shared/ui/states";
import { Money } from "~/shared/ui/values";

interface ToDoProps {
  comparisons: Comparison[];
  held: CustomsLines;
  from: string;
  to: string;
  /** Undefined as the pipeline is: not there yet, or not to be loaded. */
  uploads: Upload[] | undefined;
  pipeline: Pipeline | undefined;
  /** One of the two is still on its way. */
  pending: boolean;
}

export function ToDo({ comparisons, held, from, to, uploads, pipeline, pending }: ToDoProps) {
  const { entries } = held;
  const more = held.totals.held - entries.length;
  const ready = uploads?.filter((upload) => upload.state === "ready") ?? [];
  const open = comparisons.filter((comparison) => openFindings(comparison).length > 0);
  const late = pipeline?.data_sets.filter((set) => set.state === "failed") ?? [];
  const missing = pending
    ? []
    : [uploads ? "" : "uploads", pipeline ? "" : "states of the data"].filter(Boolean);
  const unknown = missing.length > 0 ? `The ${missing.join(" and the ")} could not be loaded.` : "";
  if (ready.length + open.length + entries.length + late.length === 0) {
    if (pending) return <Loading />;
    if (unknown) return <EmptyState title="Not known whether anything does">{unknown}</EmptyState>;
    return (
      <EmptyState title="Nothing needs a person" icon={<ToneIcon tone="pass" size={28} />}>
        Every entry was made, and every material difference is judged.
      </EmptyState>
    );
  }
  return (
    <ul className="todo">
      {unknown ? (
        <li>
          <Status state="failed" label="Not known" />
          <span className="second">{unknown}</span>
        </li>
      ) : null}
      {late.map((set) => (
        <li key={set.name}>
          <Status state="failed" />
          <Link to="/pipeline">{setName(set.name)}</Link>
          <span className="second">{set.failure}</span>
        </li>
      ))}
      {ready.map((upload) => (
        <li key={upload.id} className="file">
          <Status state="ready" />
          <Link to="/uploads/$id" params={{ id: upload.id }}>
            {upload.file_name}
          </Link>
          <span className="second">checked, waits for its confirmation</span>
        </li>
      ))}
      {entries.map((entry) => (
        <li key={entry.shipment}>
          <Status state="needs_input" />
          <Link to="/lines" search={{ shipment: entry.shipment }}>
            <span className="mono">{entry.shipment}</span>
          </Link>
          <span className="second">{gapsOf(entry)}</span>
          <span className="third end">{shortDate(entry.entry_date)}</span>
        </li>
      ))}
      {more > 0 ? (
        <li>
          <Status state="needs_input" />
          <Link to="/lines" search={{ from, to, status: "needs_input", view: "shipments" }}>
            and {more} more
          </Link>
        </li>
      ) : null}
      {open.map((comparison) => {
        const findings = openFindings(comparison);
        const effect = findings.reduce((sum, finding) => sum + cents(finding.duty_effect), 0n);
        return (
          <li key={comparison.id}>
            <Status state="fail" />
            <Link
              to="/comparison"
              search={{
                from: comparison.entry_date,
                to: comparison.entry_date,
                shipment: comparison.shipment,
              }}
            >
              <span className="mono">{comparison.shipment}</span>
            </Link>
            <span className="second">
              {[...new Set(findings.map((finding) => findingName(finding.kind)))].join(", ")}
              {effect !== 0n ? (
                <>
                  , <Money amount={effect} unit sign /> duty
                </>
              ) : null}
            </span>
            <span className="third end">{shortDate(comparison.entry_date)}</span>
          </li>
        );
      })}
    </ul>
  );
}
