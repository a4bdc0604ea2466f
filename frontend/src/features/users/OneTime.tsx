/** A one-time password: asked for, and shown once. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { User } from "~/shared/api/types";
import { copy } from "~/shared/lib/csv";
import { Dialog } from "~/shared/ui/Dialog";
import { When } from "~/shared/ui/values";
import { conflict, type Issued } from "./conflict";
import { useChange } from "./useChange";

interface ResetProps {
  user: User;
  /** The list is asked for anew: until it is there, nobody knows his edition. */
  looking: boolean;
  onClose: () => void;
  onIssued: (issued: Issued) => void;
}

export function ResetPassword({ user, looking, onClose, onIssued }: ResetProps) {
  const change = useChange(user);
  const reset = () =>
    change.mutate(
      { reset_password: true },
      {
        onSuccess: ({ one_time_password: password, expires_at: until }) =>
          password ? onIssued({ name: user.name, password, until }) : onClose(),
      },
    );
  return (
    <Dialog onClose={onClose} title={`A new one-time password for ${user.name}?`}>
      <p className="second" style={{ marginTop: 0 }}>
        Their password of now does not count any more, and their sessions end at once. They choose one of
        their own at the next sign-in.
      </p>
      {change.error ? (
        <p role="alert" style={{ color: "var(--fail)" }}>
          {conflict(change.error)}
        </p>
      ) : null}
      <div style={{ display: "flex", gap: 8 }}>
        <Button variant="filled" disabled={looking} loading={change.isPending} onClick={reset}>
          Give a new one
        </Button>
        <Button data-autofocus onClick={onClose}>
          Keep the old one
        </Button>
      </div>
    </Dialog>
  );
}

/** It closes by its button alone: what goes with it cannot be shown again. */
export function OneTime({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      onClose={onClose}
      title={`One-time password of ${issued.name}`}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <p style={{ marginTop: 0 }}>
        It is shown once, now. Hand it over in a safe way; it has to be changed at the first sign-in.
      </p>
      <p className="mono" style={{ fontSize: 18, userSelect: "all" }}>
        {issued.password}
      </p>
      {issued.until ? (
        <p className="second small">
          Good until <When at={issued.until} />.
        </p>
      ) : null}
      <div style={{ display: "flex", gap: 8 }}>
        <Button onClick={() => void copy(issued.password).then(setCopied)}>
          {copied ? "Copied" : "Copy"}
        </Button>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
