/** A tab from before a deployment asks for files that are gone: it loads anew, once, and goes on where it was. */
import { expect, test } from "@playwright/test";
import { open } from "../axe.ts";
import { withApi } from "./api.ts";

const LINES = "/lines?from=2026-10-23&to=2026-11-22";
const GONE = { status: 404, contentType: "text/plain", body: "gone" };

test.beforeEach(async ({ page }) => withApi(page));

test("a page whose file is gone", async ({ page }) => {
  await open(page, "/");
  let loads = 0;
  page.on("load", () => loads++);
  await page.route("**/assets/uploads*.js", (route) =>
    loads === 0 ? route.fulfill(GONE) : route.continue(),
  );
  await page.getByRole("link", { name: "CSV upload" }).click();
  await expect(page.getByRole("heading", { name: "CSV upload" })).toBeVisible();
  expect(loads).toBe(1);
});

test("a part of a page whose file is gone", async ({ page }) => {
  let loads = 0;
  await page.route("**/assets/LineDetail*.js", (route) =>
    loads < 2 ? route.fulfill(GONE) : route.continue(),
  );
  page.on("load", () => loads++);
  await page.goto(LINES);
  await page.getByRole("grid", { name: "Customs lines" }).getByRole("row").nth(1).click();
  await expect(page.getByText(/^How \$.* was reached$/)).toBeVisible();
  expect(loads).toBe(2);
});

test("a file that stays gone is told, and loads nothing for ever", async ({ page }) => {
  let loads = 0;
  page.on("load", () => loads++);
  await page.route("**/assets/LineDetail*.js", (route) => route.fulfill(GONE));
  await page.goto(LINES);
  await page.getByRole("grid", { name: "Customs lines" }).getByRole("row").nth(1).click();
  await expect(page.getByRole("button", { name: "Load the app again" })).toBeVisible();
  expect(loads).toBe(2);
});
