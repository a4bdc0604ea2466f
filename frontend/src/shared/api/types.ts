/** Names for what the API answers and takes, drawn from the routes of its document. */
import type { paths } from "./schema";

type Ok<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Code in keyof Responses]: Code extends 200 | 201 | 202
        ? Responses[Code] extends { content: { "application/json": infer Body } }
          ? Body
          : never
        : never;
    }[keyof Responses]
  : never;

type Read<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Ok<Operation> : never;
type Made<Path extends keyof paths> = paths[Path] extends { post: infer Operation } ? Ok<Operation> : never;
type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

export type Me = Read<"/api/auth/me">;
/** What somebody may do: a method and a path, `POST /api/runs`. */
export type Operation = Me["may"][number];
export type SignedIn = Made<"/api/auth/login">;
export type User = Read<"/api/users">["users"][number];
export type Role = User["role"];
export type UserWithPassword = Made<"/api/users">;
export type CustomsLines = Read<"/api/customs-lines">;
export type ListedEntry = CustomsLines["entries"][number];
export type Line = ListedEntry["lines"][number];
export type Tariff = Line["tariffs"][number];
export type Gap = ListedEntry["findings"][number];
export type Entry = Read<"/api/entries/{shipment}">;
export type Trail = Read<"/api/entries/{shipment}/lines/{line}/trail">;
export type Day = Read<"/api/days">["days"][number];
export type Comparisons = Read<"/api/comparisons">;
export type Comparison = Comparisons["comparisons"][number];
export type ComparisonStatus = Comparison["status"];
export type Finding = Comparison["findings"][number];
export type Tolerances = Comparison["tolerances"];
export type ReferencePage =
  | Read<"/api/products">
  | Read<"/api/hts">
  | Read<"/api/tariffs">
  | Read<"/api/packaging">
  | Read<"/api/exchange-rates">;
export type ReferenceRow = ReferencePage["rows"][number];
export type ReferenceRecord =
  | Read<"/api/products/{key}">
  | Read<"/api/hts/{key}">
  | Read<"/api/tariffs/{key}">
  | Read<"/api/packaging/{key}">
  | Read<"/api/exchange-rates/{key}">;
export type ReferenceVersion = ReferenceRecord["versions"][number];
export type Scenario = Made<"/api/scenarios">["scenarios"][number];
export type Scenarios = Made<"/api/scenarios">;
export type ScenarioAsked = Sent<"/api/scenarios">;
export type UploadAsked = Sent<"/api/uploads">;
export type UploadForm = Made<"/api/uploads">;
export type Upload = Read<"/api/uploads/{id}">;
export type Pipeline = Read<"/api/pipeline">;
export type DataSet = Pipeline["data_sets"][number];
export type Run = Pipeline["runs"][number];
export type RunWithChunks = Read<"/api/runs/{id}">;
export type Chunk = RunWithChunks["progress"][number];
export type Started = Made<"/api/runs">;
export type Delivery = Read<"/api/deliveries">["deliveries"][number];
export type Alert = Read<"/api/alerts">["alerts"][number];
export type Shadow = Read<"/api/shadow">;
export type AuditEvent = Read<"/api/audit">["events"][number];
export type Verified = Read<"/api/audit/verify">;
