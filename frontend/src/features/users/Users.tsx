/** Who may come in, and as what. Every change asks for the edition it was made from, so that none gets lost. */
import { Button, Menu, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, Suspense, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Role, User } from "~/shared/api/types";
import { copy } from "~/shared/lib/csv";
import { counted, plain } from "~/shared/lib/words";
import { useMay, useMe } from "~/shared/session/session";
import { Dialog } from "~/shared/ui/Dialog";
import { IconPlus } from "~/shared/ui/icons";
import { lazily } from "~/shared/ui/lazily";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked, Forbidden } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { conflict, type Issued } from "./conflict";

const Invite = lazily(() => import("./Invite"));

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
            <Sideways label="List of the users">
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
            </Sideways>
          )}
        </Asked>
      </div>
      {inviting ? (
        <Suspense>
          <Invite
            onClose={() => setInviting(false)}
            onDone={(given) => {
              setInviting(false);
              setIssued(given);
            }}
          />
        </Suspense>
      ) : null}
      {issued ? <OneTime issued={issued} onClose={() => setIssued(null)} /> : null}
      {ended ? <Deactivate user={ended} looking={query.isFetching} onClose={() => setEnding("")} /> : null}
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

function OneTime({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog onClose={onClose} title={`One-time password of ${issued.name}`} closeOnClickOutside={false}>
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

interface DeactivateProps {
  user: User;
  /** The list is asked for anew: until it is there, nobody knows his edition. */
  looking: boolean;
  onClose: () => void;
}

function Deactivate({ user, looking, onClose }: DeactivateProps) {
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
