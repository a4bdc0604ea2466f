/** Whether somebody is to come in no more, his name typed to be sure. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { User } from "~/shared/api/types";
import { Dialog } from "~/shared/ui/Dialog";
import { conflict } from "./conflict";
import { useChange } from "./useChange";

interface DeactivateProps {
  user: User;
  /** The list is asked for anew: until it is there, nobody knows his edition. */
  looking: boolean;
  onClose: () => void;
}

export function Deactivate({ user, looking, onClose }: DeactivateProps) {
  const [typed, setTyped] = useState("");
  const change = useChange(user);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === user.name && !looking) change.mutate({ status: "disabled" }, { onSuccess: onClose });
  };
  return (
    <Dialog onClose={onClose} title={`Deactivate ${user.name}?`}>
      <form onSubmit={submit} style={{ display: "grid", gap: 12 }}>
        <p className="second" style={{ margin: 0 }}>
          Their sessions end at once, and they cannot sign in any more. What they did stays in the audit log.
        </p>
        {change.error ? (
          <p role="alert" style={{ margin: 0, color: "var(--fail)" }}>
            {conflict(change.error)}
          </p>
        ) : null}
        <TextInput
          data-autofocus
          label={`Type ${user.name} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div style={{ display: "flex", gap: 8 }}>
          <Button
            type="submit"
            variant="filled"
            color="red"
            disabled={typed !== user.name || looking}
            loading={change.isPending}
          >
            Deactivate
          </Button>
          <Button onClick={onClose}>Keep</Button>
        </div>
      </form>
    </Dialog>
  );
}
