/**
 * The stories against a stack that runs: BASE_URL, and IOR_USER and IOR_PASSWORD of an admin. The stack holds the samples.
 * Nothing here changes what the stack knows, but for one acknowledgement that is taken back.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const name = process.env["IOR_USER"] ?? "admin";
const password = process.env["IOR_PASSWORD"] ?? "";
const PERIOD = "from=2026-10-23&to=2026-11-22";

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
}

test("a wrong password is refused in plain words", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill("certainly not");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});

test("a deep link survives signing in", async ({ page }) => {
  await signIn(page, `/lines?${PERIOD}&origin=VN`);
  await expect(page).toHaveURL(/origin=VN/);
  await expect(page.getByRole("grid", { name: "Customs lines" })).toBeVisible();
});

test("a line says how its figures were reached", async ({ page }) => {
  await signIn(page, "/lines?shipment=SH261100042&line=SH261100042.007");
  await expect(page.getByText("How $8,824.18 was reached")).toBeVisible();
  await expect(page.getByText("23,239 × 0.125 = 2,904.875, half-up 2,904.88")).toBeVisible();
  const href = await page.getByLabel(/Page to print/).getAttribute("href");
  const answer = await page.request.get(href ?? "", { headers: { Accept: "text/html" } });
  expect(answer.headers()["content-type"]).toContain("text/html");
});

test("the comparison names what differs, and an acknowledgement can be taken back", async ({ page }) => {
  await signIn(page, `/comparison?${PERIOD}`);
  await expect(page.getByText(/of \d+ shipments differ beyond tolerance/)).toBeVisible();
  const grid = page.getByRole("grid", { name: "Differences" });
  await grid.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "The difference" });
  await panel.getByLabel(/Acknowledge/).fill("End-to-end test");
  await panel.getByRole("button", { name: "Acknowledge" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Acknowledged (0)")).toBeVisible();
});

test("reference data hold as of a date", async ({ page }) => {
  await signIn(page, "/reference/tariffs?asOf=2026-03-01");
  await expect(page.getByText(/not today's/)).toBeVisible();
  await expect(page.getByRole("grid", { name: "Tariff measures" })).toBeVisible();
});

test("a what-if sets origins side by side", async ({ page }) => {
  await signIn(page, "/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22");
  await expect(page.getByText("−$12,500.00 against the baseline")).toBeVisible();
});

test("a bad file is refused with rows and remedies", async ({ page }) => {
  await signIn(page, "/uploads");
  await page.getByLabel("CSV file").setInputFiles({
    name: "Product_List.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Material,Nonsense\r\n1,2\r\n"),
  });
  await expect(page.getByText(/Refused, nothing was taken over/)).toBeVisible({ timeout: 30_000 });
});

for (const path of [
  "/",
  `/lines?${PERIOD}`,
  `/comparison?${PERIOD}`,
  "/pipeline",
  "/uploads",
  "/reference/products",
  "/users",
  "/audit",
]) {
  test(`${path} has no barrier`, async ({ page }) => {
    await signIn(page, path);
    await page.waitForLoadState("networkidle");
    const found = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  });
}
