/** The decision on a file that was checked: what it would do, and taking it over or throwing it away. */
import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, answer, client, mayPass } from "~/shared/api/client";
import type { Upload } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { counted, setName } from "~/shared/lib/words";
import { changesNothing, changesOf, lossesOf } from "./preview";

interface Props {
  upload: Upload;
  /** What it would have done when it was confirmed; the data had changed by then. */
  passed: Upload | null;
  onPassed: (shown: Upload) => void;
}

export function Confirm({ upload, passed, onPassed }: Props) {
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
      const now = nowOf(refused);
      if (now) {
        // Another decision than the one that was made, so it is made anew.
        setMeant(false);
        onPassed(upload);
        queryClient.setQueryData(["uploads", upload.id], now);
      }
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
  const idle = changesNothing(upload);
  const losses = lossesOf(upload);
  return (
    <div className="confirm">
      <p>
        <b>Checked, and nothing is changed yet.</b>{" "}
        {idle
          ? "None of its rows that can be used differs from what is there: taking it over changes no data."
          : `It concerns ${counted(upload.affected_entries, "entry", "entries")}, to be worked out anew.`}
        {rejected > 0
          ? ` ${counted(rejected, "row")} cannot be used and stay${rejected === 1 ? "s" : ""} out.`
          : ""}
        {withheld > 0
          ? ` ${counted(withheld, "row")} that belong${withheld === 1 ? "s" : ""} with them wait${withheld === 1 ? "s" : ""} too.`
          : ""}
      </p>
      {losses.map(({ what, means }) => (
        <p key={what} className="note">
          <span>
            <b>It takes away {what}.</b> {means}
          </span>
        </p>
      ))}
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
      {passed ? (
        <p className="note" role="alert">
          <span>
            <b>The data have changed since the file was checked.</b> Nothing was taken over. Shown here is
            what it would do now; {before(passed)}. Look at it, and decide again.
          </span>
        </p>
      ) : null}
      {error && !nowOf(error) ? (
        <p className="note fail" role="alert">
          {error.message}
        </p>
      ) : null}
      <div>
        <Button
          {...(idle ? {} : { variant: "filled" })}
          loading={confirm.isPending}
          disabled={shrinks && !meant}
          onClick={() => confirm.mutate()}
        >
          {idle ? "Take it over all the same" : `Take over ${counted(rows - rejected - withheld, "row")}`}
        </Button>
        <Button loading={discard.isPending} onClick={() => discard.mutate()}>
          Throw it away
        </Button>
      </div>
    </div>
  );
}

/** The upload as it is now, where it was refused because it would not do what was shown any more. */
function nowOf(error: Error | null): Upload | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.problem.more["upload"] as Upload | undefined) ?? null;
}

const before = (upload: Upload): string =>
  `before, it changed ${counted(changesOf(upload), "record")} and concerned ${counted(upload.affected_entries, "entry", "entries")}`;
