/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { releaseWords, remedyOf } from "./gaps";

const held = (...kinds: string[]) => [{ findings: kinds.map((kind) => ({ kind, subject: "1" })) }];

describe("an entry that is held", () => {
  it.each([
    [["MISSING_PRODUCT"], /what is missing arrives/],
    [["NEGATIVE_AMOUNT"], /as soon as it is corrected/],
    [["INVOICE_IN_SEVERAL_SHIPMENTS", "PACKAGING_ONLY"], /as soon as it is corrected/],
    [["SHIPMENT_CONFLICT", "MISSING_INVOICE"], /what is missing has arrived and what is wrong is corrected/],
  ])("says when its lines are made: %j", (kinds, words) => {
    expect(releaseWords(held(...kinds))).toMatch(words);
  });

  it("has the remedies that the command line gives", () => {
    const source = readFileSync("../chalicelib/customs/wording.py", "utf8");
    const table = source.slice(source.indexOf("FINDINGS:"), source.indexOf("ADVISORIES:"));
    const told = [...table.matchAll(/"([A-Z_]+)": Wording\(\s*"[^"]+",\s*"([^"]+)"/g)];
    expect(told.length).toBeGreaterThan(12);
    for (const [, kind = "", remedy] of told) expect(remedyOf(kind), kind).toBe(remedy);
  });
});
