import { describe, expect, it } from "vitest";
import type { Trail } from "~/shared/api/types";
import * as made from "~/test/factories";
import { articlesOf, questionOf } from "./whatIf";

type InvoiceLine = Trail["invoice_lines"][number];
const [sample] = made.trail.invoice_lines as [InvoiceLine];
const [article] = made.trail.articles as [Trail["articles"][number]];

/** The working of a line of some articles, each invoice line as material, units, pieces, USD with packing, share. */
function trailOf(lines: [string, string, string, string, string][], value: string): Trail {
  const materials = [...new Set(lines.map(([material]) => material))];
  return {
    ...made.trail,
    line: { ...made.trail.line, value },
    articles: materials.map((material) => ({ ...article, material })),
    invoice_lines: lines.map(([material, units, quantity, usd_with_packing, part_share]) => ({
      ...sample,
      material,
      units,
      quantity,
      usd_with_packing,
      part_share,
    })),
  };
}

describe("the what-if of a line asks for the whole article", () => {
  it.each<[string, Trail, [string, string, string][]]>([
    [
      "of one that is not split: the line's value, as it is rounded there",
      trailOf([["A", "13", "13", "3376.42", "100 %"]], "3377"),
      [["A", "13", "3377"]],
    ],
    [
      "of the steel of one: the value of all its parts, and the pieces, which stand with another part",
      trailOf(
        [
          ["A", "0", "60", "3423.60", "80 %"],
          ["A", "0", "40", "995.20", "80 %"],
        ],
        "3535",
      ),
      [["A", "100", "4418.8"]],
    ],
    [
      "of several on one line: each by itself",
      trailOf(
        [
          ["A", "198", "198", "18564.4800004", "99 %"],
          ["B", "88", "88", "8537.76", "99 %"],
          ["B", "153.5", "153", "10402.4732264", "99 %"],
        ],
        "37130",
      ),
      [
        ["A", "198", "18564.48"],
        ["B", "241.5", "18940.233226"],
      ],
    ],
    [
      "of several that are not split: the invoice's value, since the line's is of all",
      trailOf(
        [
          ["A", "5", "5", "42.65", "100 %"],
          ["B", "81", "81", "624.51", "100 %"],
        ],
        "667",
      ),
      [
        ["A", "5", "42.65"],
        ["B", "81", "624.51"],
      ],
    ],
  ])("%s", (_, trail, expected) => {
    expect(articlesOf(trail).map(({ material, quantity, value }) => [material, quantity, value])).toEqual(
      expected,
    );
  });

  it("names the line that it is of, its origin, its date and how it came", () => {
    const entry = made.entries.find(({ shipment }) => shipment === "SH261100042");
    const line = entry?.lines.find((one) => one.line === "007");
    if (!entry || !line) throw new Error("the samples have no line 007 of SH261100042");
    const row = { id: "SH261100042.007", entry, line, result: "pass" as const, cost: 0n };
    const [whole] = articlesOf(made.trail);
    if (!whole) throw new Error("the working names no article");
    expect(questionOf(row, made.trail, whole)).toEqual({
      material: "10005242",
      quantity: "3098",
      value: "23239",
      hts: "8504.40.9580",
      mode: "11",
      s: "CN.2026-11-18",
      of: "SH261100042.007",
    });
  });
});
