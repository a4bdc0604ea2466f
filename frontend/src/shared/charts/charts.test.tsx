import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { StackedBars } from "./StackedBars";
import { stretchesOf, TrendLine } from "./TrendLine";

const DATES = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-30", "2026-11-02"];
const POINTS = DATES.map((date) => ({ date, share: 1, words: date }));

describe("a line over days", () => {
  it("goes over a weekend, and not over weeks without a shipment", () => {
    expect(stretchesOf(POINTS).map((stretch) => stretch.map(({ date }) => date))).toEqual([
      DATES.slice(0, 3),
      DATES.slice(3),
    ]);
  });

  it("is drawn over an axis that begins at nought", () => {
    const { container } = render(
      <TrendLine title="Trend" points={POINTS} from="2026-10-01" to="2026-11-02" />,
    );
    expect([...container.querySelectorAll("text")].map((text) => text.textContent).slice(0, 3)).toEqual([
      "0%",
      "50%",
      "100%",
    ]);
    expect(container.querySelectorAll("polyline")).toHaveLength(2);
  });
});

describe("a chart on paper", () => {
  it.each([
    ["bars", <StackedBars key="b" title="Bars" series={[]} bars={[]} />],
    ["a line", <TrendLine key="t" title="Trend" points={POINTS} from="2026-10-01" to="2026-11-02" />],
  ])("has a box of its own to be scaled by: %s", (_, chart) => {
    const svg = render(chart).container.querySelector("svg");
    expect(svg?.getAttribute("viewBox")).toBe(
      `0 0 ${svg?.getAttribute("width")} ${svg?.getAttribute("height")}`,
    );
  });
});
