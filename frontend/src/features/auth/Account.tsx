/** One's own account: who one is here, and a new password. */
import { Button, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import { plain } from "~/shared/lib/words";
import { meQuery, useMe } from "~/shared/session/session";
import { Page } from "~/shared/ui/Page";
import { When } from "~/shared/ui/values";
import "./auth.css";

interface Props {
  /** Where to go on once a forced change is done: where one wanted to go. */
  back: string;
}

export function Account({ back }: Props) {
  const me = useMe();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const change = useMutation({
    mutationFn: () => answer(client.POST("/api/auth/password", { body: { current, new: next } })),
    onSuccess: async () => {
      setCurrent("");
      setNext("");
      setAgain("");
      notifications.show({ message: "Your password was changed." });
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      if (me.must_change_password) router.history.push(back);
    },
  });
  const errors = change.error instanceof ApiError ? change.error.problem.errors : {};
  const differs = again !== "" && again !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!differs) change.mutate();
  };
  return (
    <Page
      title="Your account"
      lead={me.must_change_password ? "Choose a password of your own before you go on." : undefined}
    >
      <section className="panel">
        <header>
          <h2>{me.name}</h2>
        </header>
        <div className="pad">
          <dl className="facts">
            <dt>Role</dt>
            <dd>{plain(me.role)}</dd>
            <dt>E-mail</dt>
            <dd>{me.email || <span className="third">–</span>}</dd>
            <dt>Last sign-in</dt>
            <dd>
              <When at={me.last_sign_in} />
            </dd>
            <dt>Session ends</dt>
            <dd>
              <When at={me.session_ends} />
            </dd>
          </dl>
        </div>
      </section>
      <section className="panel">
        <header>
          <h2>Change the password</h2>
        </header>
        <form className="pad account" onSubmit={submit}>
          {change.error && Object.keys(errors).length === 0 ? (
            <p className="note fail" role="alert">
              {change.error.message}
            </p>
          ) : null}
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            value={current}
            error={errors["current"]?.join(" ")}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            required
            value={next}
            error={errors["new"]?.join(" ")}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password again"
            autoComplete="new-password"
            required
            value={again}
            error={differs ? "The two do not agree." : undefined}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="filled" loading={change.isPending}>
              Change the password
            </Button>
          </div>
        </form>
      </section>
    </Page>
  );
}
