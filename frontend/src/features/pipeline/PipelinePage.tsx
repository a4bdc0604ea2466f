/** The health of the pipeline: the stages, how fresh each data set is, what was delivered, and who was told what. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Delivery, Pipeline } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { setName } from "~/shared/lib/words";
import { whileAttended } from "~/shared/session/attention";
import { pipelineQuery, REFRESH, useNewest } from "~/shared/session/pipeline";
import { useMay } from "~/shared/session/session";
import { IconPlayerPlay, IconRefresh } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked, EmptyState, Loading, StaleNote } from "~/shared/ui/states";
import { Ago, When } from "~/shared/ui/values";
import { Alerts } from "./Alerts";
import { MakeAnew } from "./MakeAnew";
import { Parity } from "./Parity";
import { Stages } from "./Stages";
import "./pipeline.css";

export function PipelinePage() {
  const mayStart = useMay("POST /api/runs");
  const query = useQuery(pipelineQuery);
  const newest = useNewest();
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
    refetchInterval: whileAttended(REFRESH),
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
            onClick={() => {
              for (const each of [query, runs, deliveries, alerts]) void each.refetch();
            }}
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
            <span className="end second small">
              a unit is what changes as one: a material, a currency, a tariff programme, a shipment
            </span>
          </header>
          <Asked query={deliveries}>{(data) => <Deliveries deliveries={data.deliveries} />}</Asked>
        </section>
        <section className="panel" aria-labelledby="alerts">
          <header>
            <h2 id="alerts">Alerts of {month}</h2>
          </header>
          <Asked query={alerts}>{(data) => <Alerts alerts={data.alerts} month={month} />}</Asked>
        </section>
      </div>
      <Parity />
      {asking ? <MakeAnew newest={newest.entries} onClose={() => setAsking(false)} /> : null}
    </Page>
  );
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
              Rows in all sets
            </th>
            <th scope="col" className="num">
              Units changed
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
              <td data-label="Rows in all sets" className="num" title={perSet(delivery.rows)}>
                {formatCount(total(delivery.rows))}
              </td>
              <td data-label="Units changed" className="num" title={perSet(delivery.changed)}>
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

/** `Product weights 73, Product master 73`. */
function perSet(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([set, count]) => `${setName(set)} ${formatCount(count)}`)
    .join(", ");
}
