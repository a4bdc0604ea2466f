/** The entries of a run that need a person, by entry date: those it held, and those it found to differ. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunWithChunks } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { counted } from "~/shared/lib/words";

type Named = RunWithChunks["held"][number];
/** As many as one looks through; the page of the date has them all. */
const MOST_OF_A_DATE = 12;

/** By entry date, the newest first. */
function byDate(named: Named[]): [date: string, shipments: string[]][] {
  const dates = new Map<string, string[]>();
  for (const { entry_date, shipment } of named)
    dates.set(entry_date, [...(dates.get(entry_date) ?? []), shipment].sort());
  return [...dates].sort(([a], [b]) => b.localeCompare(a));
}

export function HeldEntries({ run }: { run: RunWithChunks }) {
  return (
    <Entries
      id="held"
      title="Held"
      note="as the run left them: the page of each says what it lacks"
      named={run.held}
      counted={run.counts["needs_input"] ?? 0}
      elsewhere={
        <Link to="/lines" search={{ status: "needs_input", view: "shipments" }}>
          those held in the days up to now
        </Link>
      }
      ofDate={(date, words) => (
        <Link to="/lines" search={{ from: date, to: date, status: "needs_input", view: "shipments" }}>
          {words}
        </Link>
      )}
      ofShipment={(date, shipment) => (
        <Link to="/lines" search={{ from: date, to: date, shipment }}>
          {shipment}
        </Link>
      )}
    />
  );
}

export function DifferingEntries({ run }: { run: RunWithChunks }) {
  return (
    <Entries
      id="differing"
      title="Differ materially"
      note="new, or otherwise than before"
      named={run.differing}
      counted={run.counts["newly_material"] ?? 0}
      elsewhere={
        <Link to="/comparison" search={{ status: "fail" }}>
          those of the newest date
        </Link>
      }
      ofDate={(date, words) => (
        <Link to="/comparison" search={{ from: date, to: date, status: "fail" }}>
          {words}
        </Link>
      )}
      ofShipment={(date, shipment) => (
        <Link to="/comparison" search={{ from: date, to: date, shipment }}>
          {shipment}
        </Link>
      )}
    />
  );
}

interface Props {
  id: string;
  title: string;
  note: string;
  named: Named[];
  /** How many the run counted; a run from before they were named has no names. */
  counted: number;
  elsewhere: ReactNode;
  ofDate: (date: string, words: string) => ReactNode;
  ofShipment: (date: string, shipment: string) => ReactNode;
}

function Entries({ id, title, note, named, counted: count, elsewhere, ofDate, ofShipment }: Props) {
  if (named.length === 0 && count === 0) return null;
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="end second small">
          {named.length > 0 ? `${counted(Math.max(count, named.length), "entry", "entries")}, ${note}` : null}
          {named.length > 0 && named.length < count ? `; named are ${formatCount(named.length)}` : null}
        </span>
      </header>
      {named.length > 0 ? (
        <dl className="pad run-entries">
          {byDate(named).map(([date, shipments]) => (
            <div key={date}>
              <dt>{ofDate(date, date)}</dt>
              <dd>
                {shipments.slice(0, MOST_OF_A_DATE).map((shipment) => (
                  <span key={shipment} className="mono">
                    {ofShipment(date, shipment)}
                  </span>
                ))}
                {shipments.length > MOST_OF_A_DATE
                  ? ofDate(date, `and ${shipments.length - MOST_OF_A_DATE} more`)
                  : null}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="pad second" style={{ margin: 0 }}>
          Which {count === 1 ? "one was" : `${count} were`} meant was not kept of this run; see {elsewhere}.
        </p>
      )}
    </section>
  );
}
