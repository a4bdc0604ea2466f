/** The health of the pipeline: the stages, how fresh each data set is, what was delivered, and who was told what. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Delivery, Pipeline, Run } from "~/shared/api/types";
import { type RunBar, RunBars } from "~/shared/charts/RunBars";
import { today, took } from "~/shared/lib/dates";
import { formatCount } from "~/shared/lib/money";
import { counted, plain, setName } from "~/shared/lib/words";
import { whileAttended } from "~/shared/session/attention";
import { pipelineQuery, REFRESH } from "~/shared/session/pipeline";
import { useMay } from "~/shared/session/session";
import { DayInput } from "~/shared/ui/DayInput";
import { Dialog } from "~/shared/ui/Dialog";
import { IconPlayerPlay, IconRefresh } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status, toneOf, wordOf } from "~/shared/ui/Status";
import { Asked, EmptyState, Loading, StaleNote } from "~/shared/ui/states";
import { Ago, useNow, When } from "~/shared/ui/values";
import { Parity } from "./Parity";
import "./pipeline.css";

export function PipelinePage() {
  const mayStart = useMay("POST /api/runs");
  const query = useQuery(pipelineQuery);
  const month = new Date().toISOString().slice(0, 7);
  const deliveries = useQuery({
    queryKey: ["deliveries"],
    queryFn: () => answer(client.GET("/api/deliveries", { params: { query: { limit: 30 } } })),
    refetchInterval: whileAttended(REFRESH),
  });
  // The first of a month has no runs yet; those of the month of the last delivery are shown then.
  const [last] = deliveries.data?.deliveries ?? [];
  const ofMonth = query.data?.runs.length === 0 && last ? last.at.slice(0, 7) : month;
  const runs = useQuery({
    queryKey: ["runs", ofMonth],
    queryFn: () => answer(client.GET("/api/runs", { params: { query: { month: ofMonth } } })),
    refetchInterval: whileAttended(REFRESH),
  });
  const alerts = useQuery({
    queryKey: ["alerts", month],
    queryFn: () => answer(client.GET("/api/alerts", { params: { query: { month } } })),
  });
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title="Pipeline health"
      lead={
        <>
          From delivery to comparison. Asked again every {REFRESH / 1000} s while this page is in view
          {query.dataUpdatedAt ? (
            <>
              , last <Ago at={new Date(query.dataUpdatedAt).toISOString()} />
            </>
          ) : null}
          .
        </>
      }
      actions={
        <>
          <Button
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={query.isFetching}
            onClick={() => void Promise.all([query.refetch(), runs.refetch(), deliveries.refetch()])}
          >
            Refresh
          </Button>
          {mayStart ? (
            <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => setAsking(true)}>
              Make a day anew
            </Button>
          ) : null}
        </>
      }
    >
      <StaleNote query={query} />
      <section className="panel" aria-labelledby="stages">
        <header>
          <h2 id="stages">Stages</h2>
          {query.data ? (
            <span className="end">
              <Status state={query.data.state} />
            </span>
          ) : null}
        </header>
        <Asked query={query} loading={<Loading rows={4} />}>
          {(pipeline) => (
            <Stages
              pipeline={pipeline}
              runs={runs.data?.runs ?? pipeline.runs}
              deliveries={deliveries.data?.deliveries ?? []}
            />
          )}
        </Asked>
      </section>
      <section className="panel" aria-labelledby="freshness">
        <header>
          <h2 id="freshness">Freshness of the data</h2>
          {query.data ? <span className="end second small">revision {query.data.revision}</span> : null}
        </header>
        <Asked query={query} loading={<Loading rows={9} />}>
          {(pipeline) => <Sets pipeline={pipeline} />}
        </Asked>
      </section>
      <div className="pipeline-columns">
        <section className="panel" aria-labelledby="deliveries">
          <header>
            <h2 id="deliveries">Last deliveries</h2>
          </header>
          <Asked query={deliveries}>{(data) => <Deliveries deliveries={data.deliveries} />}</Asked>
        </section>
        <section className="panel" aria-labelledby="alerts">
          <header>
            <h2 id="alerts">Alerts of {month}</h2>
          </header>
          <Asked query={alerts}>
            {(data) =>
              data.alerts.length === 0 ? (
                <EmptyState title="No alerts">Nobody had to be told of anything this month.</EmptyState>
              ) : (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
                <ul className="alerts" tabIndex={0} aria-label={`Alerts of ${month}`}>
                  {data.alerts.map((alert) => (
                    <li key={alert.id}>
                      <div>
                        <Status
                          state={alert.severity === "warning" ? "late" : "info"}
                          label={plain(alert.kind)}
                        />
                        <span className="third small">
                          <When at={alert.at} />
                        </span>
                      </div>
                      <b>{alert.title}</b>
                      <p>{alert.text}</p>
                    </li>
                  ))}
                </ul>
              )
            }
          </Asked>
        </section>
      </div>
      <Parity />
      {asking ? <MakeAnew onClose={() => setAsking(false)} /> : null}
    </Page>
  );
}

export function barOf(run: Run): RunBar {
  const seconds = run.finished ? Math.max(0, (Date.parse(run.finished) - Date.parse(run.started)) / 1000) : 0;
  return {
    id: run.id,
    seconds,
    tone: run.finished && toneOf(run.state) === "idle" ? "pass" : toneOf(run.state),
    words: `${plain(run.cause)} run of ${run.started.slice(0, 10)}: ${wordOf(run.state).toLowerCase()}${run.finished ? `, ${took(run.started, run.finished)}` : ""}`,
  };
}

function Stages({ pipeline, runs, deliveries }: { pipeline: Pipeline; runs: Run[]; deliveries: Delivery[] }) {
  const [newest] = runs;
  const [last] = deliveries;
  const success = deliveries.find(({ state }) => state === "loaded" || state === "unchanged");
  const bad = pipeline.data_sets.filter((set) => set.state === "failed" || set.state === "late");
  const refused = deliveries.filter((delivery) => delivery.problem);
  const open = refused.filter((delivery) => !delivery.made_good);
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
              {refused.length > open.length ? (
                <div className="second small">{refused.length - open.length} refused, made good since</div>
              ) : null}
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
              {sum("compared")} comparisons changed
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

function Sets({ pipeline }: { pipeline: Pipeline }) {
  return (
    <Sideways label="Table of the data sets">
      <table className="table stacked">
        <thead>
          <tr>
            <th scope="col">Data</th>
            <th scope="col">State</th>
            <th scope="col">Last good delivery</th>
            <th scope="col" className="roomy">
              Source
            </th>
            <th scope="col">Due</th>
            <th scope="col" className="num roomy">
              Delivery
            </th>
            <th scope="col">Failure</th>
          </tr>
        </thead>
        <tbody>
          {pipeline.data_sets.map((set) => (
            <tr key={set.name}>
              <th scope="row">{setName(set.name)}</th>
              <td data-label="State">
                <Status state={set.state} />
              </td>
              <td data-label="Last good delivery">
                <When at={set.last_good} />
              </td>
              <td data-label="Source" className="mono roomy">
                {set.source || "–"}
              </td>
              <td data-label="Due">{set.due ? <When at={set.due} /> : "–"}</td>
              <td data-label="Delivery" className="num roomy">
                {set.delivery || "–"}
              </td>
              <td data-label="Failure" className={set.failure ? "second" : "second roomy"}>
                {set.failure || "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Deliveries({ deliveries }: { deliveries: Delivery[] }) {
  if (deliveries.length === 0)
    return (
      <EmptyState title="No deliveries yet">
        The first comes with the next fetch, or with an upload.
      </EmptyState>
    );
  return (
    <Sideways className="deliveries" label="List of the last deliveries">
      <table className="table stacked">
        <thead>
          <tr>
            <th scope="col" className="num">
              No.
            </th>
            <th scope="col">Source</th>
            <th scope="col">At</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col" className="num">
              Changed
            </th>
            <th scope="col" className="num">
              Rejected
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.sequence}>
              <td data-label="No." className="num">
                {delivery.sequence}
              </td>
              <th scope="row">
                <span className="mono">{delivery.source}</span>
                {delivery.problem ? <div className="small second">{delivery.problem}</div> : null}
              </th>
              <td data-label="At">
                <When at={delivery.at} />
              </td>
              <td data-label="State">
                <Status state={delivery.state} />
              </td>
              <td data-label="Rows" className="num">
                {formatCount(total(delivery.rows))}
              </td>
              <td data-label="Changed" className="num">
                {formatCount(total(delivery.changed))}
              </td>
              <td data-label="Rejected" className="num">
                {formatCount(delivery.rejected)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function MakeAnew({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [date, setDate] = useState<string | null>(today());
  const start = useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/runs", {
          body: { date: date ?? "" },
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        }),
      ),
    onSuccess: async (given) => {
      notifications.show({ message: `Started${given.run ? `: run ${given.run.id}` : ""}.` });
      await queryClient.invalidateQueries({ queryKey: ["runs"] });
      await queryClient.invalidateQueries({ queryKey: pipelineQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Make the entries of a day anew">
      <p className="second" style={{ marginTop: 0 }}>
        Every entry of the date is made again from the data as they are now. What comes out the same keeps its
        version.
      </p>
      <DayInput label="Entry date" value={date} onChange={setDate} />
      {start.error ? (
        <p role="alert" style={{ color: "var(--fail)" }}>
          {start.error.message}
        </p>
      ) : null}
      <div style={{ display: "flex", gap: 8, marginTop: 16 }}>
        <Button variant="filled" disabled={!date} loading={start.isPending} onClick={() => start.mutate()}>
          Make {date ?? "the day"} anew
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
