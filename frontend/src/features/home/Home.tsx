/** Today in five seconds: is the run done, what failed, what it costs, what needs a person. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, client } from "~/shared/api/client";
import type { Comparison, Day, ListedEntry, Pipeline, Run, Upload } from "~/shared/api/types";
import { StackedBars } from "~/shared/charts/StackedBars";
import { addDays, eachDay, shortDate, today, took } from "~/shared/lib/dates";
import { cents, effectiveRate, formatUsd } from "~/shared/lib/money";
import { counted, findingName, gapName, setName } from "~/shared/lib/words";
import { pipelineQuery } from "~/shared/session/pipeline";
import { useMe } from "~/shared/session/session";
import { Page } from "~/shared/ui/Page";
import { Status, type Tone, ToneIcon } from "~/shared/ui/Status";
import { Asked, Bone, EmptyState, ErrorState, StaleNote } from "~/shared/ui/states";
import { Money, When } from "~/shared/ui/values";
import "./home.css";

const DAYS = 30;

export function Home() {
  const { name } = useMe();
  const to = today();
  const from = addDays(to, -DAYS);
  const pipeline = useQuery(pipelineQuery);
  const [days, failed, held, uploads] = useQueries({
    queries: [
      {
        queryKey: ["days", from, to],
        queryFn: () => answer(client.GET("/api/days", { params: { query: { from, to } } })),
      },
      {
        queryKey: ["comparisons", from, to, "fail"],
        queryFn: () =>
          answer(
            client.GET("/api/comparisons", { params: { query: { from, to, status: "fail", limit: 100 } } }),
          ),
      },
      {
        queryKey: ["lines", "held", from, to],
        queryFn: () =>
          answer(
            client.GET("/api/customs-lines", {
              params: { query: { from, to, status: "needs_input", limit: 100 } },
            }),
          ),
      },
      { queryKey: ["uploads"], queryFn: () => answer(client.GET("/api/uploads")) },
    ],
  });
  const day = days.data?.days.find((one) => one.date === to);
  return (
    <Page title="Today" lead={`${to}, as the business counts its days. Good to see you, ${name}.`}>
      <StaleNote query={pipeline} />
      <div className="answers">
        <Answer title="Today's run">
          {pipeline.data ? (
            <RunAnswer pipeline={pipeline.data} date={to} />
          ) : (
            <Waiting error={pipeline.error} />
          )}
        </Answer>
        <Answer title="What failed">
          {pipeline.data && days.data ? (
            <FailedAnswer pipeline={pipeline.data} days={days.data.days} date={to} />
          ) : (
            <Waiting error={days.error ?? pipeline.error} />
          )}
        </Answer>
        <Answer title="What it costs">
          {days.data ? <CostAnswer day={day} days={days.data.days} /> : <Waiting error={days.error} />}
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
            <span className="end second small">last {DAYS + 1} days</span>
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

/** The daily run that covers a date; without one, the newest that began on it. */
export function runOf(runs: Run[], date: string): Run | undefined {
  const daily = runs.filter((run) => run.cause === "daily");
  return daily.find(
    (run) => (run.dates[0] ?? "") <= date && date <= (run.dates[1] ?? "") && run.started.slice(0, 10) >= date,
  );
}

function RunAnswer({ pipeline, date }: { pipeline: Pipeline; date: string }) {
  const run = runOf(pipeline.runs, date);
  if (!run) return <Words tone="review" text="Not started" more="The daily run starts at 07:00 UTC." />;
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
  const held = run.counts["needs_input"] ?? run.counts["held"] ?? 0;
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

function FailedAnswer({ pipeline, days, date }: { pipeline: Pipeline; days: Day[]; date: string }) {
  const feeds = pipeline.data_sets.filter((set) => set.state === "failed" || set.state === "late");
  const day = days.find((one) => one.date === date);
  const fail = day?.fail ?? 0;
  const lately = days.reduce((sum, one) => sum + one.fail, 0);
  const bits = [
    fail > 0 ? counted(fail, "comparison") : "",
    feeds.length > 0 ? counted(feeds.length, "data set") : "",
  ].filter(Boolean);
  const more = (
    <>
      <Link to="/comparison" search={{ from: addDays(date, -DAYS), to: date, status: "fail" }}>
        {counted(lately, "failed comparison")}
      </Link>{" "}
      in {DAYS + 1} days
      {feeds.length > 0 ? (
        <>
          ; <Link to="/pipeline">{feeds.map((set) => setName(set.name)).join(", ")}</Link> late or failed
        </>
      ) : null}
      .
    </>
  );
  if (bits.length === 0) return <Words tone="pass" text="Nothing today" more={more} />;
  return (
    <Words
      tone={fail > 0 || feeds.some((set) => set.state === "failed") ? "fail" : "review"}
      text={bits.join(", ")}
      more={more}
    />
  );
}

function CostAnswer({ day, days }: { day: Day | undefined; days: Day[] }) {
  const total = (one: Day) => cents(one.duty) + cents(one.mpf) + cents(one.hmf);
  const all = days.reduce((sum, one) => sum + total(one), 0n);
  const value = days.reduce((sum, one) => sum + cents(one.value), 0n);
  return (
    <>
      <p className="verdict plain">{formatUsd(day ? total(day) : 0n)}</p>
      <p className="second">
        duty and fees on {day ? formatUsd(cents(day.value)) : "$0.00"} today; {formatUsd(all)} in {DAYS + 1}{" "}
        days, {effectiveRate(all, value)} of value.
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

const SERIES = [
  { id: "duty", name: "Duty", color: "var(--layer-mfn)" },
  { id: "fees", name: "MPF + HMF", color: "var(--layer-s122)" },
];

function CostBars({ days, from, to }: { days: Day[]; from: string; to: string }) {
  const navigate = useNavigate();
  const known = new Map(days.map((day) => [day.date, day]));
  const bars = eachDay(from, to).map((date) => {
    const day = known.get(date);
    return {
      key: date,
      label: date,
      values: { duty: day ? cents(day.duty) : 0n, fees: day ? cents(day.mpf) + cents(day.hmf) : 0n },
    };
  });
  return (
    <StackedBars
      title="Duty and fees by entry date"
      series={SERIES}
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
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Entry date</th>
            <th scope="col" className="num">
              Entries
            </th>
            <th scope="col" className="num">
              Held
            </th>
            <th scope="col">Comparison</th>
            <th scope="col" className="num">
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
              <td className="num">{day.entries}</td>
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
              <td className="num">{day.lines}</td>
              <td className="num">
                <Money amount={cents(day.duty) + cents(day.mpf) + cents(day.hmf)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
        <li key={upload.id}>
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
          <span className="second">
            {entry.findings.map((gap) => `${gapName(gap.kind)}: ${gap.subject}`).join("; ")}
          </span>
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
