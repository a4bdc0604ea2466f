/**
 * The API's routes and shapes, in the form that openapi-typescript writes: `npm run api:types` replaces this file.
 * Money, weights and rates are text; times are ISO in UTC, dates are ISO.
 */
export interface paths {
  "/api/auth/login": { post: operations["login"] };
  "/api/auth/logout": { post: operations["logout"] };
  "/api/auth/password": { post: operations["password"] };
  "/api/auth/me": { get: operations["me"] };
  "/api/users": { get: operations["users"]; post: operations["createUser"] };
  "/api/users/{name}": { patch: operations["changeUser"]; delete: operations["deleteUser"] };
  "/api/customs-lines": { get: operations["customsLines"] };
  "/api/days": { get: operations["days"] };
  "/api/entries/{shipment}": { get: operations["entry"] };
  "/api/entries/{shipment}/lines/{line}/trail": { get: operations["trail"] };
  "/api/compare": { post: operations["compare"] };
  "/api/comparisons": { get: operations["comparisons"] };
  "/api/comparisons/{id}": { get: operations["comparison"] };
  "/api/comparisons/{id}/findings/{n}/acknowledge": { post: operations["acknowledge"]; delete: operations["unacknowledge"] };
  "/api/products": { get: operations["reference"] };
  "/api/hts": { get: operations["reference"] };
  "/api/tariffs": { get: operations["reference"] };
  "/api/packaging": { get: operations["reference"] };
  "/api/exchange-rates": { get: operations["reference"] };
  "/api/products/{key}": { get: operations["referenceRecord"] };
  "/api/hts/{key}": { get: operations["referenceRecord"] };
  "/api/tariffs/{key}": { get: operations["referenceRecord"] };
  "/api/packaging/{key}": { get: operations["referenceRecord"] };
  "/api/exchange-rates/{key}": { get: operations["referenceRecord"] };
  "/api/scenarios": { post: operations["scenarios"] };
  "/api/uploads": { get: operations["uploads"]; post: operations["createUpload"] };
  "/api/uploads/{id}": { get: operations["upload"]; delete: operations["deleteUpload"] };
  "/api/uploads/{id}/confirm": { post: operations["confirmUpload"] };
  "/api/pipeline": { get: operations["pipeline"] };
  "/api/runs": { get: operations["runs"]; post: operations["startRun"] };
  "/api/runs/{id}": { get: operations["run"] };
  "/api/deliveries": { get: operations["deliveries"] };
  "/api/alerts": { get: operations["alerts"] };
  "/api/shadow": { get: operations["shadow"]; put: operations["setShadow"] };
  "/api/audit": { get: operations["audit"] };
  "/api/audit/verify": { get: operations["verifyAudit"] };
  "/api/health": { get: operations["health"] };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: { type?: string; title: string; status: number; detail?: string; instance?: string; errors?: Record<string, string[]> };
    User: {
      name: string; role: "admin" | "operator"; status: "active" | "disabled"; email: string;
      created_at: string; last_sign_in: string | null; edition: number;
    };
    Me: components["schemas"]["User"] & { must_change_password: boolean; session_ends: string };
    SignedIn: { user: components["schemas"]["User"]; must_change_password: boolean };
    IssuedUser: { user: components["schemas"]["User"]; one_time_password?: string; expires_at?: string };
    Tariff: { code: string; rate: string; duty: string };
    Line: {
      line: string; invoice: string; hts: string; origin: string; part: string; quantity: string; unit: string;
      net_kg: string; gross_kg: string; value: string; tariffs: components["schemas"]["Tariff"][];
      duty: string; mpf: string; hmf: string;
    };
    Gap: { kind: string; subject: string };
    Advisory: { kind: string; subject: string; hts: string; origin: string };
    EntryTotals: { value: string; duty: string; mpf: string; hmf: string; gross_kg: string };
    EntryDocument: {
      shipment: string; entry_date: string; status: "generated" | "needs_input";
      findings: components["schemas"]["Gap"][]; lines: components["schemas"]["Line"][];
      totals: components["schemas"]["EntryTotals"]; advisories: components["schemas"]["Advisory"][];
    };
    ListedEntry: components["schemas"]["EntryDocument"] & {
      version: number; generated_at: string;
      comparison: { status: "pass" | "warn" | "fail" | "pending"; material: number; minor: number } | null;
    };
    EntryVersion: { version: number; generated_at: string; status: string; totals: components["schemas"]["EntryTotals"] };
    Entry: components["schemas"]["EntryDocument"] & {
      version: number; generated_at: string; code_version: string; revision: number; run: string;
      versions: components["schemas"]["EntryVersion"][];
    };
    CustomsLines: {
      entries: components["schemas"]["ListedEntry"][];
      totals: { entries: number; lines: number; value: string; duty: string; mpf: string; hmf: string; held: number };
      next: string | null;
    };
    Day: {
      date: string; entries: number; held: number; lines: number; value: string; duty: string; mpf: string; hmf: string;
      pass: number; warn: number; fail: number; pending: number;
    };
    Finding: {
      n: number; kind: string; severity: "material" | "minor" | "info"; invoice: string; hts: string; origin: string;
      line: string; field: string; expected: string | null; reported: string | null; difference: string | null;
      duty_effect: string; advice: string; acknowledged: { by: string; at: string; reason: string } | null;
    };
    Comparison: {
      id: string; version: number; shipment: string; entry_date: string; status: "pass" | "warn" | "fail" | "pending";
      compared_at: string; tolerances: Record<string, string>; findings: components["schemas"]["Finding"][];
    };
    Comparisons: {
      comparisons: components["schemas"]["Comparison"][];
      totals: { pass: number; warn: number; fail: number; pending: number; material: number; minor: number; info: number };
      next: string | null;
    };
    ReferenceRow: Record<string, string>;
    Reference: { as_of: string; revision: number; rows: components["schemas"]["ReferenceRow"][]; next: string | null };
    ReferenceVersion: { sequence: number; at: string; source: string; rows: components["schemas"]["ReferenceRow"][] };
    ReferenceRecord: {
      key: string; rows: components["schemas"]["ReferenceRow"][]; versions: components["schemas"]["ReferenceVersion"][];
    };
    ScenarioArticle: {
      material?: string; hts?: string; origin: string; value: string; currency?: string; quantity: string;
      net_kg?: string; gross_kg?: string; spi?: string; claims?: string[];
    };
    ScenarioAsked: {
      lines: components["schemas"]["ScenarioArticle"][]; entry_dates: string[]; origins: string[]; mode: string; export_date?: string;
    };
    ScenarioTariff: { code: string; rate: string; duty: string; base: string };
    ScenarioLine: {
      line: string; hts: string; origin: string; part: string; quantity: string; unit: string; net_kg: string; gross_kg: string;
      value: string; tariffs: components["schemas"]["ScenarioTariff"][]; duty: string; mpf: string; hmf: string;
    };
    Scenario: {
      origin: string; entry_date: string; lines: components["schemas"]["ScenarioLine"][];
      totals: components["schemas"]["EntryTotals"]; changes_next: string | null; findings: components["schemas"]["Gap"][];
    };
    Scenarios: { scenarios: components["schemas"]["Scenario"][] };
    UploadTicket: { id: string; url: string; fields: Record<string, string>; expires_at: string; most_bytes: number };
    Upload: {
      id: string; file_name: string; source: string;
      state: "waiting" | "checking" | "ready" | "refused" | "confirmed" | "loaded" | "expired";
      by: string; created_at: string; size: number; sha256: string;
      counts: {
        rows: number; rejected: number; withheld: number;
        changed: Record<string, { added: number; changed: number; removed: number; unchanged: number }>;
      };
      problems: { what: string; count: number; rows: number[]; remedy: string }[];
      sample: { key: string; before: Record<string, string> | null; after: Record<string, string> | null }[];
      affected_entries: number; delivery: number | null; run: string | null; problem: string;
    };
    DataSet: {
      name: string; state: "good" | "late" | "failed" | "never"; last_good: string; source: string; due: string;
      failure: string; delivery: number;
    };
    Run: {
      id: string; cause: "load" | "daily" | "manual"; started: string; dates: string[]; sequence: number; state: string;
      chunks: number; counts: Record<string, number>; finished: string; nudges: number;
    };
    RunChunk: { number: number; state: string; shipments: number; counts: Record<string, number>; finished: string };
    RunDetail: Omit<components["schemas"]["Run"], "chunks"> & { chunks: components["schemas"]["RunChunk"][] };
    Pipeline: {
      state: "good" | "late" | "failed" | "never"; revision: number; data_sets: components["schemas"]["DataSet"][];
      unfinished_runs: string[]; runs: components["schemas"]["Run"][];
    };
    Delivery: {
      sequence: number; source: string; at: string; business_date: string; manifest: string; state: string; content: string;
      rows: Record<string, number>; changed: Record<string, number>; rejected: number; problem: string; issues: string[]; run: string;
    };
    Alert: { id: string; kind: string; severity: string; title: string; text: string; facts: Record<string, unknown>; at: string };
    Shadow: {
      mode: "csv" | "shadow" | "dynamodb"; changed_at: string; by: string; edition: number; checked_at: string | null;
      parity: { set: string; rows: number; equal: number; differences: number; percent: string }[] | null;
    };
    AuditEvent: {
      date: string; chain: string; number: number; at: string; actor: string; action: string; subject: string;
      facts: Record<string, unknown>; hash: string;
    };
    AuditEvents: { events: components["schemas"]["AuditEvent"][]; next: string | null };
  };
}
type Json<T> = { headers: { "X-Request-Id"?: string; [name: string]: unknown }; content: { "application/json": T } };
type Failed = { headers: { "X-Request-Id"?: string; [name: string]: unknown }; content: { "application/problem+json": components["schemas"]["Problem"] } };
type Nothing = { headers: { [name: string]: unknown }; content?: never };
type Op<Ok, Query = never, Path = never, Body = never> = {
  parameters: { query?: Query; header?: { "Idempotency-Key"?: string }; path: Path; cookie?: never };
  requestBody: [Body] extends [never] ? never : { content: { "application/json": Body } };
  responses: { 200: Json<Ok>; default: Failed };
};
type OpFree<Ok, Query = never, Body = never> = {
  parameters: { query?: Query; header?: { "Idempotency-Key"?: string }; path?: never; cookie?: never };
  requestBody: [Body] extends [never] ? never : { content: { "application/json": Body } };
  responses: { 200: Json<Ok>; default: Failed };
};
type Get<Ok, Query = never> = {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 200: Json<Ok>; default: Failed };
};
type GetAt<Ok, Path, Query = never> = {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never };
  requestBody?: never;
  responses: { 200: Json<Ok>; default: Failed };
};
type Bare<Path> = {
  parameters: { query?: never; header?: { "Idempotency-Key"?: string }; path: Path; cookie?: never };
  requestBody?: never;
  responses: { 204: Nothing; default: Failed };
};
type S = components["schemas"];
type Period = { date?: string; from?: string; to?: string };
export interface operations {
  login: OpFree<S["SignedIn"], never, { username: string; password: string }>;
  logout: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 204: Nothing; default: Failed } };
  password: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { "application/json": { current: string; new: string } } }; responses: { 204: Nothing; default: Failed } };
  me: Get<S["Me"]>;
  users: Get<{ users: S["User"][] }>;
  createUser: OpFree<S["IssuedUser"], never, { name: string; role: "admin" | "operator"; email: string }>;
  changeUser: Op<S["IssuedUser"], never, { name: string }, { edition: number; role?: "admin" | "operator"; status?: "active" | "disabled"; email?: string; reset_password?: true }>;
  deleteUser: Bare<{ name: string }>;
  customsLines: Get<S["CustomsLines"], Period & { shipment?: string; hts?: string; origin?: string; status?: string; q?: string; cursor?: string; limit?: number }>;
  days: Get<{ days: S["Day"][] }, { from: string; to: string }>;
  entry: GetAt<S["Entry"], { shipment: string }, { version?: number }>;
  trail: GetAt<unknown, { shipment: string; line: string }>;
  compare: OpFree<{ comparisons: S["Comparison"][] }, never, { date?: string; shipment?: string; tolerances?: Record<string, string> }>;
  comparisons: Get<S["Comparisons"], Period & { status?: string; cursor?: string; limit?: number }>;
  comparison: GetAt<S["Comparison"], { id: string }>;
  acknowledge: Op<S["Comparison"], never, { id: string; n: number }, { reason: string }>;
  unacknowledge: GetAt<S["Comparison"], { id: string; n: number }>;
  reference: Get<S["Reference"], { as_of?: string; q?: string; cursor?: string; limit?: number }>;
  referenceRecord: GetAt<S["ReferenceRecord"], { key: string }>;
  scenarios: OpFree<S["Scenarios"], never, S["ScenarioAsked"]>;
  uploads: Get<{ uploads: S["Upload"][] }>;
  createUpload: OpFree<S["UploadTicket"], never, { file_name: string; size: number }>;
  upload: GetAt<S["Upload"], { id: string }>;
  deleteUpload: Bare<{ id: string }>;
  confirmUpload: { parameters: { query?: never; header?: { "Idempotency-Key"?: string }; path: { id: string }; cookie?: never }; requestBody?: never; responses: { 202: Json<S["Upload"]>; default: Failed } };
  pipeline: Get<S["Pipeline"]>;
  runs: Get<{ runs: S["Run"][] }, { month?: string }>;
  startRun: OpFree<{ run?: string; deliveries?: number[] }, never, { feed?: string; date?: string; from?: string; to?: string }>;
  run: GetAt<S["RunDetail"], { id: string }>;
  deliveries: Get<{ deliveries: S["Delivery"][] }, { source?: string; limit?: number }>;
  alerts: Get<{ alerts: S["Alert"][] }, { month?: string }>;
  shadow: Get<S["Shadow"]>;
  setShadow: OpFree<S["Shadow"], never, { mode: "csv" | "shadow" | "dynamodb"; edition: number }>;
  audit: Get<S["AuditEvents"], { date?: string; actor?: string; action?: string; subject?: string; cursor?: string }>;
  verifyAudit: Get<{ date: string; rows: number; breaks: string[] }, { date: string }>;
  health: Get<{ status: string; version: string }>;
}
