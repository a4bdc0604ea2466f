import { describe, expect, it } from "vitest";
import type { ListedEntry } from "~/shared/api/types";
import { cents } from "~/shared/lib/money";
import * as made from "~/test/factories";
import { adjustmentsOf, costText, figuresOf, noteOn, rowsOfEntries, sharesOf } from "./rows";

const { entries } = made.linesAnswer(made.entries);
const total = (list: ListedEntry[], name: "value" | "duty" | "mpf" | "hmf") =>
  list.reduce((sum, entry) => sum + cents(entry.totals[name]), 0n);

describe("the figures over customs lines", () => {
  it("are the entries' own totals, with the minimum and maximum of their MPF", () => {
    const figures = figuresOf(sharesOf(rowsOfEntries(entries)));
    expect(figures.value).toBe(total(entries, "value"));
    expect(figures.cost).toBe(total(entries, "duty") + total(entries, "mpf") + total(entries, "hmf"));
    expect(figures.partial).toBe(false);
    // Else the samples would not tell the entries' MPF from that of their lines.
    const ofLines = rowsOfEntries(entries).reduce((sum, { line }) => sum + cents(line.mpf), 0n);
    expect(ofLines).not.toBe(total(entries, "mpf"));
  });

  it("have the MPF of the lines where an entry is there in part", () => {
    const entry = entries.find(({ lines }) => lines.length > 1);
    const [first] = rowsOfEntries(entry ? [entry] : []);
    if (!first) throw new Error("the samples have no entry of several lines");
    const figures = figuresOf(sharesOf([first]));
    expect(figures).toMatchObject({ value: cents(first.line.value), cost: first.cost, partial: true });
  });

  it("count an entry that differs once, however many lines it has", () => {
    const differ = entries.filter(({ comparison }) => ["fail", "warn"].includes(comparison?.status ?? ""));
    expect(figuresOf(sharesOf(rowsOfEntries(entries))).differing).toBe(differ.length);
    expect(differ.length).toBeGreaterThan(0);
  });
});

describe("rows that do not add up to the figure over them", () => {
  const rows = rowsOfEntries(entries);
  const whole = figuresOf(sharesOf(rows));
  const [first, ...others] = rows;
  if (!first) throw new Error("the samples have no lines");

  it.each([
    ["whole entries", rows, /^with each entry's MPF minimum and maximum; the rows add up to \$[\d,.]+$/],
    ["a part of an entry", [first], /^before the entry's MPF minimum and maximum$/],
    ["both", others, /^whole entries with their MPF minimum and maximum, others before it; the rows add up/],
    ["none", [], /^as the rows add up$/],
  ])("of %s say why", (_, some, words) => {
    expect(noteOn(figuresOf(sharesOf(some)))).toMatch(words);
  });

  it.each([
    ["whole entries", rows],
    ["some of whose lines are missing", others],
  ])("add up in a file, %s, with a row for the MPF of each entry", (_, some) => {
    const shares = sharesOf(some);
    const file = [...some.map(costText), ...adjustmentsOf(shares).map((cells) => cells["cost"] ?? "")];
    const sum = file.reduce((total, text) => total + cents(text), 0n);
    expect(sum).toBe(figuresOf(shares).cost);
    expect(adjustmentsOf(shares).length).toBeGreaterThan(0);
  });

  it("name the minimum by which an entry's MPF is more, and the maximum by which it is less", () => {
    for (const { part, mpf } of adjustmentsOf(sharesOf(rows)))
      expect(part).toContain(mpf?.startsWith("-") ? "MPF maximum" : "MPF minimum");
    expect(whole.adjustment).not.toBe(0n);
  });
});
