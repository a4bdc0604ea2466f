/** Bringing a file by hand, and what was brought before. */
import { Button, Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Upload } from "~/shared/api/types";
import { download, toCsv } from "~/shared/lib/csv";
import { formatCount } from "~/shared/lib/money";
import { IconDownload, IconUpload } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Status } from "~/shared/ui/Status";
import { Asked, EmptyState } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { FILES, fileOf } from "./files";
import { Steps } from "./Steps";
import { cancelSending, megabytes, sendFile, useSending } from "./sending";
import "./uploads.css";

export function Uploads() {
  const query = useQuery({
    queryKey: ["uploads"],
    queryFn: () => answer(client.GET("/api/uploads")),
    refetchInterval: 15_000,
  });
  return (
    <Page
      title="CSV upload"
      lead="The way by hand, when SAP's delivery is missing or wrong. Nothing changes until you confirm it."
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={<IconDownload size={15} aria-hidden />}>Templates</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {Object.entries(FILES).map(([name, columns]) => (
              <Menu.Item key={name} onClick={() => download(name, toCsv(columns, []))}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Choose />
      <section className="panel" aria-labelledby="past">
        <header>
          <h2 id="past">Uploads so far</h2>
        </header>
        <Asked query={query}>{({ uploads }) => <Past uploads={uploads} />}</Asked>
      </section>
    </Page>
  );
}

function Choose() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const sending = useSending();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState("");

  const take = async (file: File | undefined) => {
    setOver(false);
    setRefused("");
    if (!file) return;
    if (!fileOf(file.name)) {
      setRefused(
        `“${file.name}” is none of the files that are known. Its name has to begin with one of: ${Object.keys(FILES).join(", ")}.`,
      );
      return;
    }
    if (file.size === 0) {
      setRefused(`“${file.name}” is empty.`);
      return;
    }
    const id = await sendFile(file);
    if (!id) return;
    await queryClient.invalidateQueries({ queryKey: ["uploads"] });
    cancelSending();
    if (window.location.pathname === "/uploads") await navigate({ to: "/uploads/$id", params: { id } });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  const running = sending && !sending.done && !sending.problem;
  return (
    <section className="panel" aria-labelledby="choose">
      <header>
        <h2 id="choose">A new file</h2>
        <Steps at={running ? 2 : 1} />
      </header>
      <div className="pad">
        {running ? (
          <div className="sending">
            <p>
              Sending <b>{sending.name}</b>: {megabytes(sending.sent)} of {megabytes(sending.size)}
            </p>
            <progress value={sending.sent} max={sending.size} aria-label="Sent" />
            <p className="second small">You may go to other pages meanwhile; closing the tab stops it.</p>
            <Button onClick={cancelSending}>Cancel</Button>
          </div>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button is everybody's
          <div
            className={over ? "drop over" : "drop"}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <IconUpload size={26} stroke={1.5} aria-hidden />
            <p>
              <b>Drop a CSV file here,</b> or choose one.
            </p>
            <p className="second small">
              UTF-8, with the header of its template, up to 50 MB. HTS numbers with their dots, so that no
              leading nought gets lost; dates as 2026-11-23; numbers with a point and without thousands.
            </p>
            <Button variant="filled" onClick={() => field.current?.click()}>
              Choose a file
            </Button>
            <input
              ref={field}
              type="file"
              accept=".csv,text/csv"
              aria-label="CSV file"
              hidden
              onChange={(event) => {
                void take(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
          </div>
        )}
        {refused || sending?.problem ? (
          <p className="note fail" role="alert">
            {refused || sending?.problem}
          </p>
        ) : null}
      </div>
    </section>
  );
}

function Past({ uploads }: { uploads: Upload[] }) {
  if (uploads.length === 0)
    return (
      <EmptyState title="No uploads yet">
        Files that are brought by hand are listed here, with who brought them.
      </EmptyState>
    );
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">State</th>
            <th scope="col">By</th>
            <th scope="col">At</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col" className="num">
              Rejected
            </th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {uploads.map((upload) => (
            <tr key={upload.id}>
              <th scope="row">
                <Link to="/uploads/$id" params={{ id: upload.id }}>
                  {upload.file_name}
                </Link>
                <span className="third small"> {megabytes(upload.size)}</span>
              </th>
              <td>
                <Status state={upload.state} />
              </td>
              <td>{upload.by}</td>
              <td>
                <When at={upload.created_at} />
              </td>
              <td className="num">{formatCount(upload.counts.rows)}</td>
              <td className="num">{formatCount(upload.counts.rejected)}</td>
              <td className="mono" title={upload.sha256}>
                {upload.sha256.slice(0, 12) || "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
