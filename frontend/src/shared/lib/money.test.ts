import { describe, expect, it } from "vitest";
import {
  cents,
  compareDecimals,
  effectiveRate,
  formatCents,
  formatDecimal,
  formatRate,
  formatUsd,
  parseDecimal,
  scaled,
  shortUsd,
  sumCents,
  sumDecimals,
} from "./money";

describe("money is exact", () => {
  it.each([
    ["0", 0n],
    ["12.5", 1250n],
    ["-0.75", -75n],
    ["2904.875", 290488n],
    ["-2904.875", -290488n],
    ["0.005", 1n],
    ["0.004999", 0n],
    ["9007199254740993.01", 900719925474099301n],
    ["nonsense", 0n],
  ])("%s is %s cents", (text, expected) => expect(cents(text)).toBe(expected));

  it("adds what floats cannot", () => expect(sumCents(["0.10", "0.20", "0.30"])).toBe(60n));
  it("keeps weights to the gram", () => expect(scaled("2850.160", 3)).toBe(2850160n));
  it("refuses what is no plain decimal", () => {
    for (const text of ["1e3", "", "1,000", "Infinity", ".5", "5."]) expect(parseDecimal(text)).toBeNull();
  });
});

describe("decimals are added exactly", () => {
  it.each([
    [["3423.60", "995.20"], 6, "4418.8"],
    [["60", "40"], 6, "100"],
    [["23239.0532264"], 6, "23239.053226"],
    [["0.0000005", "-0.0000004"], 6, "0"],
    [["-1.25", "0.5"], 1, "-0.8"],
    [["1.25"], 1, "1.3"],
    [[], 2, "0"],
    [["7", "8"], 0, "15"],
  ])("%j to %i decimals is %s", (amounts, places, sum) => expect(sumDecimals(amounts, places)).toBe(sum));
});

describe("money is read easily", () => {
  it.each([
    [123456789n, "1,234,567.89"],
    [-75n, "−0.75"],
    [5n, "0.05"],
    [100000n, "1,000.00"],
  ])("%s", (amount, text) => expect(formatCents(amount)).toBe(text));
  it("puts the sign before the dollar", () => {
    expect(formatUsd(-276225n)).toBe("−$2,762.25");
    expect(formatUsd(2750n, true)).toBe("+$27.50");
    expect(formatUsd(0n, true)).toBe("$0.00");
  });
  it.each([
    [20_000_000n, "$200k"],
    [150_000n, "$1.5k"],
    [120_000_000n, "$1.2M"],
    [0n, "$0"],
  ])("axis %s", (amount, text) => expect(shortUsd(amount)).toBe(text));
  it("groups decimals and keeps their digits", () => {
    expect(formatDecimal("12345.670")).toBe("12,345.670");
    expect(formatDecimal("9903.88.03")).toBe("9903.88.03");
  });
});

describe("rates", () => {
  it.each([
    ["0.25", "25%"],
    ["0.125", "12.5%"],
    ["0.003464", "0.3464%"],
    ["0", "0%"],
    ["1", "100%"],
    ["0.10", "10%"],
    ["5.3%", "5.3%"],
    ["Free (S)", "Free (S)"],
    ["cap 0.15", "cap 15%"],
  ])("%s reads %s", (rate, text) => expect(formatRate(rate)).toBe(text));
  it("is a share of the value, half-up", () => {
    expect(effectiveRate(882418n, 2323900n)).toBe("37.97%");
    expect(effectiveRate(1n, 0n)).toBe("–");
  });
  it("sorts by size, not by letters", () => {
    expect(["10", "9.99", "-1", "100"].sort(compareDecimals)).toEqual(["-1", "9.99", "10", "100"]);
  });
});
