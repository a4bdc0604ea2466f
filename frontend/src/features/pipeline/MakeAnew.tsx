/** Asks which day is to be made anew, and starts the run. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useState } from "react";
import { answer, client } from "~/shared/api/client";
import { pipelineQuery } from "~/shared/session/pipeline";
import { DayInput } from "~/shared/ui/DayInput";
import { Dialog } from "~/shared/ui/Dialog";

interface Props {
  /** The newest entry date with entries: of any later one there is nothing to make. */
  newest: string;
  onClose: () => void;
}

export function MakeAnew({ newest, onClose }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [date, setDate] = useState<string | null>(newest);
  const start = useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/runs", {
          body: { date: date ?? "" },
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        }),
      ),
    onSuccess: async (given) => {
      const id = given.run?.id;
      const open = (event: MouseEvent) => {
        event.preventDefault();
        if (id) void navigate({ to: "/runs/$id", params: { id } });
      };
      notifications.show({
        message: id ? (
          <>
            Started:{" "}
            <a href={`/runs/${id}`} onClick={open}>
              run {id}
            </a>
            .
          </>
        ) : (
          "Started."
        ),
      });
      await queryClient.invalidateQueries({ queryKey: ["runs"] });
      await queryClient.invalidateQueries({ queryKey: pipelineQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Make the entries of a day anew">
      <p className="second" style={{ marginTop: 0 }}>
        Every entry of the date is made again from the data as they are now. What comes out the same keeps its
        version.
      </p>
      <DayInput label="Entry date" value={date} onChange={setDate} />
      {start.error ? (
        <p role="alert" style={{ color: "var(--fail)" }}>
          {start.error.message}
        </p>
      ) : null}
      <div style={{ display: "flex", gap: 8, marginTop: 16 }}>
        <Button variant="filled" disabled={!date} loading={start.isPending} onClick={() => start.mutate()}>
          Make {date ?? "the day"} anew
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
