/** Bringing a file by hand, and what was brought before. */
import { Button, Menu, Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Upload } from "~/shared/api/types";
import { MOST_BYTES, SOURCES } from "~/shared/api/values";
import { download, toCsv } from "~/shared/lib/csv";
import { formatCount } from "~/shared/lib/money";
import { whileAttended } from "~/shared/session/attention";
import { IconDownload, IconUpload } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Asked, EmptyState } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { FILES, fileOf, type Source } from "./files";
import { Steps } from "./Steps";
import { cancelSending, megabytes, sendFile, useSending } from "./sending";
import { UploadStatus } from "./UploadStatus";
import "./uploads.css";

export function Uploads() {
  const query = useQuery({
    queryKey: ["uploads"],
    queryFn: () => answer(client.GET("/api/uploads")),
    refetchInterval: whileAttended(15_000),
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
            {SOURCES.map((name) => (
              <Menu.Item key={name} onClick={() => download(name, toCsv(FILES[name], []))}>
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
  const [unnamed, setUnnamed] = useState<File | null>(null);

  const take = (file: File | undefined) => {
    setOver(false);
    setUnnamed(null);
    setRefused(file ? faultOf(file) : "");
    if (!file || faultOf(file)) return;
    if (fileOf(file.name)) void send(file);
    else setUnnamed(file);
  };
  const send = async (file: File, source?: Source) => {
    setUnnamed(null);
    const id = await sendFile(file, source);
    if (!id) return;
    await queryClient.invalidateQueries({ queryKey: ["uploads"] });
    cancelSending();
    if (window.location.pathname === "/uploads") await navigate({ to: "/uploads/$id", params: { id } });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
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
              UTF-8, with the header of its template, up to {megabytes(MOST_BYTES)}. HTS numbers with their
              dots, so that no leading nought gets lost; dates as 2026-11-23; numbers with a point and without
              thousands.
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
                take(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
          </div>
        )}
        {unnamed ? (
          <Select
            label={`What is “${unnamed.name}”?`}
            description="Its name does not say. It is sent as soon as you choose."
            placeholder="Choose what it is"
            data={SOURCES.map((source) => ({ value: source, label: source }))}
            value={null}
            onChange={(source) => {
              const chosen = SOURCES.find((one) => one === source);
              if (chosen) void send(unnamed, chosen);
            }}
            mt={12}
            maw={420}
          />
        ) : null}
        {refused || sending?.problem ? (
          <p className="note fail" role="alert">
            {refused || sending?.problem}
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** Why a file is not even asked for; empty where it may be sent. */
function faultOf(file: File): string {
  if (!/\.csv$/i.test(file.name))
    return `“${file.name}” is no CSV file. Save the sheet as CSV UTF-8 (comma delimited), and bring that.`;
  if (file.size === 0) return `“${file.name}” is empty.`;
  if (file.size > MOST_BYTES)
    return `“${file.name}” has ${megabytes(file.size)}; at most ${megabytes(MOST_BYTES)} are taken.`;
  return "";
}

function Past({ uploads }: { uploads: Upload[] }) {
  if (uploads.length === 0)
    return (
      <EmptyState title="No uploads yet">
        Files that are brought by hand are listed here, with who brought them.
      </EmptyState>
    );
  return (
    <Sideways label="List of the uploads">
      <table className="table stacked">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">State</th>
            <th scope="col" className="roomy">
              By
            </th>
            <th scope="col">At</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col" className="num">
              Rejected
            </th>
            <th scope="col" className="roomy">
              SHA-256
            </th>
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
              <td data-label="State">
                <UploadStatus upload={upload} />
              </td>
              <td data-label="By" className="roomy">
                {upload.by}
              </td>
              <td data-label="At">
                <When at={upload.created_at} />
              </td>
              <td data-label="Rows" className="num">
                {formatCount(upload.counts.rows)}
              </td>
              <td data-label="Rejected" className="num">
                {formatCount(upload.counts.rejected)}
              </td>
              <td data-label="SHA-256" className="mono roomy" title={upload.sha256}>
                {upload.sha256.slice(0, 12) || "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
