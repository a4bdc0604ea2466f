/** Names for what the API answers, drawn from the routes, so that they outlive a newly written schema. */
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
type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

export type Me = Read<"/api/auth/me">;
export type User = Read<"/api/users">["users"][number];
export type Role = User["role"];
export type CustomsLines = Read<"/api/customs-lines">;
export type ListedEntry = CustomsLines["entries"][number];
export type Line = ListedEntry["lines"][number];
export type Tariff = Line["tariffs"][number];
export type Gap = ListedEntry["findings"][number];
export type Entry = Read<"/api/entries/{shipment}">;
export type Day = Read<"/api/days">["days"][number];
export type Comparisons = Read<"/api/comparisons">;
export type Comparison = Comparisons["comparisons"][number];
export type Finding = Comparison["findings"][number];
export type Reference = Read<"/api/products">;
export type ReferenceRow = Reference["rows"][number];
export type ReferenceRecord = Read<"/api/products/{key}">;
export type Scenario = Ok<paths["/api/scenarios"]["post"]>["scenarios"][number];
export type ScenarioAsked = Sent<"/api/scenarios">;
export type Upload = Read<"/api/uploads/{id}">;
export type Pipeline = Read<"/api/pipeline">;
export type DataSet = Pipeline["data_sets"][number];
export type Run = Pipeline["runs"][number];
export type RunDetail = Read<"/api/runs/{id}">;
export type Delivery = Read<"/api/deliveries">["deliveries"][number];
export type Alert = Read<"/api/alerts">["alerts"][number];
export type Shadow = Read<"/api/shadow">;
export type AuditEvent = Read<"/api/audit">["events"][number];
