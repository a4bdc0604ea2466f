/** A difference is acknowledged with a reason, and the acknowledgement is taken back. */
import { expect, once, PERIOD, test } from "./acting.ts";
import { acknowledge, openFinding, panelOf } from "./findings.ts";

test.use({ who: "operator" });
test.describe.configure({ mode: "serial" });

test("the comparison says first how it came out, and what to do about each difference", async ({ page }) => {
  await page.goto(`/comparison?${PERIOD}`);
  await expect(page.getByText(/Failed: \d+ of \d+ shipments differ beyond tolerance/)).toBeVisible();
  await page.getByRole("grid", { name: "Differences" }).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(panelOf(page).getByRole("heading", { name: "What to do" })).toBeVisible();
});

test("an acknowledgement keeps who and why, and is taken back", async ({ page, desk }) => {
  const reason = `Agreed with the broker, ${once()}`;
  await openFinding(desk, page, "SH261100030");
  await acknowledge(page, reason);
  await expect(panelOf(page).getByText(/Acknowledged by operator/)).toContainText(reason);
  await page.reload();
  await expect(panelOf(page).getByText(/Acknowledged by operator/)).toContainText(reason);
  await panelOf(page).getByRole("button", { name: "Take it back" }).click();
  await expect(panelOf(page).getByLabel(/Acknowledge/)).toBeVisible();
  await page.goto("/audit");
  await expect(page.getByText("finding acknowledged").first()).toBeVisible();
});

test("it can be undone for some seconds", async ({ page, desk }) => {
  await openFinding(desk, page, "SH261100029");
  await acknowledge(page, "A story");
  const undone = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Undo" }).click();
  expect((await undone).status()).toBe(200);
  await page.reload();
  await expect(panelOf(page).getByLabel(/Acknowledge/)).toBeVisible();
});
