import { describe, expect, it } from "vitest";
import type { Upload } from "~/shared/api/types";
import * as made from "~/test/factories";
import { changesNothing, lossesOf, shownChanges, shownOf, withSetName } from "./preview";

const upload = made.uploads[0] as Upload;
const GONE = { added: 0, changed: 0, removed: 37, unchanged: 36 };
const SAME = { added: 0, changed: 0, removed: 0, unchanged: 73 };
const of = (changed: Upload["counts"]["changed"], sample: Upload["sample"] = []): Upload => ({
  ...upload,
  sample,
  counts: { ...upload.counts, changed },
});

describe("rows that go", () => {
  it("hold the entries that need them, which is said once of both halves of the product list", () => {
    const losses = lossesOf(of({ product_weights: GONE, product_master: GONE }));
    expect(losses).toHaveLength(1);
    expect(losses[0]?.what).toBe("37 rows of Product weights and 37 rows of Product master");
    expect(losses[0]?.means).toMatch(/is held/);
  });

  it.each([
    ["hts_rates", /is held/],
    ["exchange_rates", /earlier day/],
    ["packaging", /counts as goods/],
    ["measures", /not reckoned any more/],
  ])("of %s mean what they mean there", (set, means) => {
    expect(lossesOf(of({ [set]: GONE }))[0]?.means).toMatch(means);
  });

  it("are none where none goes, and of traffic nothing is said", () => {
    expect(lossesOf(of({ product_master: SAME }))).toEqual([]);
    expect(lossesOf(of({ invoice_lines: GONE }))).toEqual([]);
  });
});

describe("the sample of the changes", () => {
  const weights = { Material: "10005242", "Net Weight (kg)": "0.920" };
  const master = { Material: "10005242", Description: "Power supply" };
  const both = { product_weights: GONE, product_master: GONE };

  it("has a removed material once, with the sets that it is gone from", () => {
    const shown = shownChanges(
      of(both, [
        { key: "10005242", before: weights, after: null },
        { key: "10005242", before: master, after: null },
      ]),
    );
    expect(shown).toEqual([
      {
        key: "10005242",
        kind: "Removed",
        sets: ["product_weights", "product_master"],
        before: { ...weights, ...master },
        after: null,
      },
    ]);
  });

  it("keeps apart what becomes of a material in each set", () => {
    const shown = shownChanges(
      of(both, [
        { key: "10005242", before: weights, after: null },
        { key: "10005242", before: master, after: { ...master, Description: "Supply" } },
      ]),
    );
    expect(shown.map(({ kind, sets }) => [kind, ...sets])).toEqual([
      ["Removed", "product_weights"],
      ["Changed", "product_master"],
    ]);
  });

  it.each([
    [10, { product_weights: GONE, product_master: GONE }, "10 of 37 records"],
    [10, { product_weights: GONE, product_master: { ...GONE, added: 2 } }, "10 of at least 39 records"],
    [10, { product_weights: SAME, product_master: GONE }, "10 of 37 records"],
    [37, { packaging: GONE }, "37 records"],
  ])("says of how many it is: %i of %j", (shown, changed, words) => {
    expect(shownOf(shown, of(changed))).toBe(words);
  });

  it("is of the file's only set, whatever its columns", () => {
    const [shown] = shownChanges(of({ packaging: GONE }, [{ key: "1", before: null, after: weights }]));
    expect([shown?.kind, ...(shown?.sets ?? [])]).toEqual(["Added", "packaging"]);
  });
});

describe("what is said of an upload", () => {
  it.each([
    ["product master: 33 of 73 rows are rejected.", "Product master: 33 of 73 rows are rejected."],
    ["HTS rates: 11 rows are taken", "HTS rates: 11 rows are taken"],
    ["invoice lines: the delivery is empty.", "Invoices: the delivery is empty."],
    ["row 2: no such thing", "row 2: no such thing"],
    [
      "Country of Origin: is not an ISO 3166 country code",
      "Country of Origin: is not an ISO 3166 country code",
    ],
    ["origin: unknown", "origin: unknown"],
  ])("names the sets in words: %s", (text, words) => {
    expect(withSetName(text)).toBe(words);
  });

  it("knows whether anything would change", () => {
    expect(changesNothing(of({ product_master: SAME }))).toBe(true);
    expect(changesNothing(of({ product_master: SAME, product_weights: GONE }))).toBe(false);
  });
});
