/** Today in five seconds: is the run done, what failed, what it costs, what needs a person. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answer, client } from "~/shared/api/client";
import type { Day } from "~/shared/api/types";
import { StackedBars } from "~/shared/charts/StackedBars";
import { daysIn, eachDay, today } from "~/shared/lib/dates";
import { emptyStack, LAYER_SERIES, stackOfDay } from "~/shared/lib/layers";
import { failedQuery, lately } from "~/shared/session/failed";
import { pipelineQuery, useNewest } from "~/shared/session/pipeline";
import { useMe } from "~/shared/session/session";
import { Page } from "~/shared/ui/Page";
import { Asked, Bone, ErrorState, StaleNote } from "~/shared/ui/states";
import { Answer, CostAnswer, FailedAnswer, PersonAnswer, RunAnswer, Waiting } from "./Answers";
import { DayTable } from "./DayTable";
import { EntriesToNote } from "./Noted";
import { ToDo } from "./ToDo";
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
            <FailedAnswer
              pipeline={pipeline.data}
              days={days.data.days}
              comparisons={failed.data?.comparisons ?? []}
              {...{ from, to, on }}
            />
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
          {failed.data && held.data && !uploads.isPending ? (
            <PersonAnswer
              entries={held.data.totals.held}
              comparisons={failed.data.comparisons}
              uploads={uploads.data?.uploads}
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
                {(lines) => (
                  <ToDo
                    comparisons={comparisons}
                    held={lines}
                    from={from}
                    to={to}
                    uploads={uploads.data?.uploads}
                    pipeline={pipeline.data}
                    pending={uploads.isPending || pipeline.isPending}
                  />
                )}
              </Asked>
            )}
          </Asked>
          <EntriesToNote days={days.data?.days ?? []} from={from} to={to} />
        </section>
      </div>
    </Page>
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
