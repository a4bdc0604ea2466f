import { describe, expect, it } from "vitest";
import { REJECTED } from "~/test/factories";
import { rowsOf, whereOf } from "./rejected";

const MORE = `${REJECTED}15,Material: is missing,,9403.20.0035,1.2\r\n16,Material: is too long,${"4".repeat(90)},,\r\n`;

describe("a row that is rejected", () => {
  it.each([
    [41, "Net Weight (kg): is not a plain decimal number", "41: “12,5”"],
    [15, "Material: is missing", "15: empty"],
    [16, "Material: is too long", `16: “${"4".repeat(40)}…”`],
    [41, "identical rows count once", "41"],
    [42, "Net Weight (kg): is not a plain decimal number", "42"],
  ])("%i with “%s” is told as %s", (row, what, words) => {
    expect(whereOf(row, what, rowsOf(MORE))).toBe(words);
  });

  it("is told by its number until its cells are known", () => {
    expect(whereOf(41, "Net Weight (kg): is not a plain decimal number", undefined)).toBe("41");
  });
});
