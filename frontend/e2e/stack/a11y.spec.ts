/** No violation of WCAG 2.2 AA on any page of the real data, in either colours, wide and on a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, PERIOD, test } from "./acting.ts";

const PAGES = [
  "/",
  "/lines",
  "/lines?shipment=SH261100042&line=SH261100042.007",
  `/lines?view=shipments&${PERIOD}`,
  "/comparison",
  `/comparison?${PERIOD}&tab=ours`,
  "/pipeline",
  "/runs/load-0000000009",
  "/uploads",
  "/reference/products?key=10004156",
  "/reference/hts",
  "/reference/tariffs?asOf=2026-03-01",
  "/reference/packaging",
  "/reference/exchange-rates",
  "/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22",
  "/users",
  "/audit",
  "/account",
  "/nowhere",
];

async function violations(page: Page): Promise<string[]> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".bone")).toHaveCount(0);
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return found.violations.flatMap((one) =>
    one.nodes.map(
      (node) => `${one.id}: ${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 220) ?? ""}`,
    ),
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(path, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await violations(page)).toEqual([]);
      });
    }

    test.describe("nobody", () => {
      test.use({ who: null });
      test("/sign-in", async ({ page }) => {
        await page.goto("/sign-in?expired=1");
        expect(await violations(page)).toEqual([]);
      });
    });
  });
}
