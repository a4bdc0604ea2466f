/** Who may come in, and as what. Every change asks for the edition it was made from, so that none gets lost. */
import { Button, Menu, Modal, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import type { Role, User } from "~/shared/api/types";
import { copy } from "~/shared/lib/csv";
import { counted, plain } from "~/shared/lib/words";
import { useMay, useMe } from "~/shared/session/session";
import { IconPlus } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Status } from "~/shared/ui/Status";
import { Asked, Forbidden } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";

const ROLES = [
  { value: "operator", label: "Operator: reads, uploads, acknowledges" },
  { value: "admin", label: "Admin: also users, runs, sources" },
];

interface Issued {
  name: string;
  password: string;
  until: string | undefined;
}

export function Users() {
  if (!useMay("GET /api/users"))
    return (
      <Page title="Users">
        <Forbidden />
      </Page>
    );
  return <List />;
}

function List() {
  const query = useQuery({ queryKey: ["users"], queryFn: () => answer(client.GET("/api/users")) });
  const [inviting, setInviting] = useState(false);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [ending, setEnding] = useState("");
  // As the list has him now: who changes his password meanwhile has another edition.
  const ended = query.data?.users.find((user) => user.name === ending);
  const end = (name: string) => {
    setEnding(name);
    void query.refetch();
  };
  return (
    <Page
      title="Users"
      lead={
        query.data
          ? `${counted(query.data.users.filter((user) => user.status === "active").length, "active user")}`
          : "Who may come in, and as what."
      }
      actions={
        <Button
          variant="filled"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setInviting(true)}
        >
          Add a user
        </Button>
      }
    >
      <div className="panel">
        <Asked query={query}>
          {({ users }) => (
            <div className="scroll-x">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Role</th>
                    <th scope="col">State</th>
                    <th scope="col" className="roomy">
                      E-mail
                    </th>
                    <th scope="col" className="roomy">
                      Last sign-in
                    </th>
                    <th scope="col" className="roomy">
                      Since
                    </th>
                    <th scope="col">
                      <span className="hidden-visually">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {users.map((user) => (
                    <Row key={user.name} user={user} onIssued={setIssued} onEnd={() => end(user.name)} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
      </div>
      {inviting ? (
        <Invite
          onClose={() => setInviting(false)}
          onDone={(given) => {
            setInviting(false);
            setIssued(given);
          }}
        />
      ) : null}
      {issued ? <OneTime issued={issued} onClose={() => setIssued(null)} /> : null}
      {ended ? <Deactivate user={ended} onClose={() => setEnding("")} /> : null}
    </Page>
  );
}

type Change = { role?: Role; status?: User["status"]; email?: string; reset_password?: true };

function useChange(user: User) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      answer(
        client.PATCH("/api/users/{name}", {
          params: { path: { name: user.name } },
          body: { edition: user.edition, ...change },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["users"] }),
  });
}

function Row({
  user,
  onIssued,
  onEnd,
}: {
  user: User;
  onIssued: (issued: Issued) => void;
  onEnd: () => void;
}) {
  const me = useMe();
  const change = useChange(user);
  const own = me.name === user.name;
  return (
    <tr>
      <th scope="row">
        <b>{user.name}</b>
        {own ? <span className="third"> you</span> : null}
        {change.error ? (
          <div role="alert" className="small" style={{ color: "var(--fail)" }}>
            {conflict(change.error)}
          </div>
        ) : null}
      </th>
      <td>{plain(user.role)}</td>
      <td>
        <Status state={user.status} />
      </td>
      <td className="roomy">{user.email || <span className="third">–</span>}</td>
      <td className="roomy">
        <When at={user.last_sign_in} />
      </td>
      <td className="roomy">
        <When at={user.created_at} />
      </td>
      <td className="num">
        <Menu position="bottom-end">
          <Menu.Target>
            <Button loading={change.isPending} aria-label={`Change ${user.name}`}>
              Change
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              disabled={own}
              onClick={() => change.mutate({ role: user.role === "admin" ? "operator" : "admin" })}
            >
              Make {user.role === "admin" ? "an operator" : "an admin"}
            </Menu.Item>
            <Menu.Item
              onClick={() =>
                change.mutate(
                  { reset_password: true },
                  {
                    onSuccess: (given) => {
                      if (given.one_time_password)
                        onIssued({
                          name: user.name,
                          password: given.one_time_password,
                          until: given.expires_at,
                        });
                    },
                  },
                )
              }
            >
              New one-time password
            </Menu.Item>
            {user.status === "active" ? (
              <Menu.Item disabled={own} onClick={onEnd}>
                Deactivate…
              </Menu.Item>
            ) : (
              <Menu.Item onClick={() => change.mutate({ status: "active" })}>Activate again</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

function conflict(error: unknown): string {
  if (error instanceof ApiError && error.status === 409)
    return error.problem.detail || "Somebody else changed this user meanwhile. Look again, then repeat.";
  return error instanceof Error ? error.message : "It was not changed.";
}

function Invite({ onClose, onDone }: { onClose: () => void; onDone: (issued: Issued) => void }) {
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
    <Modal opened onClose={onClose} title="Add a user">
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
    </Modal>
  );
}

function OneTime({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Modal opened onClose={onClose} title={`One-time password of ${issued.name}`} closeOnClickOutside={false}>
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
    </Modal>
  );
}

function Deactivate({ user, onClose }: { user: User; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const change = useChange(user);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === user.name) change.mutate({ status: "disabled" }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={`Deactivate ${user.name}?`}>
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
            disabled={typed !== user.name}
            loading={change.isPending}
          >
            Deactivate
          </Button>
          <Button onClick={onClose}>Keep</Button>
        </div>
      </form>
    </Modal>
  );
}
