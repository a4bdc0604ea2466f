/** No violation of WCAG 2.2 AA on any page, wide and on a phone, in either colours, with panels and dialogs open. */
import { expect, test } from "@playwright/test";
import { accessible, accessibleEverywhere, follow, open } from "../axe.ts";
import { withApi } from "./api.ts";

/** Address and heading. Two tests share them, for two processors. */
const PAGES: [path: string, heading: string][][] = [
  [
    ["/", "Today"],
    ["/lines?line=SH261100042.007", "Customs lines"],
    ["/lines?view=shipments", "Customs lines"],
    ["/comparison?from=2026-10-23&to=2026-11-22&finding=SH261000089.1.1", "Comparison"],
    ["/pipeline", "Pipeline health"],
    ["/runs/daily-2026-11-22", "Run daily-2026-11-22"],
  ],
  [
    ["/uploads", "CSV upload"],
    ["/uploads/up-7", "Product_List.csv"],
    ["/reference/products?key=10004156", "Products"],
    ["/reference/hts", "HTS numbers"],
    ["/reference/tariffs?asOf=2026-03-01", "Tariff measures"],
    ["/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22", "What-if"],
    ["/users", "Users"],
    ["/audit?event=1.39", "Audit log"],
    ["/account", "Your account"],
    ["/nowhere", "There is no such page"],
  ],
];

for (const pages of PAGES) {
  test(pages.map(([path]) => path.split("?")[0]).join(" "), async ({ page }) => {
    test.setTimeout(pages.length * 30_000);
    await withApi(page);
    await open(page, "/account");
    for (const [path, heading] of pages)
      await test.step(path, async () => {
        await follow(page, path, heading);
        await accessibleEverywhere(page, path);
      });
  });
}

test("/sign-in", async ({ page }) => {
  await withApi(page);
  await open(page, "/sign-in?expired=1");
  await accessibleEverywhere(page, "/sign-in");
});

test("the palette, the keys, the sources and the columns", async ({ page }) => {
  test.setTimeout(120_000);
  await withApi(page);
  await open(page, "/lines");
  await page.getByRole("button", { name: /Data:/ }).click();
  await expect(page.getByRole("columnheader", { name: "Next due" })).toBeVisible();
  await accessible(page, "the sources");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("checkbox", { name: "Invoice" })).toBeVisible();
  await accessible(page, "the columns");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Find a line/ }).fill("8504.40");
  await expect(page.getByRole("option", { name: /^SH/ }).first()).toBeVisible();
  await accessible(page, "the palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await accessible(page, "the keys");
});
