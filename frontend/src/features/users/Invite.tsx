/** A new user: name, e-mail and role; what comes back is a one-time password. */
import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import type { Role } from "~/shared/api/types";
import { Dialog } from "~/shared/ui/Dialog";
import { conflict, type Issued } from "./conflict";

const ROLES = [
  { value: "operator", label: "Operator: reads, uploads, acknowledges" },
  { value: "admin", label: "Admin: also users, runs, sources" },
];

export default function Invite({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (issued: Issued) => void;
}) {
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const add = useMutation({
    mutationFn: () => answer(client.POST("/api/users", { body: { name, email, role } })),
    onSuccess: async (given) => {
      await queryClient.invalidateQueries({ queryKey: ["users"] });
      onDone({ name, password: given.one_time_password ?? "", until: given.expires_at });
    },
  });
  const errors = add.error instanceof ApiError ? add.error.problem.errors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog onClose={onClose} title="Add a user">
      <form onSubmit={submit} style={{ display: "grid", gap: 12 }}>
        {add.error && Object.keys(errors).length === 0 ? (
          <p role="alert" style={{ margin: 0, color: "var(--fail)" }}>
            {conflict(add.error)}
          </p>
        ) : null}
        <TextInput
          data-autofocus
          label="User name"
          description="2 to 64 of a to z, digits, dot, hyphen, underscore"
          required
          value={name}
          error={errors["name"]?.join(" ")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          value={email}
          error={errors["email"]?.join(" ")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label="Role"
          data={ROLES}
          value={role}
          onChange={(next) => setRole((next ?? "operator") as Role)}
          allowDeselect={false}
        />
        <div style={{ display: "flex", gap: 8 }}>
          <Button type="submit" variant="filled" loading={add.isPending}>
            Add
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
