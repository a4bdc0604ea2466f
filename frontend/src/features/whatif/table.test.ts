import { describe, expect, it } from "vitest";
import { cents, sumCents } from "~/shared/lib/money";
import * as made from "~/test/factories";
import { mpfLimit } from "./fees";
import { isSameArticle } from "./search";
import { HEADER, rowsOf } from "./table";

const column = (rows: string[][], header: string) => rows.map((cells) => cells[HEADER.indexOf(header)] ?? "");

describe("what-ifs as a file", () => {
  it.each(
    made.scenarios.map((scenario) => [`${scenario.origin}, ${scenario.entry_date}`, scenario] as const),
  )("of %s add up to what the scenario costs, in each column of dollars", (_, scenario) => {
    const rows = rowsOf([[1, scenario]]);
    const { duty, mpf, hmf } = scenario.totals;
    const cost = cents(duty) + cents(mpf) + cents(hmf);
    expect(sumCents(column(rows, "Duty or fee (USD)"))).toBe(cost);
    expect(sumCents(column(rows, "Duty and fees of the scenario (USD)").filter(Boolean))).toBe(cost);
    expect(column(rows, "Tariff or fee").filter((name) => name === "MPF")).toHaveLength(1);
    expect(rows.find((cells) => cells.includes("MPF"))).toContain(`${scenario.totals.value} USD`);
  });

  it("name the part that is no metal as the remainder where an article is split, else as whole", () => {
    const parts = made.scenarios.map((scenario) =>
      column(rowsOf([[1, scenario]]), "Part").filter((part) => /^(Non-metal|Whole)/.test(part)),
    );
    for (const [at, { lines }] of made.scenarios.entries())
      for (const part of parts[at] ?? [])
        expect(part).toBe(lines.length > 1 ? "Non-metal remainder" : "Whole article");
  });

  it("have no rows where nothing could be estimated", () => {
    const [scenario] = made.scenarios;
    if (!scenario) throw new Error("the samples have no scenario");
    expect(rowsOf([[1, { ...scenario, lines: [] }]])).toEqual([]);
  });
});

describe("the MPF of a what-if", () => {
  const of = (mpf: string, ...lines: string[]) =>
    mpfLimit({ totals: { mpf }, lines: lines.map((one) => ({ mpf: one })) } as never);
  it.each([
    ["34.58", ["0.07"], { kind: "the minimum", atRate: 7n }],
    ["651.50", ["400.00", "500.00"], { kind: "the maximum", atRate: 90000n }],
    ["173.20", ["169.74", "3.46"], null],
  ] as const)("of %s over lines of %j", (mpf, lines, limit) => expect(of(mpf, ...lines)).toEqual(limit));
});

describe("two questions", () => {
  it.each([
    [{ material: "A" }, { material: "A", value: "10000", mode: "11", name: "spring" }, true],
    [{ material: "A" }, { material: "A", value: "9999" }, false],
    [{ material: "A", net: "1" }, { material: "A" }, false],
  ] as const)("%j and %j are of the same article: %s", (one, other, same) =>
    expect(isSameArticle(one, other)).toBe(same),
  );
});
