/** Customs lines: one in full, its working on paper, filters that last, the newest dates; what-ifs; earlier dates. */
import { expect, PERIOD, test } from "./acting.ts";

test.use({ who: "operator" });

test("a line says how its figures were reached, and prints its working", async ({ page }) => {
  await page.goto("/lines?shipment=SH261100042&line=SH261100042.007");
  await expect(page.getByText("How $8,824.18 was reached")).toBeVisible();
  await expect(page.getByText("23,239 × 0.125 = 2,904.875, half-up 2,904.88")).toBeVisible();
  const opening = page.context().waitForEvent("page");
  await page.getByLabel(/Page to print/).click();
  const paper = await opening;
  await paper.waitForLoadState();
  await expect(paper.getByText("23,239 × 0.125 = 2,904.875, half-up 2,904.88").first()).toBeVisible();
  expect((await paper.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
  await page.reload();
  await expect(page.getByText("How $8,824.18 was reached")).toBeVisible();
});

test("Back keeps the filters, the open line and the place", async ({ page }) => {
  await page.goto(`/lines?${PERIOD}`);
  await page.getByText("Fail", { exact: true }).first().click();
  await expect(page).toHaveURL(/result=fail/);
  const rows = page.getByRole("grid", { name: "Customs lines" }).getByRole("row");
  await rows.nth(2).click();
  await expect(page.getByText(/^How \$.* was reached$/)).toBeVisible();
  const address = page.url();
  await page.getByRole("link", { name: "Products" }).click();
  await expect(page.getByRole("grid", { name: "Products" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.getByText(/^How \$.* was reached$/)).toBeVisible();
  await expect(page.getByText("Comparison: fail")).toBeVisible();
});

test("weeks after the last delivery, pages show the newest dates there are, and say so", async ({ page }) => {
  await page.clock.setFixedTime("2027-01-18T17:00:00Z");
  for (const [path, words] of [
    ["/", "The figures are those up to 2026-11-22: there is no newer entry date."],
    ["/lines", "Shown are 2026-10-23 to 2026-11-22: there is no newer entry date."],
    ["/comparison", "Shown is 2026-11-22: no newer entry date was compared."],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText(words)).toBeVisible();
  }
  await page.goto("/lines?from=2027-01-01&to=2027-01-18");
  await page.getByRole("button", { name: "Show the days up to 2026-11-22" }).click();
  await expect(page.getByRole("grid", { name: "Customs lines" })).toBeVisible();
});

test("the palette finds a shipment and leads to it", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Good to see you")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Find a line/ }).fill("SH261100042/7");
  await page.keyboard.press("Enter");
  await expect(page.getByText("How $8,824.18 was reached")).toBeVisible();
});

test("a what-if sets origins side by side", async ({ page }) => {
  await page.goto("/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22");
  await expect(page.getByText("−$12,500.00 against the baseline")).toBeVisible();
});

test("reference data as of an earlier date say that they are not today's", async ({ page }) => {
  await page.goto("/reference/tariffs?asOf=2026-03-01");
  await expect(page.getByText(/not today's/)).toBeVisible();
  await expect(page.getByRole("grid", { name: "Tariff measures" })).toBeVisible();
});
