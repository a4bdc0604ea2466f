/** Where the data come from, and how far the two ways agree. */
import { Button, Checkbox, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Shadow } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { setName } from "~/shared/lib/words";
import { useMay } from "~/shared/session/session";
import { Dialog } from "~/shared/ui/Dialog";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";

const MODES: Record<Shadow["mode"], [string, string]> = {
  csv: ["Files only", "The reference pages and what-if read the business's files."],
  shadow: [
    "Side by side",
    "The reference pages and what-if read the files; files and table are compared every day.",
  ],
  dynamodb: ["Table", "The reference pages and what-if read the table."],
};
const ORDER: Shadow["mode"][] = ["csv", "shadow", "dynamodb"];

/** Whether the stage has the business's files. The API says in a notice that it has none. */
function hasFiles(shadow: Shadow): boolean {
  return shadow.notice === "";
}

/** To what the source may be changed: where there are no files, nothing is read from them. */
function choicesOf(shadow: Shadow): Shadow["mode"][] {
  return ORDER.filter((mode) => mode !== shadow.mode && (hasFiles(shadow) || mode === "dynamodb"));
}

export function Parity() {
  const query = useQuery({ queryKey: ["shadow"], queryFn: () => answer(client.GET("/api/shadow")) });
  const mayChange = useMay("PUT /api/shadow");
  const [next, setNext] = useState<Shadow["mode"] | null>(null);
  return (
    <section className="panel" aria-labelledby="parity">
      <header>
        <h2 id="parity">Source of the data</h2>
        <span className="end second small">Entries are always made from the table.</span>
      </header>
      <Asked query={query}>
        {(shadow) => (
          <div className="pad">
            <p style={{ marginTop: 0 }}>
              <b>{MODES[shadow.mode][0]}.</b> {hasFiles(shadow) ? MODES[shadow.mode][1] : shadow.notice}{" "}
              {shadow.by ? (
                <span className="second">
                  Set by {shadow.by}, <When at={shadow.changed_at} />: “{shadow.reason}”
                </span>
              ) : null}
            </p>
            {shadow.parity ? (
              <Sideways label="Agreement by data set">
                <table className="table stacked">
                  <thead>
                    <tr>
                      <th scope="col">Data</th>
                      <th scope="col" className="num">
                        Rows
                      </th>
                      <th scope="col" className="num">
                        Equal
                      </th>
                      <th scope="col" className="num">
                        Differ
                      </th>
                      <th scope="col" className="num">
                        Agreement (%)
                      </th>
                      <th scope="col">Verdict</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shadow.parity.map((row) => (
                      <tr key={row.set}>
                        <th scope="row">{setName(row.set)}</th>
                        <td data-label="Rows" className="num">
                          {formatCount(row.rows)}
                        </td>
                        <td data-label="Equal" className="num">
                          {formatCount(row.equal)}
                        </td>
                        <td data-label="Differ" className="num">
                          {formatCount(row.differences)}
                        </td>
                        <td data-label="Agreement (%)" className="num">
                          {row.percent}
                        </td>
                        <td data-label="State">
                          <Status state={row.verdict} />
                          {row.problem ? <div className="small second">{row.problem}</div> : null}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="small second">
                  Compared <When at={shadow.checked_at} />.
                </p>
              </Sideways>
            ) : null}
            {mayChange ? (
              <div style={{ display: "flex", gap: 8, marginTop: 8 }}>
                {choicesOf(shadow).map((mode) => (
                  <Button key={mode} onClick={() => setNext(mode)}>
                    Change to: {MODES[mode][0].toLowerCase()}
                  </Button>
                ))}
              </div>
            ) : null}
            {next ? <Confirm shadow={shadow} next={next} onClose={() => setNext(null)} /> : null}
          </div>
        )}
      </Asked>
    </section>
  );
}

function Confirm({ shadow, next, onClose }: { shadow: Shadow; next: Shadow["mode"]; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const [force, setForce] = useState(false);
  // Where the readers read the table already, for want of files, nothing is left to be proven.
  const free = next === "dynamodb" && !hasFiles(shadow);
  const unproven = next === "dynamodb" && !free && shadow.verdict !== "equal";
  const change = useMutation({
    mutationFn: () =>
      answer(
        client.PUT("/api/shadow", {
          body: {
            mode: next,
            edition: shadow.edition,
            reason,
            ...(free || (unproven && force) ? { force: true } : {}),
          },
        }),
      ),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["shadow"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) change.mutate();
  };
  return (
    <Dialog onClose={onClose} title={`Change the source to “${MODES[next][0]}”?`}>
      <p className="second" style={{ marginTop: 0 }}>
        {MODES[next][1]} {free ? "They do so already, since no files are configured. " : ""}It holds for
        everybody, and stands in the audit log.
      </p>
      <form onSubmit={submit} style={{ display: "grid", gap: 12 }}>
        <Textarea
          data-autofocus
          label="Why"
          rows={2}
          maxLength={1000}
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {unproven ? (
          <Checkbox
            label="Change although no report says that both are equal"
            checked={force}
            onChange={(event) => setForce(event.currentTarget.checked)}
          />
        ) : null}
        {change.error ? (
          <p role="alert" style={{ margin: 0, color: "var(--fail)" }}>
            {change.error.message}
          </p>
        ) : null}
        <div style={{ display: "flex", gap: 8 }}>
          <Button type="submit" variant="filled" loading={change.isPending} disabled={!reason.trim()}>
            Change to: {MODES[next][0].toLowerCase()}
          </Button>
          <Button onClick={onClose}>Keep: {MODES[shadow.mode][0].toLowerCase()}</Button>
        </div>
      </form>
    </Dialog>
  );
}
