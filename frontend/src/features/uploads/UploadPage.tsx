/** One upload: what was found in it, what it would change, its confirmation, and what came of it. */
import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answer, client, mayPass } from "~/shared/api/client";
import type { Upload } from "~/shared/api/types";
import { countsText } from "~/shared/lib/counts";
import { formatCount } from "~/shared/lib/money";
import { counted, setName } from "~/shared/lib/words";
import { whileAttended } from "~/shared/session/attention";
import { runQuery } from "~/shared/session/pipeline";
import { FieldDiff } from "~/shared/ui/Diff";
import { IconDownload } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { Steps } from "./Steps";
import { megabytes } from "./sending";
import { isDropped, UploadStatus } from "./UploadStatus";
import "./uploads.css";

const MOVING = new Set<Upload["state"]>(["waiting", "checking", "confirmed"]);
const STEP: Record<Exclude<Upload["state"], "expired">, number> = {
  waiting: 2,
  checking: 3,
  ready: 4,
  refused: 3,
  confirmed: 5,
  loaded: 5,
};

/** In which of the five steps an upload is, or came to its end. */
function stepOf(upload: Upload): number {
  if (isDropped(upload)) return STEP.ready;
  if (upload.state !== "expired") return STEP[upload.state];
  if (upload.counts.rows > 0) return STEP.ready;
  return upload.sha256 ? STEP.checking : STEP.waiting;
}

export function UploadPage({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ["uploads", id],
    queryFn: () => answer(client.GET("/api/uploads/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data && MOVING.has(state.data.state) ? whileAttended(2000)() : false,
  });
  return (
    <Page title={query.data?.file_name ?? "Upload"} lead={<Link to="/uploads">All uploads</Link>}>
      <Asked query={query}>{(upload) => <Body upload={upload} />}</Asked>
    </Page>
  );
}

function Body({ upload }: { upload: Upload }) {
  return (
    <>
      <section className="panel" aria-label="The file">
        <header>
          <Steps at={stepOf(upload)} />
          <span className="end">
            <UploadStatus upload={upload} />
          </span>
        </header>
        <div className="pad upload-head">
          <dl className="facts">
            <dt>Brought by</dt>
            <dd>
              {upload.by}, <When at={upload.created_at} />
            </dd>
            <dt>Size</dt>
            <dd>{megabytes(upload.size)}</dd>
            <dt>SHA-256</dt>
            <dd className="mono small">{upload.sha256 || "–"}</dd>
          </dl>
          <Verdict upload={upload} />
        </div>
      </section>
      {Object.keys(upload.counts.changed).length > 0 ? <Changes upload={upload} /> : null}
      {upload.problems.length > 0 ? <Problems upload={upload} /> : null}
      {upload.sample.length > 0 ? <Sample upload={upload} /> : null}
    </>
  );
}

function Verdict({ upload }: { upload: Upload }) {
  if (upload.state === "waiting") return <p>The file has not arrived yet. This page follows it.</p>;
  if (upload.state === "checking")
    return <p>Every row is being read. You may leave this page; it goes on without you.</p>;
  if (upload.state === "ready") return <Confirm upload={upload} />;
  if (upload.state === "confirmed")
    return <p>It is being taken over. The entries that depend on it are made anew after that.</p>;
  if (upload.state === "loaded") {
    return (
      <p>
        Taken over{upload.delivery ? ` as delivery ${upload.delivery}` : ""}.{" "}
        {upload.run ? <Outcome run={upload.run} /> : "No entry depends on what changed."}
      </p>
    );
  }
  if (upload.state === "expired") return <p>Nothing was taken over. {upload.problem}</p>;
  if (isDropped(upload)) return <p>Thrown away, nothing was taken over: {upload.problem}.</p>;
  return (
    <div className="note fail" role="alert">
      <div>
        <b>Refused, nothing was taken over.</b>
        {(upload.problem || "The rows could not be used.").split("\n").map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    </div>
  );
}

/** What the run that followed came to, once it is over. */
function Outcome({ run: id }: { run: string }) {
  const { data } = useQuery(runQuery(id));
  const came = data?.finished ? ` came to: ${countsText(data.counts)}` : " works out the entries it concerns";
  return (
    <>
      Run{" "}
      <Link to="/runs/$id" params={{ id }}>
        <span className="mono">{id}</span>
      </Link>
      {data ? came : ""}. <Link to="/lines">See the lines</Link>
    </>
  );
}

/** Whether the rows are those that are there already. */
function changesNothing({ counts }: Upload): boolean {
  return Object.values(counts.changed).every((set) => set.added + set.changed + set.removed === 0);
}

function Confirm({ upload }: { upload: Upload }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["uploads"] });
  // One key for one decision: a request without an answer is sent again under it. An answer ends it, a refusal too; what
  // is confirmed after that is what the page shows then.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [meant, setMeant] = useState(false);
  const shrinks = upload.shrinks.length > 0;
  const confirm = useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/uploads/{id}/confirm", {
          params: { path: { id: upload.id }, header: { "Idempotency-Key": key } },
        }),
      ),
    onSettled: async (_, refused) => {
      if (!mayPass(refused)) setKey(crypto.randomUUID());
      await refresh();
    },
  });
  const discard = useMutation({
    mutationFn: () => answer(client.DELETE("/api/uploads/{id}", { params: { path: { id: upload.id } } })),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: `${upload.file_name} was thrown away; nothing changed.` });
      await navigate({ to: "/uploads" });
    },
  });
  const error = confirm.error ?? discard.error;
  const { rows, rejected, withheld } = upload.counts;
  return (
    <div className="confirm">
      <p>
        <b>Checked, and nothing is changed yet.</b>{" "}
        {changesNothing(upload)
          ? "It has the rows that are there already: taking it over changes nothing."
          : `It concerns ${counted(upload.affected_entries, "entry", "entries")}, to be worked out anew.`}
        {rejected > 0
          ? ` ${counted(rejected, "row")} cannot be used and stay${rejected === 1 ? "s" : ""} out.`
          : ""}
        {withheld > 0
          ? ` ${counted(withheld, "row")} that belong${withheld === 1 ? "s" : ""} with them wait${withheld === 1 ? "s" : ""} too.`
          : ""}
      </p>
      {shrinks ? (
        <div className="note">
          <div>
            {upload.shrinks.map(({ set, before, taken, after }) => (
              <div key={set}>
                <b>{setName(set)}</b>: {counted(taken, "row")} of the file in place of {formatCount(before)}.{" "}
                {after > taken
                  ? `${counted(after - taken, "other")} stay${after - taken === 1 ? "s" : ""}, since a broken row may be about them: ${formatCount(after)} are left.`
                  : "No other stays."}
              </div>
            ))}
            <Checkbox
              mt={6}
              size="xs"
              label="That it has so few rows is meant"
              checked={meant}
              onChange={(event) => setMeant(event.currentTarget.checked)}
            />
          </div>
        </div>
      ) : null}
      {error ? (
        <p className="note fail" role="alert">
          {error.message}
        </p>
      ) : null}
      <div>
        <Button
          variant="filled"
          loading={confirm.isPending}
          disabled={shrinks && !meant}
          onClick={() => confirm.mutate()}
        >
          Take over {counted(rows - rejected - withheld, "row")}
        </Button>
        <Button loading={discard.isPending} onClick={() => discard.mutate()}>
          Throw it away
        </Button>
      </div>
    </div>
  );
}

function Changes({ upload }: { upload: Upload }) {
  const { counts } = upload;
  return (
    <section className="panel" aria-labelledby="changes">
      <header>
        <h2 id="changes">What changes</h2>
        <span className="end second small">
          {counted(counts.rows, "row")}, {formatCount(counts.rejected)} rejected,{" "}
          {formatCount(counts.withheld)} withheld
        </span>
      </header>
      <Sideways label="Table of what changes">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Data</th>
              <th scope="col" className="num">
                Added
              </th>
              <th scope="col" className="num">
                Changed
              </th>
              <th scope="col" className="num">
                Removed
              </th>
              <th scope="col" className="num">
                Unchanged
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(counts.changed).map(([set, change]) => (
              <tr key={set}>
                <th scope="row">{setName(set)}</th>
                <td className="num">{formatCount(change.added)}</td>
                <td className="num">{formatCount(change.changed)}</td>
                <td className="num">{formatCount(change.removed)}</td>
                <td className="num">{formatCount(change.unchanged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}

function Problems({ upload }: { upload: Upload }) {
  // What the file as a whole is refused for stands above already.
  const said = upload.problem.split("\n");
  const problems = upload.problems.filter(({ what, rows }) => rows.length > 0 || !said.includes(what));
  if (problems.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="problems">
      <header>
        <h2 id="problems">Problems, by what mends them</h2>
        {upload.counts.rejected + upload.counts.withheld > 0 ? (
          <Button
            className="end"
            component="a"
            href={`/api/uploads/${encodeURIComponent(upload.id)}/rejected.csv`}
            download
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            Rows that stay out
          </Button>
        ) : null}
      </header>
      <Sideways label="Table of the problems">
        <table className="table stacked">
          <thead>
            <tr>
              <th scope="col" className="num">
                Rows
              </th>
              <th scope="col">What is wrong</th>
              <th scope="col">What to do</th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={problem.what}>
                <td data-label="Rows" className="num">
                  {formatCount(problem.count)}
                </td>
                <th scope="row">{problem.what}</th>
                <td data-label="What to do">{problem.remedy}</td>
                <td data-label="Where" className="second">
                  {problem.rows.length > 0
                    ? `${problem.count === 1 ? "row" : "rows"} ${problem.rows.join(", ")}${problem.count > problem.rows.length ? ", …" : ""}`
                    : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}

function Sample({ upload }: { upload: Upload }) {
  return (
    <section className="panel" aria-labelledby="sample">
      <header>
        <h2 id="sample">Some of the changes</h2>
        <span className="end second small">{upload.sample.length} of them</span>
      </header>
      <div className="pad samples">
        {upload.sample.map((one) => (
          <details key={one.key} open={upload.sample.length <= 3}>
            <summary>
              <span className="mono">{one.key}</span>{" "}
              <Status
                state={one.before ? (one.after ? "minor" : "fail") : "pass"}
                label={one.before ? (one.after ? "Changed" : "Removed") : "Added"}
              />
            </summary>
            <FieldDiff before={one.before} after={one.after} />
          </details>
        ))}
      </div>
    </section>
  );
}
