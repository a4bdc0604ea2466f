import { describe, expect, it } from "vitest";
import * as made from "~/test/factories";
import { FILE_COLUMNS } from "./columns";
import { alikeFindings, byTab, findingRows, ofShipment, partsOf, tabOf, verdictOf } from "./findings";

const NONE = { pass: 0, warn: 0, fail: 0, pending: 0, material: 0, minor: 0, info: 0 };
const all = made.comparisonsAnswer(made.comparisons);
const rows = findingRows(made.comparisons);

describe("the verdict", () => {
  it.each([
    [{ fail: 3, pass: 1 }, false, "fail", "Failed: 3 of 4 shipments differ beyond tolerance."],
    [{ fail: 1, pass: 3 }, false, "fail", "Failed: 1 of 4 shipments differs beyond tolerance."],
    [{ fail: 1 }, true, "fail", "Failed: 1 shipment differs beyond tolerance."],
    [{ warn: 2, pass: 1 }, false, "warn", "Review: 2 of 3 shipments differ in small things."],
    [{ pass: 4 }, false, "pass", "Passed: all 4 shipments agree."],
    [{ pass: 4 }, true, "pass", "Passed: 4 shipments agree."],
    [{ pass: 1 }, false, "pass", "Passed: 1 shipment agrees."],
    [{ pass: 1, pending: 3 }, false, "pending", "So far 1 shipment agrees; 3 not compared."],
    [{ pending: 6 }, false, "pending", "Not compared: 6 shipments, held by us or not reported by SAP yet."],
    [{}, false, "pending", "Nothing was compared in this period."],
  ] as const)("of %j, filtered %j, is %s", (totals, filtered, state, sentence) => {
    expect(verdictOf({ ...NONE, ...totals }, filtered)).toEqual({ state, sentence });
  });

  it("is that of one shipment where only one is shown", () => {
    const failed = made.comparisons.find(({ status }) => status === "fail");
    const one = ofShipment(all, failed?.shipment);
    expect(one.comparisons).toEqual([failed]);
    expect(one.totals).toMatchObject({ fail: 1, pass: 0, warn: 0, pending: 0 });
    expect(one.totals.material + one.totals.minor + one.totals.info).toBe(failed?.findings.length);
    expect(ofShipment(all, undefined)).toBe(all);
    expect(ofShipment(all, "SH1").totals).toEqual(NONE);
  });
});

describe("the file of the differences", () => {
  it("has those of every tab, in the order of the tabs, and says in which each stands", () => {
    const file = byTab(rows);
    expect(file).toHaveLength(rows.length);
    const [tab] = FILE_COLUMNS;
    const tabs = file.map((row) => tab?.text(row));
    expect(new Set(tabs).size).toBeGreaterThan(2);
    expect(tabs).toEqual([...tabs].sort((a, b) => ORDER.indexOf(a ?? "") - ORDER.indexOf(b ?? "")));
  });
});
const ORDER = ["Value differs", "Only ours", "Only reported", "Minor", "Acknowledged"];

describe("a difference of a former comparison", () => {
  const [row] = rows.filter(({ finding }) => tabOf(finding) === "differs");
  if (!row) throw new Error("the samples have differences");
  const { shipment } = row.comparison;

  it.each([
    ["SH261100029.1.2", { comparison: "SH261100029.1", shipment: "SH261100029", n: 2 }],
    ["SH.2611.12.3", { comparison: "SH.2611.12", shipment: "SH.2611", n: 3 }],
    ["SH261100029", null],
    ["", null],
  ])("is found by its id: %j", (id, parts) => {
    expect(partsOf(id)).toEqual(parts);
  });

  it("is the same in the current one, under another number, and where the lines are numbered anew", () => {
    expect(alikeFindings(rows, shipment, { ...row.finding, n: 99 })).toEqual([row]);
    const alone = [row];
    expect(alikeFindings(alone, shipment, { ...row.finding, line: "099" })).toEqual([row]);
  });

  it.each([
    ["another kind", { kind: "NEW_KIND" }],
    ["another invoice", { invoice: "INV1" }],
    ["another HTS number", { hts: "0101.21.0010" }],
    ["another origin", { origin: "XX" }],
  ])("is not taken for %s", (_, change) => {
    expect(alikeFindings(rows, shipment, { ...row.finding, ...change })).toEqual([]);
  });

  it("is not guessed among several", () => {
    const other = { ...row, id: "other", finding: { ...row.finding, line: "098" } };
    const twin = { ...row, id: "twin" };
    expect(alikeFindings([row, other], shipment, { ...row.finding, line: "099" })).toEqual([row, other]);
    expect(alikeFindings([row, other], shipment, row.finding)).toEqual([row]);
    expect(alikeFindings([row, other, twin], shipment, row.finding)).toEqual([row, twin]);
    const unlike = { ...row, id: "unlike", finding: { ...row.finding, reported: "0.01" } };
    expect(alikeFindings([row, unlike], shipment, row.finding)).toEqual([row]);
    expect(alikeFindings(rows, "SH1", row.finding)).toEqual([]);
  });
});
