/** Whatever people write is text: nothing of it runs, and all of it is shown as it was written. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, once, test } from "./acting.ts";
import { acknowledge, openFinding, panelOf } from "./findings.ts";

/** No system lets a file's name hold a slash. */
const IMAGE = '<img src=x onerror="window.struck=1">';
const MARKUP = `${IMAGE}<script>window.struck=1</script>`;

async function unstruck(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { struck?: number }).struck)).toBeUndefined();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
}

test("a file's name", async ({ page }) => {
  const name = `${IMAGE} ${once()}.csv`;
  await page.goto("/uploads");
  const file = readFileSync(new URL("../../../samples/Packaging_Material.csv", import.meta.url));
  await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: file });
  await page.getByRole("combobox", { name: /^What is/ }).click();
  await page.getByRole("option", { name: "Packaging_Material.csv" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await unstruck(page);
  await expect(page.getByText("Checked, and nothing is changed yet.")).toBeVisible();
  await page.getByRole("link", { name: "All uploads" }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await unstruck(page);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(page.getByText(/was thrown away/)).toContainText(name);
  await unstruck(page);
});

test("the reason of an acknowledgement, also in the audit log", async ({ page, desk }) => {
  const reason = `${MARKUP} ${once()}`;
  await openFinding(desk, page, "SH261100042");
  await acknowledge(page, reason);
  await expect(panelOf(page).getByText(/Acknowledged by/)).toContainText(reason);
  await unstruck(page);
  await panelOf(page).getByRole("button", { name: "Take it back" }).click();
  await expect(panelOf(page).getByLabel(/Acknowledge/)).toBeVisible();
  await page.goto("/audit?action=finding");
  await page.getByText("finding acknowledged").first().click();
  await expect(page.getByText(reason)).toBeVisible();
  await unstruck(page);
});

test("a user's e-mail", async ({ page, desk }) => {
  const name = `story-${once()}`;
  const email = `'onmouseover=window.struck=1'{{7*7}}@ior.example`;
  const made = await desk.post("/api/users", { data: { name, role: "operator", email } });
  expect(made.status()).toBe(201);
  try {
    await page.goto("/users");
    await expect(page.getByRole("cell", { name: email })).toBeVisible();
    await page.getByRole("cell", { name: email }).hover();
    await unstruck(page);
  } finally {
    expect((await desk.delete(`/api/users/${name}`)).status()).toBe(204);
  }
  const refused = await desk.post("/api/users", {
    data: { name, role: "operator", email: `${MARKUP}@ior.example` },
  });
  expect(refused.status()).toBe(422);
});

test("an address with markup in it", async ({ page }) => {
  const text = encodeURIComponent(MARKUP);
  for (const path of [
    `/lines?q=${text}`,
    `/reference/products?q=${text}`,
    `/audit?actor=${text}`,
    `/runs/${text}`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await unstruck(page);
  }
});
