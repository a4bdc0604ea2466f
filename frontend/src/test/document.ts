/// <reference types="node" />
/** The document of the API, and whether what is asked and answered is what it promises. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Operation } from "~/shared/api/types";

interface Parameter {
  in: "path" | "query" | "header";
  name: string;
  required?: boolean;
  schema: { type?: string | string[] };
}
interface Media {
  content?: Record<string, unknown>;
}
interface Told {
  "x-role": "public" | "operator" | "admin";
  parameters: Parameter[];
  requestBody?: Media;
  responses: Record<string, Media & { $ref?: string }>;
}
interface Document {
  paths: Record<string, Record<string, Told>>;
  components: { responses: Record<string, Media> };
}

const text = readFileSync("openapi.json", "utf8");
export const document: Document = JSON.parse(text);

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    decimal: /^-?[0-9]+(\.[0-9]+)?$|^$/,
    date: /^\d{4}-\d{2}-\d{2}$/,
    "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
    email: /^[^@\s]+@[^@\s]+$/,
    password: true,
    uri: /^[a-z]+:\/\/\S+$/,
    "uri-reference": true,
  },
});
ajv.addSchema(JSON.parse(text), "api");

const compiled = new Map<string, ValidateFunction>();
/** What is wrong with a value, by the schema at a place of the document. */
function faults(value: unknown, ...place: string[]): string[] {
  const pointer = place.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  let check = compiled.get(pointer);
  if (!check) {
    check = ajv.compile({ $ref: `api#/${pointer.split("/").map(encodeURIComponent).join("/")}` });
    compiled.set(pointer, check);
  }
  return check(value) ? [] : (check.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

/** The operations that a role may use, by method and path. */
export function operationsOf(role: "operator" | "admin"): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, told]) => told["x-role"] === "operator" || told["x-role"] === role)
      .map(([method]) => `${method.toUpperCase()} ${path}` as Operation),
  );
}

interface Found {
  path: string;
  method: string;
  told: Told;
  given: Record<string, string>;
}

/** The operation that a request is for, with the values of its path. */
function operationOf(method: string, pathname: string): Found | null {
  for (const [path, methods] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/{(\w+)}/g)].map(([, name = ""]) => name);
    const matched = new RegExp(`^${path.replace(/{\w+}/g, "([^/]+)").replaceAll(".", "\\.")}$`).exec(
      pathname,
    );
    const told = methods[method.toLowerCase()];
    if (!matched || !told) continue;
    const given = Object.fromEntries(
      names.map((name, at) => [name, decodeURIComponent(matched[at + 1] ?? "")]),
    );
    return { path, method: method.toLowerCase(), told, given };
  }
  return null;
}

/** What is wrong with a request, by the document; nothing where it is right. */
export async function requestFaults(request: Request): Promise<string[]> {
  const url = new URL(request.url);
  const found = operationOf(request.method, url.pathname);
  if (!found) return [`${request.method} ${url.pathname}: there is no such operation`];
  const where = `${request.method} ${found.path}`;
  const said = [
    ...parameterFaults(found, url.searchParams, request.headers),
    ...(await bodyFaults(found, request)),
  ];
  return said.map((fault) => `${where}: ${fault}`);
}

function parameterFaults(
  { path, method, told, given }: Found,
  query: URLSearchParams,
  headers: Headers,
): string[] {
  const known = new Set(told.parameters.filter((one) => one.in === "query").map((one) => one.name));
  const unknown = [...query.keys()].filter((name) => !known.has(name)).map((name) => `${name} is not known`);
  const wrong = told.parameters.flatMap((one, at) => {
    const value =
      one.in === "path" ? given[one.name] : one.in === "query" ? query.get(one.name) : headers.get(one.name);
    if (value === null || value === undefined) return one.required ? [`${one.name} is missing`] : [];
    const read = one.schema.type === "integer" && /^\d+$/.test(value) ? Number(value) : value;
    return faults(read, "paths", path, method, "parameters", String(at), "schema").map(
      (fault) => `${one.name}${fault}`,
    );
  });
  return [...unknown, ...wrong];
}

async function bodyFaults({ path, method, told }: Found, request: Request): Promise<string[]> {
  const sent = await request.text();
  if (!told.requestBody) return sent ? ["takes no body"] : [];
  if (request.headers.get("Content-Type") !== "application/json") return ["the body is not sent as JSON"];
  return faults(
    JSON.parse(sent),
    "paths",
    path,
    method,
    "requestBody",
    "content",
    "application/json",
    "schema",
  );
}

/** What is wrong with an answer, by the document; nothing where it is right. */
export async function answerFaults(request: Request, response: Response): Promise<string[]> {
  const found = operationOf(request.method, new URL(request.url).pathname);
  if (!found) return [];
  const where = `${request.method} ${found.path} → ${response.status}`;
  // What no operation promises: the server's own failures, and those of whatever stands before it.
  if (response.status >= 500) return [];
  const promised = found.told.responses[response.status];
  if (!promised) return [`${where}: no such answer is promised`];
  const shared = promised.$ref?.split("/").at(-1);
  const content = (shared ? document.components.responses[shared] : promised)?.content;
  const body = await response.text();
  if (!content) return body ? [`${where}: a body where none is promised`] : [];
  const media = (response.headers.get("Content-Type") ?? "").split(";")[0] ?? "";
  if (!(media in content)) return [`${where}: ${media || "no content type"} is not promised`];
  if (!media.includes("json")) return [];
  const place = shared
    ? ["components", "responses", shared]
    : ["paths", found.path, found.method, "responses", String(response.status)];
  return faults(JSON.parse(body), ...place, "content", media, "schema").map((fault) => `${where}: ${fault}`);
}
