/** Today in five seconds: is the run done, what failed, what it costs, what needs a person. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, client } from "~/shared/api/client";
import type { Comparison, Day, ListedEntry, Pipeline, Upload } from "~/shared/api/types";
import { StackedBars } from "~/shared/charts/StackedBars";
import { daysIn, eachDay, shortDate, today, took } from "~/shared/lib/dates";
import { emptyStack, LAYER_SERIES, stackOfDay } from "~/shared/lib/layers";
import { cents, effectiveRate, formatUsd } from "~/shared/lib/money";
import { counted, findingName, gapsOf, setName } from "~/shared/lib/words";
import { failedQuery, lately } from "~/shared/session/failed";
import { pipelineQuery, useNewest } from "~/shared/session/pipeline";
import { useMe } from "~/shared/session/session";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status, type Tone, ToneIcon } from "~/shared/ui/Status";
import { Asked, Bone, EmptyState, ErrorState, StaleNote } from "~/shared/ui/states";
import { Money, useNow, When } from "~/shared/ui/values";
import "./home.css";

export function Home() {
  const { name } = useMe();
  const { entries: newest, known } = useNewest();
  const { from, to } = lately(newest);
  const pipeline = useQuery(pipelineQuery);
  const [days, failed, held, uploads] = useQueries({
    queries: [
      {
        queryKey: ["days", from, to],
        queryFn: () => answer(client.GET("/api/days", { params: { query: { from, to } } })),
        enabled: known,
      },
      { ...failedQuery(to), enabled: known },
      {
        queryKey: ["lines", "held", from, to],
        queryFn: () =>
          answer(
            client.GET("/api/customs-lines", {
              params: { query: { from, to, status: "needs_input", limit: 100 } },
            }),
          ),
        enabled: known,
      },
      { queryKey: ["uploads"], queryFn: () => answer(client.GET("/api/uploads")) },
    ],
  });
  const now = today();
  const on = to === now ? "today" : `on ${to}`;
  const day = days.data?.days.find((one) => one.date === to);
  return (
    <Page
      title="Today"
      lead={
        <>
          {now}, as the business counts its days. Good to see you, {name}.
          {known && to < now ? <> The figures are those up to {to}: there is no newer entry date.</> : null}
        </>
      }
    >
      <StaleNote query={pipeline} />
      <div className="answers">
        <Answer title="Today's run">
          {pipeline.data ? <RunAnswer daily={pipeline.data.daily} /> : <Waiting error={pipeline.error} />}
        </Answer>
        <Answer title="What failed">
          {pipeline.data && days.data ? (
            <FailedAnswer pipeline={pipeline.data} days={days.data.days} from={from} to={to} on={on} />
          ) : (
            <Waiting error={days.error ?? pipeline.error} />
          )}
        </Answer>
        <Answer title="What it costs">
          {days.data ? (
            <CostAnswer day={day} days={days.data.days} on={on} count={daysIn(from, to)} />
          ) : (
            <Waiting error={days.error} />
          )}
        </Answer>
        <Answer title="Needs a person">
          {failed.data && held.data ? (
            <PersonAnswer
              entries={held.data.totals.held}
              comparisons={failed.data.comparisons}
              uploads={uploads.data?.uploads ?? []}
            />
          ) : (
            <Waiting error={failed.error ?? held.error} />
          )}
        </Answer>
      </div>
      <div className="home-columns">
        <div className="home-left">
          <section className="panel pad home-chart" aria-label="Costs by entry date">
            {days.data ? (
              <CostBars days={days.data.days} from={from} to={to} />
            ) : days.error ? (
              <ErrorState error={days.error} onRetry={() => void days.refetch()} />
            ) : (
              <Bone width="100%" height={234} />
            )}
          </section>
          <section className="panel" aria-labelledby="days">
            <header>
              <h2 id="days">Day by day</h2>
            </header>
            <Asked query={days}>{(data) => <DayTable days={data.days} />}</Asked>
          </section>
        </div>
        <section className="panel" aria-labelledby="todo">
          <header>
            <h2 id="todo">What waits for a person</h2>
            <span className="end second small">
              {daysIn(from, to)} days up to {to}
            </span>
          </header>
          <Asked query={failed}>
            {({ comparisons }) => (
              <Asked query={held}>
                {({ entries }) => (
                  <ToDo
                    comparisons={comparisons}
                    entries={entries}
                    uploads={uploads.data?.uploads ?? []}
                    pipeline={pipeline.data}
                  />
                )}
              </Asked>
            )}
          </Asked>
        </section>
      </div>
    </Page>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel answer" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Waiting({ error }: { error: unknown }) {
  if (error) return <Words tone="fail" text="Not known" more="The figures could not be loaded." />;
  return (
    <>
      <Bone width={120} height={26} />
      <Bone width="80%" />
    </>
  );
}

function Words({ tone, text, more }: { tone: Tone; text: string; more?: ReactNode }) {
  return (
    <>
      <p className={`verdict ${tone}`}>
        <ToneIcon tone={tone} size={22} />
        {text}
      </p>
      <p className="second">{more}</p>
    </>
  );
}

function RunAnswer({ daily: { run, due } }: { daily: Pipeline["daily"] }) {
  const now = useNow();
  if (!run && now < Date.parse(due))
    return (
      <Words
        tone="idle"
        text="Not yet due"
        more={
          <>
            It starts <When at={due} />.
          </>
        }
      />
    );
  if (!run)
    return (
      <Words
        tone="review"
        text="Not started"
        more={
          <>
            It was due <When at={due} />. <Link to="/pipeline">Pipeline health</Link>
          </>
        }
      />
    );
  const link = (
    <Link to="/runs/$id" params={{ id: run.id }}>
      Open the run
    </Link>
  );
  if (run.state === "failed")
    return (
      <Words
        tone="fail"
        text="Failed"
        more={
          <>
            Began <When at={run.started} />. {link}
          </>
        }
      />
    );
  if (!run.finished)
    return (
      <Words
        tone="idle"
        text="Running"
        more={
          <>
            Since <When at={run.started} />. {link}
          </>
        }
      />
    );
  const held = run.counts["needs_input"] ?? 0;
  return (
    <Words
      tone={held > 0 ? "review" : "pass"}
      text="Done"
      more={
        <>
          <When at={run.finished} />, in {took(run.started, run.finished)}. {link}
        </>
      }
    />
  );
}

interface FailedProps {
  pipeline: Pipeline;
  days: Day[];
  from: string;
  to: string;
  /** `today`, or `on 2026-11-22`. */
  on: string;
}

function FailedAnswer({ pipeline, days, from, to, on }: FailedProps) {
  const feeds = pipeline.data_sets.filter((set) => set.state === "failed" || set.state === "late");
  const day = days.find((one) => one.date === to);
  const fail = day?.fail ?? 0;
  const all = days.reduce((sum, one) => sum + one.fail, 0);
  const bits = [
    fail > 0 ? counted(fail, "comparison") : "",
    feeds.length > 0 ? counted(feeds.length, "data set") : "",
  ].filter(Boolean);
  const more = (
    <>
      {fail > 0 ? `Of ${to}; ` : ""}
      <Link to="/comparison" search={{ from, to, status: "fail" }}>
        {counted(all, "failed comparison")}
      </Link>{" "}
      in {daysIn(from, to)} days
      {feeds.length > 0 ? (
        <>
          ; <Link to="/pipeline">{feeds.map((set) => setName(set.name)).join(", ")}</Link> late or failed
        </>
      ) : null}
      .
    </>
  );
  if (bits.length === 0) return <Words tone="pass" text={`Nothing ${on}`} more={more} />;
  return (
    <Words
      tone={fail > 0 || feeds.some((set) => set.state === "failed") ? "fail" : "review"}
      text={bits.join(", ")}
      more={more}
    />
  );
}

interface CostProps {
  day: Day | undefined;
  days: Day[];
  on: string;
  count: number;
}

function CostAnswer({ day, days, on, count }: CostProps) {
  const total = (one: Day) => cents(one.duty) + cents(one.mpf) + cents(one.hmf);
  const all = days.reduce((sum, one) => sum + total(one), 0n);
  const value = days.reduce((sum, one) => sum + cents(one.value), 0n);
  return (
    <>
      <p className="verdict plain">{formatUsd(day ? total(day) : 0n)}</p>
      <p className="second">
        duty and fees on goods of {day ? formatUsd(cents(day.value)) : "$0.00"} {on}; {formatUsd(all)} in{" "}
        {count} days, {effectiveRate(all, value)} of value.
      </p>
    </>
  );
}

function openFindings(comparison: Comparison) {
  return comparison.findings.filter((finding) => finding.severity === "material" && !finding.acknowledged);
}

function PersonAnswer({
  entries,
  comparisons,
  uploads,
}: {
  entries: number;
  comparisons: Comparison[];
  uploads: Upload[];
}) {
  const open = comparisons.filter((comparison) => openFindings(comparison).length > 0).length;
  const ready = uploads.filter((upload) => upload.state === "ready").length;
  const all = open + entries + ready;
  if (all === 0) return <Words tone="pass" text="Nothing" more="No entry is held, no difference is open." />;
  return (
    <Words
      tone="review"
      text={counted(all, "thing")}
      more={`${counted(entries, "entry", "entries")} held, ${counted(open, "comparison")} to judge${ready ? `, ${counted(ready, "upload")} to confirm` : ""}.`}
    />
  );
}

function CostBars({ days, from, to }: { days: Day[]; from: string; to: string }) {
  const navigate = useNavigate();
  const known = new Map(days.map((day) => [day.date, day]));
  const bars = eachDay(from, to).map((date) => {
    const day = known.get(date);
    return { key: date, label: date, values: day ? stackOfDay(day) : emptyStack() };
  });
  return (
    <StackedBars
      title="Duty and fees by entry date"
      series={LAYER_SERIES}
      bars={bars}
      height={210}
      onSelect={(date) => void navigate({ to: "/lines", search: { from: date, to: date } })}
    />
  );
}

function DayTable({ days }: { days: Day[] }) {
  const last = days
    .filter((day) => day.entries > 0)
    .slice(-10)
    .reverse();
  if (last.length === 0)
    return (
      <EmptyState title="No entries yet">
        They appear once shipments with an entry date are delivered.
      </EmptyState>
    );
  return (
    <Sideways label="Day by day">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Entry date</th>
            <th scope="col" className="num roomy">
              Entries
            </th>
            <th scope="col" className="num">
              Held
            </th>
            <th scope="col">Comparison</th>
            <th scope="col" className="num roomy">
              Lines
            </th>
            <th scope="col" className="num">
              Duty + fees (USD)
            </th>
          </tr>
        </thead>
        <tbody>
          {last.map((day) => (
            <tr key={day.date}>
              <th scope="row" className="nowrap">
                <Link to="/lines" search={{ from: day.date, to: day.date }}>
                  {day.date}
                </Link>
              </th>
              <td className="num roomy">{day.entries}</td>
              <td className="num">{day.held || "–"}</td>
              <td className="nowrap">
                {day.fail > 0 ? (
                  <Status state="fail" count={day.fail} />
                ) : day.warn > 0 ? (
                  <Status state="warn" count={day.warn} />
                ) : (
                  <Status state={day.pass > 0 ? "pass" : "pending"} />
                )}
              </td>
              <td className="num roomy">{day.lines}</td>
              <td className="num">
                <Money amount={cents(day.duty) + cents(day.mpf) + cents(day.hmf)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

interface ToDoProps {
  comparisons: Comparison[];
  entries: ListedEntry[];
  uploads: Upload[];
  pipeline: Pipeline | undefined;
}

function ToDo({ comparisons, entries, uploads, pipeline }: ToDoProps) {
  const ready = uploads.filter((upload) => upload.state === "ready");
  const open = comparisons.filter((comparison) => openFindings(comparison).length > 0);
  const late = pipeline?.data_sets.filter((set) => set.state === "failed") ?? [];
  if (ready.length + open.length + entries.length + late.length === 0) {
    return (
      <EmptyState title="Nothing needs a person" icon={<ToneIcon tone="pass" size={28} />}>
        Every entry was made, and every material difference is judged.
      </EmptyState>
    );
  }
  return (
    <ul className="todo">
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
