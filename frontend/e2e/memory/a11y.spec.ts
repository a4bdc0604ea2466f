/** No violation of WCAG 2.2 AA on any page, in either colours, with panels, menus and dialogs open. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { scheme, withApi } from "./api.ts";

const PAGES = [
  "/sign-in?expired=1",
  "/",
  "/lines",
  "/lines?line=SH261100042.007",
  "/lines?view=shipments",
  "/comparison?from=2026-10-23&to=2026-11-22&finding=SH261000089.1.1",
  "/pipeline",
  "/runs/daily-2026-11-22",
  "/uploads",
  "/uploads/up-7",
  "/reference/products?key=10004156",
  "/reference/tariffs?asOf=2026-03-01",
  "/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22",
  "/users",
  "/audit?event=1.39",
  "/account",
  "/nowhere",
];

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return found.violations.flatMap((one) =>
    one.nodes.map(
      (node) => `${one.id}: ${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 220) ?? ""}`,
    ),
  );
}

for (const colours of ["light", "dark"] as const) {
  for (const path of PAGES) {
    test(`${path} in ${colours}`, async ({ page }) => {
      await withApi(page);
      await scheme(page, colours);
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("the palette, the keys, the sources and the columns", async ({ page }) => {
  test.slow();
  await withApi(page);
  await page.goto("/lines");
  await page.getByRole("button", { name: /Data:/ }).click();
  await page.waitForTimeout(300);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.waitForTimeout(300);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Find a line/ }).fill("8504.40");
  await page.waitForTimeout(600);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.waitForTimeout(300);
  expect(await violations(page)).toEqual([]);
});
