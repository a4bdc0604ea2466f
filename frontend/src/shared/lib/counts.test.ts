import { describe, expect, it } from "vitest";
import { countsSentence, countsText, groupsOf } from "./counts";

describe("what a run counts", () => {
  it("is told in groups, in the order in which it happens, each in the app's words", () => {
    const counts = { warn: 5, compared: 84, needs_input: 7, newly_material: 13, generated: 84, material: 13 };
    expect(groupsOf(counts)).toEqual([
      {
        name: "Entries",
        figures: [
          ["Made", 84],
          ["Held", 7],
        ],
      },
      {
        name: "Comparisons",
        figures: [
          ["Changed", 84],
          ["Review", 5],
        ],
      },
      { name: "Differences", figures: [["Material", 13]] },
    ]);
  });
  it("hides nothing that it has no word for", () => {
    expect(groupsOf({ late_ones: 2 })).toEqual([{ name: "Other", figures: [["Late ones", 2]] }]);
  });
  it.each([
    [{ generated: 1249, needs_input: 1, unchanged: 0 }, "1,249 made, 1 held"],
    [{}, "–"],
    [null, "–"],
  ])("%j is %j", (counts, text) => {
    expect(countsText(counts)).toBe(text);
  });
  it.each([
    [
      { generated: 13, unchanged: 94, needs_input: 0, compared: 6, fail: 6, material: 9, minor: 2 },
      "Entries: 13 made, 94 unchanged. Comparisons: 6 changed, 6 fail. Differences: 9 material, 2 minor",
    ],
    [{ generated: 0 }, ""],
  ])("%j in a sentence says of each what it is of", (counts, text) => {
    expect(countsSentence(counts)).toBe(text);
  });
});
