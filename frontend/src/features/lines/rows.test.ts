import { describe, expect, it } from "vitest";
import type { ListedEntry } from "~/shared/api/types";
import { cents } from "~/shared/lib/money";
import * as made from "~/test/factories";
import { figuresOf, rowsOfEntries, sharesOf } from "./rows";

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
