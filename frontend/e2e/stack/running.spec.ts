/** What only an admin does to the pipeline: make a day anew, and change what the readers read. */
import { expect, once, test } from "./acting.ts";

test.describe.configure({ mode: "serial" });

test("a day is made anew, and its run says what came of it", async ({ page }) => {
  test.slow();
  await page.goto("/pipeline");
  await page.getByRole("button", { name: "Make a day anew" }).click();
  await page.getByLabel("Entry date").fill("2026-11-18");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Make 2026-11-18 anew" }).click();
  const told = page.getByText(/Started: run manual-/);
  await expect(told).toBeVisible();
  const id = /manual-[0-9a-f]+/.exec((await told.textContent()) ?? "")?.[0] ?? "";
  await page.goto(`/runs/${id}`);
  await expect(page.getByText("not yet")).toHaveCount(0, { timeout: 90_000 });
  await expect(page.getByRole("region", { name: "The run" }).getByText("Done")).toBeVisible();
  await page.getByRole("region", { name: "The run" }).getByRole("link", { name: "2026-11-18" }).click();
  await expect(page.getByRole("grid", { name: "Customs lines" })).toBeVisible();
});

test("without files only the table is offered, and going back to it is free", async ({ page, desk }) => {
  const reason = `A story, ${once()}`;
  const found = (await (await desk.get("/api/shadow")).json()) as { mode: string; edition: number };
  if (found.mode !== "shadow")
    await desk.put("/api/shadow", { data: { mode: "shadow", edition: found.edition, reason } });
  const { edition } = (await (await desk.get("/api/shadow")).json()) as { edition: number };
  const unproven = await desk.put("/api/shadow", { data: { mode: "dynamodb", edition, reason } });
  expect(unproven.status()).toBe(409);
  await page.goto("/pipeline");
  const panel = page.getByRole("region", { name: "Source of the data" });
  const dialog = page.getByRole("dialog");
  await expect(panel.getByText("Side by side.", { exact: true })).toBeVisible();
  await expect(panel.getByText(`“${reason}”`)).toBeVisible();
  await expect(panel.getByText(/No files are configured/)).toBeVisible();
  await expect(panel.getByRole("button", { name: /Change to/ })).toHaveCount(1);

  await panel.getByRole("button", { name: "Change to: table" }).click();
  await dialog.getByLabel("Why").fill(reason);
  await dialog.getByRole("button", { name: "Change to: table" }).click();
  await expect(panel.getByText("Table.", { exact: true })).toBeVisible();
  await expect(panel.getByRole("button", { name: /Change to/ })).toHaveCount(0);
});
