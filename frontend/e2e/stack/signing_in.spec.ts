/** Both roles come in and see what is theirs; a session that ends leads to the sign-in and back. */
import { expect, NOBODY, PERIOD, pages, passwordOf, SAME_SITE, SITE, signIn, test } from "./acting.ts";

test.describe("somebody who is not signed in", () => {
  test.use({ who: null });

  for (const [who, users, anew] of [
    ["admin", 1, 1],
    ["operator", 0, 0],
  ] as const) {
    test(`the ${who} signs in and sees what is theirs`, async ({ page }) => {
      await page.goto("/");
      await expect(page).toHaveURL(/\/sign-in$/);
      await signIn(page, who, passwordOf(who));
      await expect(pages(page)).toBeVisible();
      await expect(page.getByText(`Good to see you, ${who}.`)).toBeVisible();
      await expect(pages(page).getByRole("link", { name: "Users" })).toHaveCount(users);
      await page.goto("/pipeline");
      await expect(page.getByRole("heading", { name: "Freshness of the data" })).toBeVisible();
      await expect(page.getByRole("cell", { name: "ZSDR002" }).first()).toBeVisible();
      await expect(page.getByRole("button", { name: "Make a day anew" })).toHaveCount(anew);
      await page.goto("/users");
      await expect(page.getByText("This is for administrators")).toHaveCount(1 - users);
    });
  }

  test("a wrong password is refused in plain words, and nothing of it stays in the form", async ({
    page,
  }) => {
    await page.goto("/sign-in");
    await signIn(page, "nobody-of-that-name", "certainly not");
    await expect(page.getByRole("alert")).toContainText(/do not match|Too many/);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  });

  test("a deep link survives signing in", async ({ page }) => {
    await page.goto(`/lines?${PERIOD}&origin=VN`);
    await signIn(page, "operator", passwordOf("operator"));
    await expect(page.getByRole("grid", { name: "Customs lines" })).toBeVisible();
    await expect(page).toHaveURL(/origin=VN/);
    await expect(page.getByText("Origin VN")).toBeVisible();
  });

  test("a session that ends leads to the sign-in, and back to where the reader was", async ({
    page,
    playwright,
  }) => {
    await page.goto("/reference/products?q=Headboard");
    await signIn(page, "operator", passwordOf("operator"));
    await expect(page.getByText("Headboard frame King A493")).toBeVisible();
    const [cookie] = await page.context().cookies();
    const elsewhere = await playwright.request.newContext({
      baseURL: SITE,
      extraHTTPHeaders: { ...SAME_SITE, Authorization: `Bearer ${cookie?.value}` },
    });
    expect((await elsewhere.post("/api/auth/logout")).status()).toBe(204);
    await elsewhere.dispose();
    await page.getByText("Headboard frame King A493").click();
    await expect(page.getByText("Your session ended.")).toBeVisible();
    await signIn(page, "operator", passwordOf("operator"));
    await expect(page.getByRole("complementary", { name: /10004421/ })).toBeVisible();
    await expect(page).toHaveURL(/q=Headboard/);
  });
});

test("signing out ends the session", async ({ browser }) => {
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  await page.goto("/");
  await signIn(page, "operator", passwordOf("operator"));
  await page.getByRole("button", { name: "Account of operator" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect((await page.request.get("/api/auth/me")).status()).toBe(401);
  await context.close();
});
