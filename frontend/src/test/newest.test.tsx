/** Pages that nobody gave dates to show the newest there are, and say so; and what becomes of the daily run. */
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Pipeline } from "~/shared/api/types";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

const stands = (change: Partial<Pipeline>) =>
  server.use(http.get("*/api/pipeline", () => HttpResponse.json({ ...made.pipeline, ...change })));
const EARLIER = { entries: "2026-11-18", comparisons: "2026-11-17" };

/** The addresses that a list is asked for under, in their order. */
function askedOf(path: string): string[] {
  const asked: string[] = [];
  server.events.on("request:start", ({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === path) asked.push(search);
  });
  return asked;
}

describe("where nothing is newer", () => {
  it.each([
    ["/", "/api/days", "?from=2026-10-19&to=2026-11-18", /The figures are those up to 2026-11-18/],
    ["/", "/api/comparisons", "?from=2026-10-19&to=2026-11-18&status=fail&limit=100", /Good to see you/],
    [
      "/lines",
      "/api/customs-lines",
      "?from=2026-10-19&to=2026-11-18&limit=500",
      /Shown are 2026-10-19 to 2026-11-18/,
    ],
    ["/comparison", "/api/comparisons", "?from=2026-11-17&to=2026-11-17&limit=500", /Shown is 2026-11-17/],
    ["/comparison", "/api/days", "?from=2026-08-21&to=2026-11-18", /90 days/],
  ])("%s asks %s for %s", async (page, api, search, words) => {
    stands({ newest: EARLIER });
    const asked = askedOf(api);
    openAt(page);
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
    await waitFor(() => expect(asked).toContain(search));
    expect(asked.filter((one) => one.includes("to=2026-11-22"))).toEqual([]);
  });

  it("says nothing where today has entries, or where dates were given", async () => {
    openAt("/lines");
    expect(await screen.findByText("331 lines")).toBeInTheDocument();
    expect(screen.queryByText(/Shown are/)).not.toBeInTheDocument();
    stands({ newest: EARLIER });
    openAt("/comparison?from=2026-11-16&to=2026-11-16");
    expect(await screen.findByRole("heading", { name: "Comparison" })).toBeInTheDocument();
    await waitFor(() => expect(document.querySelector(".bone")).not.toBeInTheDocument());
    expect(screen.queryByText(/Shown is/)).not.toBeInTheDocument();
  });

  it("goes by today where the pipeline says nothing", async () => {
    server.use(http.get("*/api/pipeline", () => problem(500, "The server failed", "Out of order.")));
    const asked = askedOf("/api/customs-lines");
    openAt("/lines");
    expect(await screen.findByText("331 lines")).toBeInTheDocument();
    expect(asked[0]).toBe("?from=2026-10-23&to=2026-11-22&limit=500");
  });

  it("leads from an empty period to the newest", async () => {
    stands({ newest: EARLIER });
    const { user, router } = openAt("/lines?from=2027-01-01&to=2027-01-18");
    await user.click(await screen.findByRole("button", { name: "Show the days up to 2026-11-18" }));
    expect(await screen.findByText(/^\d+ lines$/)).toBeInTheDocument();
    expect(router.latestLocation.search).toEqual({});
  });
});

describe("the daily run", () => {
  const [run] = made.runs;
  const due = (time: string) => `${made.TODAY}T${time}Z`;
  it.each([
    ["Not yet due", /It starts 2026-11-22 18:00 UTC/, { due: due("18:00:00"), run: null }],
    ["Not started", /It was due 2026-11-22 09:00 UTC/, { due: due("09:00:00"), run: null }],
    ["Done", /Open the run/, { due: due("07:00:00"), run: run ?? null }],
    [
      "Running",
      /Since 2026-11-22 07:00 UTC/,
      { due: due("07:00:00"), run: run ? { ...run, finished: "" } : null },
    ],
    [
      "Failed",
      /Began 2026-11-22 07:00 UTC/,
      { due: due("07:00:00"), run: run ? { ...run, state: "failed" as const } : null },
    ],
  ])("%s", async (words, more, daily) => {
    stands({ daily: { date: made.TODAY, ...daily } });
    openAt("/");
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.getByRole("region", { name: "Today's run" })).toHaveTextContent(more);
  });

  it.each([
    ["2026-11-23 07:00 UTC", "daily, and with each delivery", run ?? null],
    ["2026-11-22 07:00 UTC", "daily; today's was not started", null],
  ])("is due %s: %s", async (next, words, today) => {
    stands({ daily: { date: made.TODAY, due: due("07:00:00"), run: today } });
    openAt("/pipeline");
    const told = await screen.findByText(words);
    expect(told.closest("td")).toHaveTextContent(next);
  });
});
