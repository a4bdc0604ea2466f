import { describe, expect, it } from "vitest";
import { firstMoved } from "./order";

describe("headings in another order", () => {
  it.each([
    ["9903.88.03, 9903.05.90, 8544.42", "9903.05.90, 9903.88.03, 8544.42", [1, "9903.88.03", "9903.05.90"]],
    ["9903.82.09, 9903.88.03, 8544.42", "9903.82.09, 8544.42, 9903.88.03", [2, "9903.88.03", "8544.42"]],
  ] as const)("%s beside %s part at the first that stands elsewhere", (ours, theirs, moved) => {
    const [place, expected, reported] = moved;
    expect(firstMoved(ours, theirs)).toEqual({ place, expected, reported });
  });

  it("do not part where they are the same", () => {
    expect(firstMoved("9903.88.03, 8544.42", "9903.88.03, 8544.42")).toBeNull();
  });
});
