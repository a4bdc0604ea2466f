/** One difference: both sides, what it costs, what to do, and its acknowledgement. */
import { Button, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { answer, client } from "~/shared/api/client";
import { formatDecimal } from "~/shared/lib/money";
import { findingName } from "~/shared/lib/words";
import { DiffSide } from "~/shared/ui/Diff";
import { IconX } from "~/shared/ui/icons";
import { HtsCode, Money, When } from "~/shared/ui/values";
import { allowed, type FindingRow } from "./findings";

export function FindingDetail({ row, onClose }: { row: FindingRow; onClose: () => void }) {
  const { finding, comparison } = row;
  return (
    <aside
      className="finding"
      aria-label="The difference"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
    >
      <div className="finding-head">
        <h2>{findingName(finding.kind)}</h2>
        <button type="button" className="icon-button" aria-label="Close the difference" onClick={onClose}>
          <IconX size={17} aria-hidden />
        </button>
      </div>
      <p className="second small">
        Entry <span className="mono">{comparison.shipment}</span>
        {finding.line ? (
          <>
            ,{" "}
            <Link
              to="/lines"
              search={{ shipment: comparison.shipment, line: `${comparison.shipment}.${finding.line}` }}
            >
              line {finding.line}
            </Link>
          </>
        ) : null}
        , compared <When at={comparison.compared_at} />
      </p>
      <div className="sides">
        <div>
          <span>Ours</span>
          <DiffSide expected={finding.expected} reported={finding.reported} side="expected" />
        </div>
        <div>
          <span>Reported</span>
          <DiffSide expected={finding.expected} reported={finding.reported} side="reported" />
        </div>
      </div>
      <dl className="facts">
        {finding.difference ? (
          <>
            <dt>Off by</dt>
            <dd>
              {formatDecimal(finding.difference)}
              {allowed(finding.kind, comparison.tolerances)
                ? `, ${allowed(finding.kind, comparison.tolerances)}`
                : ""}
            </dd>
          </>
        ) : null}
        <dt>Duty effect</dt>
        <dd>
          <Money amount={finding.duty_effect} unit sign />
        </dd>
        <dt>HTS number</dt>
        <dd>
          <HtsCode code={finding.hts} /> from {finding.origin}
        </dd>
        <dt>Invoice</dt>
        <dd className="mono">{finding.invoice}</dd>
      </dl>
      <h3>What to do</h3>
      <p>{finding.advice}</p>
      <Acknowledge row={row} />
    </aside>
  );
}

function Acknowledge({ row }: { row: FindingRow }) {
  const { finding, comparison } = row;
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const path = { id: comparison.id, n: finding.n };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["comparisons"] });
  const undo = useMutation({
    mutationFn: () =>
      answer(client.DELETE("/api/comparisons/{id}/findings/{n}/acknowledge", { params: { path } })),
    onSettled: () => refresh(),
  });
  const acknowledge = useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/comparisons/{id}/findings/{n}/acknowledge", { params: { path }, body: { reason } }),
      ),
    onSuccess: async () => {
      const id = `ack-${row.id}`;
      notifications.show({
        id,
        autoClose: 10_000,
        message: (
          <>
            Acknowledged.{" "}
            <button
              type="button"
              className="link-button"
              onClick={() => {
                notifications.hide(id);
                undo.mutate();
              }}
            >
              Undo
            </button>
          </>
        ),
      });
      await refresh();
    },
    onError: () => refresh(),
  });
  if (finding.acknowledged) {
    return (
      <div className="acknowledged">
        <p className="small">
          Acknowledged by {finding.acknowledged.by}, <When at={finding.acknowledged.at} />: “
          {finding.acknowledged.reason}”
        </p>
        <Button onClick={() => undo.mutate()} loading={undo.isPending}>
          Take it back
        </Button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) acknowledge.mutate();
  };
  return (
    <form onSubmit={submit} className="acknowledged">
      <Textarea
        label="Acknowledge"
        description="Why this is right, or what was done. It stays in the audit log."
        rows={3}
        maxLength={1000}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={acknowledge.error?.message}
      />
      <Button type="submit" variant="filled" loading={acknowledge.isPending} disabled={!reason.trim()}>
        Acknowledge
      </Button>
    </form>
  );
}
