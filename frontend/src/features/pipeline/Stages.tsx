/** The three stages from delivery to comparison, how each stands, and the last runs. */
import { Link } from "@tanstack/react-router";
import type { Delivery, Pipeline, Run } from "~/shared/api/types";
import { type RunBar, RunBars } from "~/shared/charts/RunBars";
import { took } from "~/shared/lib/dates";
import { formatCount } from "~/shared/lib/money";
import { counted, plain } from "~/shared/lib/words";
import { Sideways } from "~/shared/ui/Sideways";
import { Status, toneOf, wordOf } from "~/shared/ui/Status";
import { useNow, When } from "~/shared/ui/values";

function barOf(run: Run): RunBar {
  const seconds = run.finished ? Math.max(0, (Date.parse(run.finished) - Date.parse(run.started)) / 1000) : 0;
  return {
    id: run.id,
    seconds,
    tone: run.finished && toneOf(run.state) === "idle" ? "pass" : toneOf(run.state),
    words: `${plain(run.cause)} run of ${run.started.slice(0, 10)}: ${wordOf(run.state).toLowerCase()}${run.finished ? `, ${took(run.started, run.finished)}` : ""}`,
  };
}

export function Stages({
  pipeline,
  runs,
  deliveries,
}: {
  pipeline: Pipeline;
  runs: Run[];
  deliveries: Delivery[];
}) {
  const [newest] = runs;
  const [last] = deliveries;
  const success = deliveries.find(({ state }) => state === "loaded" || state === "unchanged");
  const bad = pipeline.data_sets.filter((set) => set.state === "failed" || set.state === "late");
  const lost = deliveries.filter(hasLost);
  const open = lost.filter((delivery) => !delivery.made_good);
  const followed = lost.filter((delivery) => delivery.made_good);
  const recent = [...runs].slice(0, 30).reverse();
  const sum = (name: string) => (newest?.finished ? formatCount(newest.counts[name] ?? 0) : "–");
  return (
    <Sideways label="Table of the stages">
      <table className="table stacked stages">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">State</th>
            <th scope="col">Last success</th>
            <th scope="col">Next due</th>
            <th scope="col">Last time</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <b>Fetch</b>
              <div className="second small">from SAP, or a file by hand</div>
            </th>
            <td data-label="State">
              <Status
                state={
                  bad.some((set) => set.state === "failed") ? "failed" : bad.length > 0 ? "late" : "good"
                }
                count={bad.length}
              />
            </td>
            <td data-label="Last success">{last ? <When at={last.at} /> : "–"}</td>
            <td data-label="Next due">{dueOf(pipeline)}</td>
            <td data-label="Last time">{last ? <span className="mono">{last.source}</span> : "–"}</td>
          </tr>
          <tr>
            <th scope="row">
              <b>Load</b>
              <div className="second small">checked and taken over</div>
            </th>
            <td data-label="State">
              <Status state={open.length > 0 ? "failed" : "good"} count={open.length} />
              {followed.length > 0 ? <div className="second small">{sinceWords(followed)}</div> : null}
            </td>
            <td data-label="Last success">{success ? <When at={success.at} /> : "–"}</td>
            <td data-label="Next due" className="second">
              with each delivery
            </td>
            <td data-label="Last time">
              {last
                ? counted(
                    Object.values(last.rows).reduce((all, rows) => all + rows, 0),
                    "row",
                  )
                : "–"}
            </td>
          </tr>
          <tr>
            <th scope="row">
              <b>Generate and compare</b>
              <div className="second small">entries of the days around today</div>
            </th>
            <td data-label="State">
              {newest ? (
                <Status state={pipeline.unfinished_runs.length > 0 ? "running" : newest.state} />
              ) : (
                <Status state="never" label="No run yet" />
              )}
            </td>
            <td data-label="Last success">
              <When at={runs.find((run) => run.finished)?.finished} />
            </td>
            <td data-label="Next due">
              <DailyDue daily={pipeline.daily} />
            </td>
            <td data-label="Last time">
              {sum("generated")} made anew, {sum("unchanged")} unchanged, {sum("needs_input")} held anew;{" "}
              {sum("compared")} {newest?.counts["compared"] === 1 ? "comparison" : "comparisons"} changed
            </td>
          </tr>
        </tbody>
      </table>
      <div className="pad last-runs">
        <span className="second small">Last {recent.length} runs</span>
        <RunBars
          label="The last 30 runs, oldest first; height is duration"
          bars={recent.map(barOf)}
          link={(bar, children) => (
            <Link to="/runs/$id" params={{ id: bar.id }}>
              {children}
            </Link>
          )}
        />
      </div>
    </Sideways>
  );
}

/** Whether something of it was not taken over; of what a newer delivery is ahead of, nothing is missing. */
function hasLost({ state, rejected }: Delivery): boolean {
  return state === "refused" || state === "abandoned" || (rejected > 0 && state !== "superseded");
}

/** `2 refused, 1 abandoned, whole ones came since`: whether they had what was lost, nobody knows. */
function sinceWords(followed: Delivery[]): string {
  const of = (state: Delivery["state"]) => followed.filter((delivery) => delivery.state === state).length;
  const refused = of("refused");
  const abandoned = of("abandoned");
  const others = followed.length - refused - abandoned;
  const counts = [
    refused > 0 ? `${refused} refused` : "",
    abandoned > 0 ? `${abandoned} abandoned` : "",
    others > 0 ? `${others} with rejected rows` : "",
  ].filter(Boolean);
  return `${counts.join(", ")}, ${followed.length === 1 ? "a whole one" : "whole ones"} came since`;
}

const DAY = 24 * 3_600_000;

/** When the daily run is started next; where today's was not, when it should have been. */
function DailyDue({ daily: { run, due } }: { daily: Pipeline["daily"] }) {
  const now = useNow();
  const passed = Date.parse(due) <= now;
  const next = run && passed ? new Date(Date.parse(due) + DAY).toISOString() : due;
  return (
    <>
      <When at={next} />
      <div className="second small">
        {passed && !run ? "daily; today's was not started" : "daily, and with each delivery"}
      </div>
    </>
  );
}

function dueOf(pipeline: Pipeline) {
  const next = pipeline.data_sets
    .map((set) => set.due)
    .filter(Boolean)
    .sort()[0];
  return next ? <When at={next} /> : "–";
}
