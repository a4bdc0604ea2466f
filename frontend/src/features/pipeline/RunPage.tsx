/** One run: why it began, what it covers, what came of it, whom it concerns, how far its chunks are. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Chunk, RunWithChunks } from "~/shared/api/types";
import { countsText, groupsOf } from "~/shared/lib/counts";
import { took } from "~/shared/lib/dates";
import { formatCount } from "~/shared/lib/money";
import { counted, plain } from "~/shared/lib/words";
import { runQuery } from "~/shared/session/pipeline";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { DifferingEntries, HeldEntries } from "./RunEntries";
import "./pipeline.css";

export function RunPage({ id }: { id: string }) {
  const query = useQuery(runQuery(id));
  return (
    <Page title={`Run ${id}`} lead={<Link to="/pipeline">Pipeline health</Link>}>
      <Asked query={query}>
        {(run) => (
          <>
            <Facts run={run} />
            <Outcome run={run} />
            <HeldEntries run={run} />
            <DifferingEntries run={run} />
            {run.finished && run.chunks === 0 ? null : <Chunks run={run} />}
          </>
        )}
      </Asked>
    </Page>
  );
}

function Facts({ run }: { run: RunWithChunks }) {
  const [first, last = first] = run.dates;
  return (
    <section className="panel" aria-label="The run">
      <div className="pad">
        <dl className="facts">
          <dt>State</dt>
          <dd>
            <Status state={run.state} />
          </dd>
          <dt>Cause</dt>
          <dd>
            {plain(run.cause)}
            {run.sequence ? `, delivery ${run.sequence}` : ""}
          </dd>
          {first ? (
            <>
              <dt>{first === last ? "Entry date" : "Entry dates"}</dt>
              <dd>
                <Link to="/lines" search={{ from: first, to: last }}>
                  {first === last ? first : `${first} to ${last}`}
                </Link>
              </dd>
            </>
          ) : null}
          <dt>Began</dt>
          <dd>
            <When at={run.started} seconds />
          </dd>
          <dt>Ended</dt>
          <dd>
            {run.finished ? (
              <>
                <When at={run.finished} seconds />, after {took(run.started, run.finished)}
              </>
            ) : (
              "not yet"
            )}
          </dd>
          {run.nudges > 0 ? (
            <>
              <dt>Called up again</dt>
              <dd>{counted(run.nudges, "time")}</dd>
            </>
          ) : null}
        </dl>
      </div>
    </section>
  );
}

function Outcome({ run }: { run: RunWithChunks }) {
  return (
    <section className="panel" aria-labelledby="counts">
      <header>
        <h2 id="counts">What came of it</h2>
      </header>
      <div className="pad">
        <div className="run-counts">
          {groupsOf(run.counts).map(({ name, figures }) => (
            <section key={name} aria-label={name}>
              <h3>{name}</h3>
              <dl>
                {figures.map(([word, count]) => (
                  <div key={word}>
                    <dt>{word}</dt>
                    <dd>{formatCount(count)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        {Object.keys(run.counts).length === 0 ? <p className="second">{nothingCounted(run)}</p> : null}
      </div>
    </section>
  );
}

/** Why a run has no figures. */
function nothingCounted({ finished, chunks, dates }: RunWithChunks): string {
  if (!finished) return "Counted when the last chunk is done.";
  if (chunks > 0) return "Nothing was counted.";
  const [first, last = first] = dates;
  if (!first) return "No entry depends on what was delivered: there was nothing to do.";
  return first === last
    ? `No entry has the date ${first}: there was nothing to do.`
    : "No entry has one of these dates: there was nothing to do.";
}

function Chunks({ run }: { run: RunWithChunks }) {
  return (
    <section className="panel" aria-labelledby="chunks">
      <header>
        <h2 id="chunks">Chunks</h2>
        <span className="end second small">
          {run.progress.filter((chunk) => chunk.compared).length} of {run.chunks} done
        </span>
      </header>
      <Sideways label="List of the chunks">
        <table className="table stacked">
          <thead>
            <tr>
              <th scope="col" className="num">
                No.
              </th>
              <th scope="col">State</th>
              <th scope="col" className="num">
                Shipments
              </th>
              <th scope="col">Entries</th>
              <th scope="col">Comparisons and differences</th>
            </tr>
          </thead>
          <tbody>
            {run.progress.map((chunk) => (
              <tr key={chunk.number}>
                <th scope="row" className="num">
                  {chunk.number}
                </th>
                <td data-label="State">
                  <Status state={stateOf(run, chunk)} />
                </td>
                <td data-label="Shipments" className="num">
                  {formatCount(chunk.shipments)}
                </td>
                <td data-label="Entries" className="second">
                  {countsText(chunk.generated)}
                </td>
                <td data-label="Comparisons" className="second">
                  {countsText(chunk.compared)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}

/** How far a chunk has come: made, then compared, each once. */
function stateOf(run: RunWithChunks, chunk: Chunk): string {
  if (chunk.compared) return "done";
  if (run.state === "failed") return "failed";
  return chunk.generated ? "comparing" : "generating";
}
