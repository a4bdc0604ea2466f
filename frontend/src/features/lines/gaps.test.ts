/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as made from "~/test/factories";
import { adviceText, advisoriesOf } from "./advisories";
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

describe("what is to be noted of an entry", () => {
  it("is said in the words of the command line", () => {
    const source = readFileSync("../chalicelib/customs/wording.py", "utf8");
    const table = source.slice(source.indexOf("ADVISORIES:"), source.indexOf("def in_words"));
    const told = [...table.matchAll(/"([A-Z_]+)": Wording\(\s*"([^"]+)",\s*"([^"]+)"/g)];
    expect(told.length).toBe([...table.matchAll(/Wording\(/g)].length);
    for (const [, kind = "", says = "", remedy] of told) {
      const words = `${says.replace("{subject}", "4711")}. ${remedy}`;
      expect(adviceText({ kind, subject: "4711" })).toBe(words.charAt(0).toUpperCase() + words.slice(1));
    }
  });

  const entry = made.entries.find(({ shipment }) => shipment === "SH261100038");
  const goods = { hts: "9404.21.0013", origin: "CN" };
  const about = (kind: string, subject: string, change = {}) => ({ kind, subject, ...goods, ...change });
  it.each([
    ["ADCVD", [about("ADCVD", "A-570-092")], 1, 0],
    ["material of the line", [about("SPI_IGNORED", "10005242")], 1, 0],
    ["material of another line with the same goods", [about("SPI_IGNORED", "1")], 0, 0],
    ["value of the line", [about("ZERO_VALUE", "002")], 1, 0],
    ["value of another line", [about("ZERO_VALUE", "003")], 0, 0],
    ["goods that no line has", [about("INACTIVE_PRODUCT", "1", { hts: "0101.21.0010" })], 0, 1],
  ])("stands at the line that it is about, else at all: %s", (_, advisories, ofLine, ofEntry) => {
    const line = entry?.lines.find((one) => one.line === "002");
    if (!entry || !line) throw new Error("the samples lack the line");
    const found = advisoriesOf({ ...entry, advisories }, line, made.trail);
    expect([found.ofLine.length, found.ofEntry.length]).toEqual([ofLine, ofEntry]);
  });
});
