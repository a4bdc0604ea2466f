/** What people were told, each with links to what it speaks of. */
import { Link } from "@tanstack/react-router";
import type { Alert } from "~/shared/api/types";
import { plain } from "~/shared/lib/words";
import { Status } from "~/shared/ui/Status";
import { EmptyState } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";

const MOST_DATES = 5;
/** What a run is told under: its end, and the differences that it found. */
const OF_A_RUN = /^(?:run|discrepancies)-(.+)$/;

export function Alerts({ alerts, month }: { alerts: Alert[]; month: string }) {
  if (alerts.length === 0)
    return <EmptyState title="No alerts">Nobody had to be told of anything this month.</EmptyState>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
    <ul className="alerts" tabIndex={0} aria-label={`Alerts of ${month}`}>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <div>
            <Status state={alert.severity === "warning" ? "late" : "info"} label={plain(alert.kind)} />
            <span className="third small">
              <When at={alert.at} />
            </span>
          </div>
          <b>{alert.title}</b>
          <p>{alert.text}</p>
          <Links alert={alert} />
        </li>
      ))}
    </ul>
  );
}

/** An alert's dates, as far as its facts name any. */
function datesOf({ facts }: Pick<Alert, "facts">): string[] {
  const dates: unknown = facts["dates"];
  return Array.isArray(dates) ? dates.filter((date) => typeof date === "string") : [];
}

function Links({ alert }: { alert: Alert }) {
  const run = OF_A_RUN.exec(alert.id)?.[1];
  const { upload } = alert.facts;
  const dates = datesOf(alert);
  const differing = alert.kind === "discrepancies";
  if (!run && typeof upload !== "string" && dates.length === 0) return null;
  return (
    <p className="alert-links">
      {run ? (
        <Link to="/runs/$id" params={{ id: run }}>
          Open the run
        </Link>
      ) : null}
      {typeof upload === "string" ? (
        <Link to="/uploads/$id" params={{ id: upload }}>
          Open the upload
        </Link>
      ) : null}
      {dates.length > 0 ? <span>{differing ? "Comparison of" : "Held on"}</span> : null}
      {dates.slice(0, MOST_DATES).map((date) =>
        differing ? (
          <Link key={date} to="/comparison" search={{ from: date, to: date, status: "fail" }}>
            {date}
          </Link>
        ) : (
          <Link
            key={date}
            to="/lines"
            search={{ from: date, to: date, status: "needs_input", view: "shipments" }}
          >
            {date}
          </Link>
        ),
      )}
      {dates.length > MOST_DATES ? <span>and {dates.length - MOST_DATES} more, in the run</span> : null}
    </p>
  );
}
