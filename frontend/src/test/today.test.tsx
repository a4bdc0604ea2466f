/** What the first page and the rail tell of a day. */
import { screen, waitFor, within } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Comparison, Day } from "~/shared/api/types";
import * as made from "./factories";
import { problem } from "./handlers";
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

describe("what waits for a person", () => {
  const failing = (path: string) =>
    server.use(http.get(`*/api/${path}`, () => problem(503, "Not available", "Try again in a minute.")));
  const nothing = () =>
    server.use(
      http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer([]))),
      http.get("*/api/comparisons", () => HttpResponse.json(made.comparisonsAnswer([]))),
      http.get("*/api/uploads", () => HttpResponse.json({ uploads: [] })),
    );
  const answerOf = async () => screen.findByRole("region", { name: "Needs a person" });
  const listOf = async () => screen.findByRole("region", { name: "What waits for a person" });

  it("is nothing where nothing does", async () => {
    nothing();
    openAt("/");
    expect(await within(await answerOf()).findByText("Nothing")).toHaveClass("pass");
    expect(await within(await listOf()).findByText("Nothing needs a person")).toBeInTheDocument();
  });

  it("is not known where the uploads are not", async () => {
    nothing();
    failing("uploads");
    openAt("/");
    const told = await answerOf();
    expect(await within(told).findByText("Not known")).not.toHaveClass("pass");
    expect(told).toHaveTextContent(
      "No entry is held, no difference is open; the uploads could not be loaded.",
    );
    const list = within(await listOf());
    expect(await list.findByText("Not known whether anything does")).toBeInTheDocument();
    expect(list.getByText(/uploads could not be loaded/)).toBeInTheDocument();
    expect(screen.queryByText("Nothing needs a person")).not.toBeInTheDocument();
  });

  it("is told as far as it is known", async () => {
    failing("uploads");
    openAt("/");
    const told = await answerOf();
    expect(await within(told).findByText(/^\d+ things$/)).toBeInTheDocument();
    expect(told).toHaveTextContent(/to judge; the uploads could not be loaded\.$/);
    const list = await listOf();
    expect(await within(list).findByText(/The uploads could not be loaded/)).toBeInTheDocument();
    expect(within(list).getAllByRole("link").length).toBeGreaterThan(5);
  });

  it("is not told before everything has come", async () => {
    nothing();
    server.use(http.get("*/api/uploads", () => delay("infinite")));
    const { queryClient } = openAt("/");
    await waitFor(() => expect(queryClient.isFetching()).toBe(1));
    expect(within(await answerOf()).queryByText("Nothing")).not.toBeInTheDocument();
    expect(within(await listOf()).getByRole("status", { name: "Loading" })).toBeInTheDocument();
  });
});

const failedToday = made.comparisons.filter(
  ({ status, entry_date }) => status === "fail" && entry_date === made.TODAY,
);

function acknowledged(comparison: Comparison): Comparison {
  const by = { by: "j.ortiz", at: made.NOW, reason: "Told the broker." };
  return { ...comparison, findings: comparison.findings.map((one) => ({ ...one, acknowledged: by })) };
}

describe("the rail", () => {
  it("counts what the page that it leads to opens with", async () => {
    const newest = { entries: "2026-11-22", comparisons: "2026-11-18" };
    server.use(http.get("*/api/pipeline", () => HttpResponse.json({ ...made.pipeline, newest })));
    const failed = made.daysAnswer("2026-11-18", "2026-11-18")[0]?.fail ?? 0;
    expect(failed).toBeGreaterThan(0);
    const { user } = openAt("/uploads");
    const badge = await screen.findByTitle("Failed comparisons of 2026-11-18 to judge");
    expect(badge).toHaveTextContent(`${failed} to judge`);
    await user.click(badge);
    expect(await screen.findByText(new RegExp(`^Failed: ${failed} of \\d+`))).toBeInTheDocument();
  });

  it("leaves out what somebody has judged", async () => {
    const [first, ...others] = failedToday;
    if (!first) throw new Error("nothing failed on the last day");
    const list = [acknowledged(first), ...others];
    server.use(http.get("*/api/comparisons", () => HttpResponse.json(made.comparisonsAnswer(list))));
    openAt("/uploads");
    const badge = await screen.findByTitle(`Failed comparisons of ${made.TODAY} to judge`);
    expect(badge).toHaveTextContent(`${others.length} to judge`);
  });
});

describe("entries of which a person should know something", () => {
  it("are counted, and lead to their list", async () => {
    const noted = made.entries.filter(({ advisories }) => advisories.length > 0);
    openAt("/");
    const link = await screen.findByRole("link", { name: `${noted.length} entries with advisories` });
    expect(link).toHaveAttribute("href", "/lines?from=2026-10-23&to=2026-11-22&view=shipments&noted=yes");
  });
});

describe("failed comparisons that are acknowledged", () => {
  const failed = failedToday;
  it.each([
    [1, "fail"],
    [failed.length, "review"],
  ])("are told beside those that are open: %i", async (judged, tone) => {
    const list = failed.map((one, index) => (index < judged ? acknowledged(one) : one));
    server.use(http.get("*/api/comparisons", () => HttpResponse.json(made.comparisonsAnswer(list))));
    openAt("/");
    const answer = await screen.findByRole("region", { name: "What failed" });
    const words = judged === failed.length ? ", acknowledged" : ", 1 of them acknowledged";
    expect(failed.length).toBeGreaterThan(1);
    const verdict = await within(answer).findByText(`${failed.length} comparisons${words}`);
    expect(verdict).toHaveClass(tone);
  });
});
