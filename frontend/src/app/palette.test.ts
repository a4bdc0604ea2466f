/** The palette's contrast, by WCAG's formula; and that the style sheet names the same colours. */
/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PALETTE } from "./palette";

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync("src/app/app.css", "utf8");

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const of = PALETTE[scheme];
  const texts: [string, string, string][] = [
    ["ink on page", of.ink, of.page],
    ["ink on surface", of.ink, of.surface],
    ["second on page", of.second, of.page],
    ["second on surface", of.second, of.surface],
    ["third on surface", of.third, of.surface],
    ["accent on surface", of.accent, of.surface],
    ["accent on page", of.accent, of.page],
    ["second on accent tint", of.second, of.accentTint],
    ["pass on surface", of.pass, of.surface],
    ["pass on accent tint", of.pass, of.accentTint],
    ["review on its tint", of.review, of.reviewTint],
    ["ink on review tint", of.ink, of.reviewTint],
    ["fail on its tint", of.fail, of.failTint],
    ["fail on surface", of.fail, of.surface],
    ["rail text", "#dfe7f1", of.rail],
    ["rail group", "#a9bbd2", of.rail],
  ];
  it.each(texts)("%s is at least 4.5 : 1", (_, text, ground) =>
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5),
  );

  it("the style sheet has the same colours", () => {
    const block =
      css.slice(css.indexOf(`:root:root[data-mantine-color-scheme="${scheme}"]`)).split("}")[0] ?? "";
    const names: Record<string, string> = {
      lineStrong: "line-strong",
      accentTint: "accent-tint",
      passTint: "pass-tint",
      reviewTint: "review-tint",
      failTint: "fail-tint",
    };
    for (const [name, value] of Object.entries(of)) {
      const layer = ["mfn", "s301", "s232", "s122", "ieepa", "other", "fees"].includes(name);
      expect(block).toContain(`--${layer ? "layer-" : ""}${names[name] ?? name}: ${value};`);
    }
  });
});
