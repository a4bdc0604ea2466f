/** Markup and formulas in any text stay text, on every page. */
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import * as made from "./factories";
import { openAt } from "./render";
import { server, withoutDocument } from "./setup";

const EVIL = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{7*7}}`;
const URLISH = "javascript:alert(1)";
const KEEP = new Set([
  "entry_date",
  "date",
  "at",
  "status",
  "state",
  "severity",
  "kind",
  "role",
  "duty",
  "mpf",
  "hmf",
  "value",
  "gross_kg",
  "compared_at",
  "generated_at",
  "created_at",
  "duty_effect",
  "mode",
  "started",
  "finished",
]);

/** The same shape with every free text replaced. */
function poison(given: unknown, name = ""): unknown {
  if (typeof given === "string") return KEEP.has(name) ? given : name.includes("url") ? URLISH : EVIL;
  if (Array.isArray(given)) return given.slice(0, 3).map((one) => poison(one, name));
  if (given && typeof given === "object")
    return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, poison(value, key)]));
  return given;
}

const CASES: [string, string, unknown][] = [
  [
    "/",
    "/api/comparisons",
    {
      ...made.comparisonsAnswer(made.comparisons),
      comparisons: poison(made.comparisons.filter((one) => one.status === "fail")),
    },
  ],
  [
    "/lines",
    "/api/customs-lines",
    poison(made.linesAnswer(made.entries.filter((entry) => entry.entry_date === made.TODAY))),
  ],
  [
    "/lines?view=shipments",
    "/api/customs-lines",
    poison(made.linesAnswer(made.entries.filter((entry) => entry.status === "needs_input"))),
  ],
  [
    "/comparison?from=2026-10-23&to=2026-11-22",
    "/api/comparisons",
    {
      ...made.comparisonsAnswer(made.comparisons),
      comparisons: poison(made.comparisons.filter((one) => one.findings.length > 0)),
      next: null,
    },
  ],
  ["/pipeline", "/api/deliveries", poison({ deliveries: made.deliveries })],
  ["/pipeline", "/api/alerts", poison({ alerts: made.alerts })],
  ["/uploads/up-7", "/api/uploads/:id", poison(made.uploads[0])],
  [
    "/reference/products",
    "/api/products",
    {
      ...made.referenceAnswer("products", "", null),
      rows: poison(made.referenceAnswer("products", "", null).rows),
    },
  ],
  ["/users", "/api/users", poison({ users: made.users })],
  ["/audit", "/api/audit", { events: poison(made.auditEvents), next: null }],
];

describe("hostile text", () => {
  it.each(CASES)("%s with %s poisoned", async (path, api, answer) => {
    withoutDocument();
    const fixed = JSON.parse(
      JSON.stringify(answer).replaceAll(`"next":${JSON.stringify(EVIL)}`, `"next":null`),
    ) as object;
    server.use(http.get(`*${api}`, () => HttpResponse.json(fixed)));
    const { container } = openAt(path);
    const found = await screen.findAllByText(
      (_, element) => element?.textContent?.includes("<script>window.hit=1</script>") === true,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(container.querySelector("img, script, iframe")).toBeNull();
    expect(
      [...container.querySelectorAll("a")].some((link) =>
        /^javascript:/i.test(link.getAttribute("href") ?? ""),
      ),
    ).toBe(false);
    expect((window as unknown as { hit?: number }).hit).toBeUndefined();
  });
});
