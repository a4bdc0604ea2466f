/** Where the data come from, and how far the two ways agree. */
import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Shadow } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { setName } from "~/shared/lib/words";
import { Asked } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";

const MODES: Record<Shadow["mode"], [string, string]> = {
  csv: ["Files only", "Lines are made from the files."],
  shadow: ["Side by side", "Lines are made from the files; the table is filled and compared."],
  dynamodb: ["Table", "Lines are made from the table."],
};
const ORDER: Shadow["mode"][] = ["csv", "shadow", "dynamodb"];

export function Parity() {
  const query = useQuery({ queryKey: ["shadow"], queryFn: () => answer(client.GET("/api/shadow")) });
  const [next, setNext] = useState<Shadow["mode"] | null>(null);
  return (
    <section className="panel" aria-labelledby="parity">
      <header>
        <h2 id="parity">Source of the data</h2>
      </header>
      <Asked query={query}>
        {(shadow) => (
          <div className="pad">
            <p style={{ marginTop: 0 }}>
              <b>{MODES[shadow.mode][0]}.</b> {MODES[shadow.mode][1]}{" "}
              <span className="second">
                Set by {shadow.by}, <When at={shadow.changed_at} />.
              </span>
            </p>
            {shadow.parity ? (
              <div className="scroll-x">
                <table className="table">
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
                    </tr>
                  </thead>
                  <tbody>
                    {shadow.parity.map((row) => (
                      <tr key={row.set}>
                        <th scope="row">{setName(row.set)}</th>
                        <td className="num">{formatCount(row.rows)}</td>
                        <td className="num">{formatCount(row.equal)}</td>
                        <td className="num">{formatCount(row.differences)}</td>
                        <td className="num">{row.percent}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="small second">
                  Compared <When at={shadow.checked_at} />.
                </p>
              </div>
            ) : null}
            <div style={{ display: "flex", gap: 8, marginTop: 8 }}>
              {ORDER.filter((mode) => mode !== shadow.mode).map((mode) => (
                <Button key={mode} onClick={() => setNext(mode)}>
                  Change to: {MODES[mode][0].toLowerCase()}
                </Button>
              ))}
            </div>
            {next ? <Confirm shadow={shadow} next={next} onClose={() => setNext(null)} /> : null}
          </div>
        )}
      </Asked>
    </section>
  );
}

function Confirm({ shadow, next, onClose }: { shadow: Shadow; next: Shadow["mode"]; onClose: () => void }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: () => answer(client.PUT("/api/shadow", { body: { mode: next, edition: shadow.edition } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["shadow"] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Change the source to “${MODES[next][0]}”?`}>
      <p className="second" style={{ marginTop: 0 }}>
        {MODES[next][1]} It holds from the next run, for everybody, and stands in the audit log.
      </p>
      {change.error ? (
        <p role="alert" style={{ color: "var(--fail)" }}>
          {change.error.message}
        </p>
      ) : null}
      <div style={{ display: "flex", gap: 8 }}>
        <Button variant="filled" loading={change.isPending} onClick={() => change.mutate()}>
          Change to: {MODES[next][0].toLowerCase()}
        </Button>
        <Button onClick={onClose}>Keep: {MODES[shadow.mode][0].toLowerCase()}</Button>
      </div>
    </Modal>
  );
}
