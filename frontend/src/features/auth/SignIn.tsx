/** Signing in, and back to where the reader was. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import { meQuery } from "~/shared/session/session";
import { Brand } from "~/shared/ui/Brand";
import { IconAlertTriangle } from "~/shared/ui/icons";
import "./auth.css";

export function SignIn({ back, expired }: { back: string; expired: boolean }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = "Sign in – IOR Automation";
  }, []);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      const given = await answer(client.POST("/api/auth/login", { body: { username, password } }));
      queryClient.clear();
      if (given.must_change_password) {
        await navigate({ to: "/account", search: back === "/" ? {} : { back } });
      } else {
        queryClient.removeQueries({ queryKey: meQuery.queryKey });
        router.history.push(back);
      }
    } catch (error) {
      setProblem(wordsOf(error));
      setPassword("");
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <form onSubmit={(event) => void signIn(event)} aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">Sign in</h1>
        {expired && !problem ? (
          <p className="note" role="status">
            Your session ended. Sign in again and you are back where you were.
          </p>
        ) : null}
        {problem ? (
          <p className="note fail" role="alert">
            <IconAlertTriangle size={16} aria-hidden />
            {problem}
          </p>
        ) : null}
        <TextInput
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="sm"
          required
          withAsterisk={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          size="sm"
          required
          withAsterisk={false}
          value={password}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" size="sm" loading={busy} fullWidth>
          Sign in
        </Button>
        <p className="small third">
          No account, or a forgotten password? An administrator can give you a one-time password.
        </p>
      </form>
    </main>
  );
}

export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) {
      const wait = error.problem.retryAfter;
      return `Too many attempts. Try again in ${wait ? `${Math.ceil(wait / 60)} min` : "a few minutes"}.`;
    }
  }
  return error instanceof Error ? error.message : "Signing in failed.";
}
