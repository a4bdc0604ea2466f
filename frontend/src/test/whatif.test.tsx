/** A what-if says where it came from, at which limit its MPF is, and what it lacks. */
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Scenario } from "~/shared/api/types";
import * as made from "./factories";
import { openAt } from "./render";
import { server } from "./setup";

function answered(change: Partial<Scenario>) {
  const [scenario] = made.scenarios;
  server.use(
    http.post("*/api/scenarios", () =>
      HttpResponse.json({ revision: 24, source: "table", scenarios: [{ ...scenario, ...change }] }),
    ),
  );
}
const OF_LINE = "/what-if?material=10004540&value=4418.8&quantity=100&s=VN.2025-08-20&of=SH250800011.007";

describe("a what-if that comes from a line", () => {
  it("says that it is of the whole article, an entry of its own, until another article is asked about", async () => {
    const { user, router } = openAt(OF_LINE);
    expect(await screen.findByText(/MPF is reckoned as if it were an entry of its own/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "line 007 of SH250800011" })).toHaveAttribute(
      "href",
      expect.stringContaining("line=SH250800011.007"),
    );
    await user.type(screen.getByLabelText("Name of the what-if"), "Steel");
    await user.click(screen.getByRole("button", { name: "Estimate" }));
    await waitFor(() => expect(router.latestLocation.search).toMatchObject({ name: "Steel" }));
    expect(router.latestLocation.search).toHaveProperty("of");
    await user.type(screen.getByLabelText("Value (USD)"), "1");
    await user.click(screen.getByRole("button", { name: "Estimate" }));
    await waitFor(() => expect(router.latestLocation.search).not.toHaveProperty("of"));
    expect(screen.queryByText(/MPF is reckoned as if/)).not.toBeInTheDocument();
  });
});

it("says that the MPF is an entry's minimum, and what its rate gives", async () => {
  const [scenario] = made.scenarios;
  if (!scenario) throw new Error("the samples have no scenario");
  answered({
    totals: { ...scenario.totals, mpf: "34.58" },
    lines: scenario.lines.map((line) => ({ ...line, mpf: "0.07" })),
  });
  openAt("/what-if?material=10004156&s=CN.2026-11-22");
  expect(await screen.findByText("the minimum of an entry; at its rate 0.07")).toBeInTheDocument();
});

it("names the field that is to be filled in where goods of no product list have no weight, and draws nothing", async () => {
  answered({ status: "needs_input", lines: [], findings: [{ kind: "MISSING_WEIGHT", subject: "WHAT-IF" }] });
  openAt("/what-if?hts=8504.40.9580&s=CN.2026-11-22");
  expect(await screen.findByText(/fill in Net \(kg each\), and Estimate/)).toBeInTheDocument();
  expect(screen.queryByText("Duty and fees", { selector: ".chart-title" })).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Download CSV" })).toBeDisabled();
});

it("a search of HTS numbers without a match keeps their name", async () => {
  openAt("/reference/hts?q=zzz");
  expect(await screen.findByText("No HTS numbers match")).toBeInTheDocument();
});

it.each([
  ["CN.2026-11-22", "alone: add a scenario to compare with it"],
  ["CN.2026-11-22,VN.2026-11-22", "the measure of the others"],
])("the baseline says what it is to the scenarios beside it: %s", async (choices, words) => {
  answered({});
  openAt(`/what-if?material=10004540&s=${choices}`);
  expect(await screen.findByText(words)).toBeInTheDocument();
});
