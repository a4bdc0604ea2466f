/** A user is added, has to choose a password of his own at first, and is shut out when he is disabled. */
import { expect, NOBODY, once, pages, signIn, test } from "./acting.ts";

test("a user comes, and goes", async ({ page, desk, browser }) => {
  test.slow();
  const name = `story-${once()}`;
  await page.goto("/users");
  await page.getByRole("button", { name: "Add a user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/User name/).fill(name);
  await dialog.getByLabel(/E-mail/).fill(`${name}@ior.example`);
  await dialog.getByRole("button", { name: "Add" }).click();
  const shown = page.getByRole("dialog", { name: `One-time password of ${name}` });
  const password = (await shown.locator(".mono").textContent()) ?? "";
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(password)).toHaveCount(0);

  const context = await browser.newContext({ storageState: NOBODY });
  const his = await context.newPage();
  await his.goto("/lines");
  await signIn(his, name, password);
  await expect(his.getByText("Choose a password of your own before you go on.")).toBeVisible();
  await his.goto("/lines");
  await expect(his).toHaveURL(/\/account/);
  await expect(pages(his).getByRole("link", { name: "Customs lines" })).toHaveCount(0);
  const own = `${once()} ${once()} ${once()}`;
  await his.getByLabel(/Current password/).fill(password);
  await his.getByLabel(/^New password(?! again)/).fill(own);
  await his.getByLabel(/New password again/).fill(own);
  await his.getByRole("button", { name: "Change the password" }).click();
  // On to the page that he had come for.
  await expect(his.getByRole("heading", { name: "Customs lines", exact: true })).toBeVisible();

  await page.getByRole("button", { name: `Change ${name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) }).getByText("Deactivated")).toBeVisible();
  await pages(his).getByRole("link", { name: "CSV upload" }).click();
  await expect(his.getByText("Your session ended.")).toBeVisible();
  await signIn(his, name, own);
  await expect(his.getByRole("alert")).toBeVisible();
  await context.close();
  expect((await desk.delete(`/api/users/${name}`)).status()).toBe(204);
});
