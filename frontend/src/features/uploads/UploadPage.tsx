/** One upload: what was found in it, what it would change, its confirmation, and what came of it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { RunWithChunks, Upload } from "~/shared/api/types";
import { countsSentence } from "~/shared/lib/counts";
import { whileAttended } from "~/shared/session/attention";
import { runQuery } from "~/shared/session/pipeline";
import { Page } from "~/shared/ui/Page";
import { Asked } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { Changes, Sample } from "./Changes";
import { Confirm } from "./Confirm";
import { Problems } from "./Problems";
import { withSetName } from "./preview";
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
  const [passed, setPassed] = useState<Upload | null>(null);
  return (
    <Page title={query.data?.file_name ?? "Upload"} lead={<Link to="/uploads">All uploads</Link>}>
      <Asked query={query}>{(upload) => <Body upload={upload} passed={passed} onPassed={setPassed} />}</Asked>
    </Page>
  );
}

interface BodyProps {
  upload: Upload;
  /** As it was shown when it was confirmed, too late. */
  passed: Upload | null;
  onPassed: (shown: Upload) => void;
}

function Body({ upload, passed, onPassed }: BodyProps) {
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
          <Verdict upload={upload} passed={passed} onPassed={onPassed} />
        </div>
      </section>
      {Object.keys(upload.counts.changed).length > 0 ? <Changes upload={upload} /> : null}
      {upload.problems.length > 0 ? <Problems upload={upload} /> : null}
      {upload.sample.length > 0 ? <Sample upload={upload} /> : null}
    </>
  );
}

function Verdict({ upload, passed, onPassed }: BodyProps) {
  if (upload.state === "waiting") return <p>The file has not arrived yet. This page follows it.</p>;
  if (upload.state === "checking")
    return (
      <p>
        {passed ? <b>The data have changed since the file was checked. </b> : null}
        Every row is being read{passed ? " anew" : ""}. You may leave this page; it goes on without you.
      </p>
    );
  if (upload.state === "ready") return <Confirm upload={upload} passed={passed} onPassed={onPassed} />;
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
          <div key={line}>{withSetName(line)}</div>
        ))}
      </div>
    </div>
  );
}

/** What the run that followed came to, once it is over. */
function Outcome({ run: id }: { run: string }) {
  const { data } = useQuery(runQuery(id));
  const came = data?.finished ? wordsOf(data) : " works out the entries it concerns";
  return (
    <>
      Run{" "}
      <Link to="/runs/$id" params={{ id }}>
        <span className="mono">{id}</span>
      </Link>
      {data ? came : ""}.{" "}
      {data && data.held.length + data.differing.length > 0 ? (
        <Link to="/runs/$id" params={{ id }}>
          See which it held and which differ
        </Link>
      ) : null}
    </>
  );
}

function wordsOf({ chunks, counts }: Pick<RunWithChunks, "chunks" | "counts">): string {
  if (chunks === 0) return " found no entry that depends on what changed";
  const said = countsSentence(counts);
  return said ? ` has ended. ${said}` : " changed no entry";
}
