import { describe, expect, it } from "vitest";
import { CHAPTERS } from "./chapters";
import { branchesOf, dotted, pathOf } from "./tree";
import { inWords } from "./words";

const CODES = ["8501.10.4060", "8501.31.2000", "8501.31.4000", "8504.40.9580", "9403.20.0035"];

describe("the tree of HTS numbers", () => {
  it.each([
    ["", ["85 4", "94 1"]],
    ["85", ["8501 3", "8504 1"]],
    ["8501", ["850110 1", "850131 2"]],
    ["850131", ["85013120 1", "85013140 1"]],
    // What does not part any more has no branches.
    ["94", []],
    ["850440", []],
    ["99", []],
  ])("under %j: %j", (under, expected) => {
    expect(branchesOf(CODES, under).map(({ digits, count }) => `${digits} ${count}`)).toEqual(expected);
  });
  it("shows the one chapter that there is", () => {
    expect(branchesOf(["8501.10.4060"], "")).toEqual([{ digits: "85", count: 1 }]);
  });
  it("leads from the chapter down", () => {
    expect(pathOf("850131")).toEqual(["85", "8501", "850131"]);
    expect(pathOf("85013120").map(dotted)).toEqual(["85", "8501", "8501.31", "8501.31.20"]);
  });
  it("has a name for every chapter but the one that is kept free", () => {
    const numbers = Array.from({ length: 99 }, (_, index) => String(index + 1).padStart(2, "0"));
    expect(numbers.filter((number) => !CHAPTERS[number])).toEqual(["77"]);
    expect(Object.keys(CHAPTERS)).toHaveLength(98);
  });
});

describe("a measure in words", () => {
  it.each([
    ["Origin", "*", "any"],
    ["Origin", "CN|HK", "CN, HK"],
    ["Basis", "full", "whole value"],
    ["Basis", "none", "nothing"],
    ["Basis", "metal:steel", "steel content"],
    ["Condition", "spi:S|S+", "SPI S, S+"],
    ["Condition", "claim:9903.88.67", "claims 9903.88.67"],
    ["Condition", "col1>=0.15", "column 1 at least 15%"],
    ["Condition", "part:non_metal|steel", "non metal, steel part"],
    ["Condition", "metal>=0.15:steel+aluminum", "steel and aluminum at least 15% of net weight"],
    ["Condition", "subject_to:S232|S301&spi:S", "subject to S232 or S301; SPI S"],
    ["Condition", "something new", "something new"],
    ["Source", "a|b", "a, b"],
  ])("%s %s: %s", (header, text, words) => {
    expect(inWords(header, text)).toBe(words);
  });
});
