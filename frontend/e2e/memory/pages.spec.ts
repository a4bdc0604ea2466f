/** What only a browser shows: history, layout that stays, phones, zoom, print, speed with many rows. */
import { expect, test } from "@playwright/test";
import { HttpResponse, http } from "msw";
import * as made from "../../src/test/factories.ts";
import { withApi } from "./api.ts";

test("Back returns the filters, and a reload keeps the open line", async ({ page }) => {
  await withApi(page);
  await page.goto("/lines");
  await page.getByText("Fail", { exact: true }).first().click();
  await expect(page).toHaveURL(/result=fail/);
  await page.getByRole("link", { name: "Pipeline health" }).first().click();
  await expect(page.getByRole("heading", { name: "Pipeline health" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/result=fail/);
  await page.goto("/lines?shipment=SH261100042&line=SH261100042.007");
  await page.reload();
  await expect(page.getByText("How $8,824.18 was reached")).toBeVisible();
});

test("nothing moves while a page loads", async ({ page }) => {
  await withApi(page);
  for (const path of ["/", "/lines", "/comparison", "/pipeline"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const moved = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & {
              value: number;
              hadRecentInput: boolean;
            })[])
              if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    expect(moved, `layout shift of ${path}`).toBeLessThanOrEqual(0.02);
  }
});

test("no page scrolls sideways on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await withApi(page);
  for (const path of [
    "/",
    "/lines",
    "/comparison?from=2026-10-23&to=2026-11-22",
    "/pipeline",
    "/uploads/up-7",
    "/reference/tariffs",
    "/what-if?material=10004156",
    "/users",
    "/audit",
    "/sign-in",
  ]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
});

test("the menu of a phone opens, leads on, and closes", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await withApi(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "CSV upload" }).click();
  await expect(page.getByRole("heading", { name: "CSV upload" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
});

test("20,000 rows are sorted in the time of a blink, with few elements", async ({ page }) => {
  const some = made.entries.filter((entry) => entry.lines.length > 0);
  const many = Array.from({ length: 20_000 }, (_, index) => {
    const entry = some[index % some.length];
    const line = entry?.lines[0];
    return entry && line
      ? {
          ...entry,
          shipment: `SH${270000000 + index}`,
          lines: [{ ...line, value: String((index * 7919) % 100_003) }],
        }
      : null;
  }).filter((entry) => entry !== null);
  await withApi(page, [http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer(many)))]);
  await page.goto("/lines");
  await expect(page.getByText("20,000 lines")).toBeVisible({ timeout: 30_000 });
  const spent = await page.evaluate(async () => {
    const button = [...document.querySelectorAll<HTMLElement>('[role="columnheader"] button')].find((one) =>
      one.textContent?.startsWith("Value"),
    );
    const start = performance.now();
    button?.click();
    while (!document.querySelector('[aria-sort="ascending"]'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  });
  test.info().annotations.push({ type: "sort of 20,000 rows", description: `${Math.round(spent)} ms` });
  expect(spent).toBeLessThan(1500);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2500);
});

test("the file that is saved has the rows of the table", async ({ page }) => {
  await withApi(page);
  await page.goto("/lines?from=2026-11-18&to=2026-11-18");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const saved = await waiting;
  const text = await (await saved.createReadStream())
    .toArray()
    .then((parts) => Buffer.concat(parts).toString("utf8"));
  const rows = text.trim().split("\r\n");
  expect(rows).toHaveLength(20);
  expect(rows[0]).toContain("Entry date,Comparison,Shipment,Line");
  expect(text).toContain("8504.40.9580");
});

test("a file that is gone after a deployment is asked for anew, once", async ({ page }) => {
  await withApi(page);
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  let loads = 0;
  page.on("load", () => loads++);
  await page.route("**/assets/uploads*.js", (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByRole("link", { name: "CSV upload" }).click();
  await page.waitForTimeout(2500);
  expect(loads).toBeLessThanOrEqual(1);
});
