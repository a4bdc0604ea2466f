/** What the first page and the rail tell of a day. */
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Day } from "~/shared/api/types";
import * as made from "./factories";
import { openAt } from "./render";
import { server } from "./setup";

describe("a day whose entries are held", () => {
  const days = (change: Partial<Day>) => {
    const [day] = made.daysAnswer(made.TODAY, made.TODAY);
    const of = { pass: 0, warn: 0, fail: 0, pending: 0, held: 0, ...change };
    server.use(http.get("*/api/days", () => HttpResponse.json({ days: [{ ...day, ...of }] })));
  };
  const dayRow = async () =>
    within(await screen.findByRole("group", { name: "Day by day" })).findByRole("row", {
      name: /2026-11-22/,
    });
  const answerOf = async (title: string) => screen.findByRole("region", { name: title });

  it("is neither well nor free of charge", async () => {
    days({ entries: 6, held: 6, pending: 6, value: "0", duty: "0.00", mpf: "0.00", hmf: "0.00" });
    openAt("/");
    const failed = await answerOf("What failed");
    expect(await within(failed).findByText("Nothing compared")).not.toHaveClass("pass");
    expect(failed).toHaveTextContent("On 2026-11-22: 6 entries held");
    const costs = await answerOf("What it costs");
    expect(costs).toHaveTextContent("Not known");
    expect(costs).toHaveTextContent("All 6 entries today are held");
    const row = await dayRow();
    expect(row).toHaveTextContent("Not compared");
    expect(row).not.toHaveTextContent(/Pass|0\.00/);
  });

  it("says how many were not compared beside those that were", async () => {
    days({ entries: 4, held: 3, pending: 3, pass: 1 });
    openAt("/");
    const failed = await answerOf("What failed");
    expect(await within(failed).findByText("Nothing in 1 of 4")).toHaveClass("review");
    expect(failed).toHaveTextContent("Not compared on 2026-11-22: 3 entries held");
    expect(await answerOf("What it costs")).toHaveTextContent("without 3 entries held");
    expect(await dayRow()).toHaveTextContent("3 not compared");
  });
});

describe("the rail", () => {
  it("counts what the page that it leads to opens with", async () => {
    const newest = { entries: "2026-11-22", comparisons: "2026-11-18" };
    server.use(http.get("*/api/pipeline", () => HttpResponse.json({ ...made.pipeline, newest })));
    const failed = made.daysAnswer("2026-11-18", "2026-11-18")[0]?.fail ?? 0;
    expect(failed).toBeGreaterThan(0);
    const { user } = openAt("/uploads");
    const badge = await screen.findByTitle("Failed comparisons of 2026-11-18");
    expect(badge).toHaveTextContent(`${failed} failed`);
    await user.click(badge);
    expect(await screen.findByText(new RegExp(`^Failed: ${failed} of \\d+`))).toBeInTheDocument();
  });
});
