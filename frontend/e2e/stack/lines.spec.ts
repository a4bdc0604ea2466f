/** Customs lines: one in full, its working on paper, filters that last, the newest dates, and very many rows. */
import type { components } from "../../src/shared/api/schema.js";
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

test.describe("weeks after the last delivery", () => {
  for (const [path, words] of [
    ["/", "The figures are those up to 2026-11-22: there is no newer entry date."],
    ["/lines", "Shown are 2026-10-23 to 2026-11-22: there is no newer entry date."],
    ["/comparison", "Shown is 2026-11-22: no newer entry date was compared."],
  ] as const) {
    test(`${path} shows the newest dates there are, and says so`, async ({ page }) => {
      await page.clock.setFixedTime("2027-01-18T17:00:00Z");
      await page.goto(path);
      await expect(page.getByText(words)).toBeVisible();
    });
  }

  test("a period without anything leads to the newest", async ({ page }) => {
    await page.goto("/lines?from=2027-01-01&to=2027-01-18");
    await page.getByRole("button", { name: "Show the days up to 2026-11-22" }).click();
    await expect(page.getByRole("grid", { name: "Customs lines" })).toBeVisible();
  });
});

test("20,000 rows scroll, sort and find their end", async ({ page }) => {
  test.slow();
  type Lines = components["schemas"]["CustomsLines"];
  await page.route("**/api/customs-lines*", async (route) => {
    const answer = await route.fetch();
    const real = (await answer.json()) as Lines;
    const some = real.entries.filter((entry) => entry.lines.length > 0);
    const entries = Array.from({ length: 20_000 }, (_, index) => {
      const entry = some[index % some.length] as Lines["entries"][number];
      const [line] = entry.lines;
      return { ...entry, shipment: `SH${270000000 + index}`, lines: line ? [line] : [] };
    });
    await route.fulfill({ response: answer, json: { ...real, entries, next: null } });
  });
  await page.goto(`/lines?${PERIOD}`);
  const grid = page.getByRole("grid", { name: "Customs lines" });
  await expect(grid).toHaveAttribute("aria-rowcount", "20001", { timeout: 60_000 });
  await grid.focus();
  const start = Date.now();
  await page.keyboard.press("End");
  await expect(grid.locator('[aria-rowindex="20001"]')).toBeVisible();
  await page.getByRole("button", { name: "Shipment", exact: true }).click();
  await expect(grid.locator('[aria-sort="ascending"]')).toHaveText("Shipment");
  await grid.focus();
  await page.keyboard.press("Home");
  await expect(grid.locator('[aria-rowindex="2"]')).toContainText("SH270000000");
  test.info().annotations.push({ type: "end, sort, home", description: `${Date.now() - start} ms` });
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2500);
});

test("the palette finds a shipment and leads to it", async ({ page }) => {
  await page.goto("/audit");
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
