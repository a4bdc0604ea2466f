/** Who may come in, and as what. Every change asks for the edition it was made from, so that none gets lost. */
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { User } from "~/shared/api/types";
import { counted, plain } from "~/shared/lib/words";
import { useMay, useMe } from "~/shared/session/session";
import { IconPlus } from "~/shared/ui/icons";
import { lazily } from "~/shared/ui/lazily";
import { Page } from "~/shared/ui/Page";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { Asked, Forbidden } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import { conflict, type Issued } from "./conflict";
import { Deactivate } from "./Deactivate";
import { OneTime, ResetPassword } from "./OneTime";
import { useChange } from "./useChange";

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
  const [resetting, setResetting] = useState("");
  // As the list has him now: who changes his password meanwhile has another edition.
  const ended = query.data?.users.find((user) => user.name === ending);
  const forgetful = query.data?.users.find((user) => user.name === resetting);
  const reset = (name: string) => {
    setResetting(name);
    void query.refetch();
  };
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
                    <Row
                      key={user.name}
                      user={user}
                      onReset={() => reset(user.name)}
                      onEnd={() => end(user.name)}
                    />
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
      {forgetful ? (
        <ResetPassword
          user={forgetful}
          looking={query.isFetching}
          onClose={() => setResetting("")}
          onIssued={(given) => {
            setResetting("");
            setIssued(given);
          }}
        />
      ) : null}
      {ended ? <Deactivate user={ended} looking={query.isFetching} onClose={() => setEnding("")} /> : null}
    </Page>
  );
}

function Row({ user, onReset, onEnd }: { user: User; onReset: () => void; onEnd: () => void }) {
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
            <Menu.Item onClick={onReset}>New one-time password…</Menu.Item>
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
