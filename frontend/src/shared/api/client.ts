/** The one way to the API: cookies of the same origin, problem documents as typed errors, a lost session told. */
import createClient from "openapi-fetch";
import type { paths } from "./schema";

export interface Problem {
  title: string;
  status: number;
  detail: string;
  requestId: string;
  errors: Record<string, string[]>;
  retryAfter: number | null;
  /** What the document has beside its own fields. */
  more: Record<string, unknown>;
}

/** What the API refused, in words for people, with the request id to quote. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** The request never got an answer. */
export class OfflineError extends Error {
  constructor() {
    super("The server did not answer. Check the connection, then try again.");
    this.name = "OfflineError";
  }
}

type Listener = () => void;
let sessionLost: Listener = () => {};
export function onSessionLost(listener: Listener): void {
  sessionLost = listener;
}

let passwordDue: Listener = () => {};
/** The API lets nothing else through until a password of one's own is chosen. */
export function onPasswordDue(listener: Listener): void {
  passwordDue = listener;
}
const PASSWORD_DUE = "Password to be changed";
/** Where a 401 is no session that ended: the name did not match, or nobody has signed in yet. */
const NO_SESSION_YET = new Set(["/api/auth/login", "/api/auth/me"]);

async function send(request: Request): Promise<Response> {
  try {
    return await globalThis.fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new OfflineError();
  }
}

export const client = createClient<paths, "application/json">({
  baseUrl: globalThis.location?.origin ?? "http://localhost",
  credentials: "same-origin",
  fetch: send,
  headers: { Accept: "application/json" },
});

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Raises `ApiError` where it is a problem; tells of a session that ended, or waits for a password. */
export async function answer<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const problem = problemOf(error, response);
  if (problem.status === 401 && !NO_SESSION_YET.has(pathOf(response))) sessionLost();
  if (problem.status === 403 && problem.title === PASSWORD_DUE) passwordDue();
  throw new ApiError(problem);
}

function pathOf(response: Response): string {
  return URL.canParse(response.url) ? new URL(response.url).pathname : "";
}

/** A problem document, or what can be said without one (a proxy's own page, an empty body). */
export function problemOf(body: unknown, response: Response): Problem {
  const given = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => (typeof given[name] === "string" ? (given[name] as string) : "");
  const after = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return {
    title: text("title") || titleOf(response.status),
    status: response.status,
    detail: text("detail"),
    requestId: response.headers.get("X-Request-Id") ?? "",
    errors: (given["errors"] as Record<string, string[]> | undefined) ?? {},
    retryAfter: Number.isNaN(after) ? null : after,
    more: given,
  };
}

function titleOf(status: number): string {
  if (status === 401) return "Not signed in";
  if (status === 403) return "Not allowed";
  if (status === 404) return "Not found";
  if (status === 429) return "Too many requests";
  return status >= 500 ? "The server failed" : "Refused";
}

/** Worth another try: the server or the network failed, not the request. */
export function mayPass(error: unknown): boolean {
  return error instanceof OfflineError || (error instanceof ApiError && error.status >= 500);
}
