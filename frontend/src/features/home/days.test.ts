import { describe, expect, it } from "vitest";
import type { Day } from "~/shared/api/types";
import { allHeld, openWords, standingOf } from "./days";

const EMPTY: Day = {
  date: "2026-11-22",
  duties: {},
  entries: 4,
  held: 0,
  lines: 0,
  value: "0",
  duty: "0.00",
  mpf: "0.00",
  hmf: "0.00",
  pass: 0,
  warn: 0,
  fail: 0,
  pending: 0,
  noted: 0,
};

describe("an entry date", () => {
  it.each<[string, Partial<Day>, string, string | undefined, number]>([
    ["all agree", { pass: 4 }, "pass", undefined, 0],
    ["three of four are held", { pass: 1, pending: 3, held: 3 }, "needs_input", "3 not compared", 0],
    ["all are held", { pending: 4, held: 4 }, "needs_input", "Not compared", 0],
    ["SAP has not reported one", { pass: 3, pending: 1 }, "pending", "1 not compared", 0],
    ["some fail, others are held", { fail: 1, pass: 1, pending: 2, held: 2 }, "fail", undefined, 2],
    ["some are for review, others are held", { warn: 2, pending: 2, held: 2 }, "warn", undefined, 2],
    ["nothing was compared yet", {}, "pending", undefined, 0],
  ])("is no pass but where everything was compared: %s", (_, change, state, label, open) => {
    const { count: _count, ...standing } = standingOf({ ...EMPTY, ...change });
    expect(standing).toEqual({ state, open, ...(label ? { label } : {}) });
  });

  it.each<[Partial<Day>, string]>([
    [{ pass: 4 }, ""],
    [{ held: 1, pending: 1 }, "1 entry held"],
    [{ pending: 2 }, "2 entries not reported yet"],
    [{ held: 1, pending: 3 }, "1 entry held, 2 not reported yet"],
  ])("says why something was not compared: %j", (change, words) => {
    expect(openWords({ ...EMPTY, ...change })).toBe(words);
  });

  it("has no figures only where all its entries are held", () => {
    expect(allHeld({ ...EMPTY, held: 4 })).toBe(true);
    expect(allHeld({ ...EMPTY, held: 3 })).toBe(false);
    expect(allHeld({ ...EMPTY, entries: 0 })).toBe(false);
  });
});
