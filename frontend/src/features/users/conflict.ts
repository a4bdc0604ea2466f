import { ApiError } from "~/shared/api/client";

/** A one-time password, as it was given out. */
export interface Issued {
  name: string;
  password: string;
  until: string | undefined;
}

/** Why a user was not changed. */
export function conflict(error: unknown): string {
  if (error instanceof ApiError && error.status === 409)
    return error.problem.detail || "Somebody else changed this user meanwhile. Look again, then repeat.";
  return error instanceof Error ? error.message : "It was not changed.";
}
