/** The API in memory, for tests and pictures. */
import { HttpResponse, http } from "msw";
import { MOST_BYTES } from "~/shared/api/values";
import * as made from "./factories";

const API = "*/api";

export function problem(
  status: number,
  title: string,
  detail = "",
  errors: Record<string, string[]> = {},
  headers: Record<string, string> = {},
  more: Record<string, unknown> = {},
) {
  return HttpResponse.json(
    {
      type: "about:blank",
      title,
      status,
      detail,
      instance: "urn:uuid:5f2a",
      ...(status === 422 ? { errors } : {}),
      ...more,
    },
    {
      status,
      headers: { "Content-Type": "application/problem+json", "X-Request-Id": "req-5f2a", ...headers },
    },
  );
}

interface Asked {
  date?: string;
  from?: string;
  to?: string;
}
function within(date: string, query: Asked): boolean {
  const from = query.date ?? query.from ?? "";
  const to = query.date ?? query.to ?? "9999";
  return from <= date && date <= to;
}
const queryOf = (request: Request) =>
  Object.fromEntries(new URL(request.url).searchParams) as Record<string, string>;

export const handlers = [
  http.post(`${API}/auth/login`, async ({ request }) => {
    const { password } = (await request.json()) as { password: string };
    if (password !== "correct horse")
      return problem(
        401,
        "Not signed in",
        "That name and password do not match, or the account cannot be used.",
      );
    return HttpResponse.json({ user: made.users[0], must_change_password: false });
  }),
  http.post(`${API}/auth/logout`, () => new HttpResponse(null, { status: 204 })),
  http.post(`${API}/auth/password`, () => new HttpResponse(null, { status: 204 })),
  http.get(`${API}/auth/me`, () => HttpResponse.json(made.me)),
  http.get(`${API}/users`, () => HttpResponse.json({ users: made.users })),
  http.post(`${API}/users`, async ({ request }) => {
    const given = (await request.json()) as { name: string; email: string; role: "operator" };
    return HttpResponse.json(
      {
        user: { ...made.users[1], ...given },
        one_time_password: "tulip-anchor-42",
        expires_at: "2026-11-23T17:04:00Z",
      },
      { status: 201 },
    );
  }),
  http.patch(`${API}/users/:name`, () => HttpResponse.json({ user: made.users[1] })),
  http.get(`${API}/customs-lines`, ({ request }) => {
    const query = queryOf(request);
    const q = query["q"]?.toLowerCase() ?? "";
    const list = made.entries
      .filter(
        (entry) =>
          (query["shipment"] ? entry.shipment === query["shipment"] : within(entry.entry_date, query)) &&
          (!query["status"] || entry.status === query["status"]),
      )
      .map((entry) => ({
        ...entry,
        lines: entry.lines.filter(
          (line) =>
            (!query["hts"] || line.hts.startsWith(query["hts"])) &&
            (!q ||
              entry.shipment.toLowerCase().includes(q) ||
              `${line.invoice} ${line.tariffs.map(({ code }) => code).join(" ")}`.toLowerCase().includes(q)),
        ),
      }))
      .filter((entry) => entry.lines.length > 0 || !(q || query["hts"]));
    return HttpResponse.json(made.linesAnswer(list));
  }),
  http.get(`${API}/days`, ({ request }) => {
    const query = queryOf(request);
    return HttpResponse.json({ days: made.daysAnswer(query["from"] ?? "", query["to"] ?? "") });
  }),
  http.get(`${API}/entries/:shipment`, ({ params }) => {
    const entry = made.entryAnswer(String(params["shipment"]));
    return entry
      ? HttpResponse.json(entry)
      : problem(404, "No such entry", "No entry of this shipment has been made.");
  }),
  http.get(`${API}/entries/:shipment/lines/:line/trail`, () => HttpResponse.json(made.trail)),
  http.get(`${API}/comparisons`, ({ request }) => {
    const query = queryOf(request);
    const list = made.comparisons.filter(
      (one) => within(one.entry_date, query) && (!query["status"] || one.status === query["status"]),
    );
    return HttpResponse.json(made.comparisonsAnswer(list));
  }),
  http.get(`${API}/comparisons/:id`, ({ params }) => {
    const comparison = made.comparisons.find((one) => one.id === params["id"]);
    return comparison ? HttpResponse.json(comparison) : problem(404, "No such comparison");
  }),
  http.post(`${API}/comparisons/:id/findings/:n/acknowledge`, () => HttpResponse.json(made.comparisons[0])),
  http.delete(`${API}/comparisons/:id/findings/:n/acknowledge`, () => HttpResponse.json(made.comparisons[0])),
  ...made.KINDS.flatMap((kind) => [
    http.get(`${API}/${kind}`, ({ request }) => {
      const query = queryOf(request);
      return HttpResponse.json(made.referenceAnswer(kind, query["q"] ?? "", query["as_of"] ?? null));
    }),
    http.get(`${API}/${kind}/:key`, ({ params }) =>
      HttpResponse.json(made.recordAnswer(kind, String(params["key"]))),
    ),
  ]),
  http.post(`${API}/scenarios`, async ({ request }) => {
    const asked = (await request.json()) as { origins: string[]; entry_dates: string[] };
    const found = made.scenarios.filter(
      (one) =>
        one.origin !== null &&
        asked.origins.includes(one.origin) &&
        asked.entry_dates.includes(one.entry_date),
    );
    return HttpResponse.json({
      revision: 24,
      source: "table",
      scenarios: found.length > 0 ? found : made.scenarios.slice(0, 1),
    });
  }),
  http.get(`${API}/uploads`, () => HttpResponse.json({ uploads: made.uploads })),
  http.post(`${API}/uploads`, () =>
    HttpResponse.json(
      {
        id: "up-7",
        url: "https://uploads.example/",
        fields: { key: "checked/up-7/up-7.csv", "Content-Type": "text/csv", policy: "e30=" },
        expires_at: made.NOW,
        most_bytes: MOST_BYTES,
      },
      { status: 201 },
    ),
  ),
  http.post("https://uploads.example/", () => new HttpResponse(null, { status: 204 })),
  http.get(`${API}/uploads/:id`, ({ params }) => {
    const upload = made.uploads.find((one) => one.id === params["id"]);
    return upload ? HttpResponse.json(upload) : problem(404, "No such upload");
  }),
  http.get(
    `${API}/uploads/:id/rejected.csv`,
    () =>
      new HttpResponse(made.REJECTED, {
        headers: { "Content-Type": "text/csv; charset=utf-8" },
      }),
  ),
  http.post(`${API}/uploads/:id/confirm`, () =>
    HttpResponse.json({ ...made.uploads[0], state: "confirmed" }, { status: 202 }),
  ),
  http.delete(`${API}/uploads/:id`, () => new HttpResponse(null, { status: 204 })),
  http.get(`${API}/pipeline`, () => HttpResponse.json(made.pipeline)),
  http.get(`${API}/runs`, () => HttpResponse.json({ runs: made.runs })),
  http.post(`${API}/runs`, () => HttpResponse.json({ run: made.runs[0], deliveries: [] }, { status: 202 })),
  http.get(`${API}/runs/:id`, ({ params }) => {
    const run = made.runAnswer(String(params["id"]));
    return run ? HttpResponse.json(run) : problem(404, "No such run");
  }),
  http.get(`${API}/deliveries`, () => HttpResponse.json({ deliveries: made.deliveries })),
  http.get(`${API}/alerts`, () => HttpResponse.json({ alerts: made.alerts })),
  http.get(`${API}/shadow`, () => HttpResponse.json(made.shadow)),
  http.put(`${API}/shadow`, () => HttpResponse.json(made.shadow)),
  http.get(`${API}/audit`, ({ request }) => {
    const query = queryOf(request);
    const events = made.auditEvents.filter(
      (event) =>
        (!query["actor"] || event.actor === query["actor"]) &&
        event.action.startsWith(query["action"] ?? "") &&
        event.subject.includes(query["subject"] ?? ""),
    );
    return HttpResponse.json({ events: query["date"] === made.TODAY ? events : [], next: null });
  }),
  http.get(`${API}/audit/verify`, () =>
    HttpResponse.json({ date: made.TODAY, rows: 53, anchored: false, breaks: [] }),
  ),
];
