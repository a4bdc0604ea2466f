/** Files brought by hand: five steps with a good one, plain words for a bad one, and nothing changes unconfirmed. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, once, test } from "./acting.ts";

test.use({ who: "operator" });

const sample = (name: string) => readFileSync(new URL(`../../../samples/${name}`, import.meta.url), "utf8");

async function bring(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/uploads");
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text, "utf8") });
}

const step = (page: Page) => page.locator('[aria-current="step"]');

async function takeOver(page: Page): Promise<void> {
  await expect(step(page)).toContainText("Confirm");
  await page.getByRole("button", { name: /^Take over/ }).click();
  await expect(page.getByText(/Taken over as delivery \d+/)).toBeVisible();
  await expect(step(page)).toContainText("Result");
}

test("a good file goes through its five steps, and back", async ({ page }) => {
  const before = sample("Packaging_Material.csv").trimEnd();
  const article = `9199${Math.floor(Math.random() * 90_000 + 10_000)}`;
  await page.goto("/uploads");
  await expect(step(page)).toContainText("Choose");
  await bring(page, "Packaging_Material.csv", `${before}\r\n${article},Crate of a story,Y\r\n`);
  await expect(page.getByText("Checked, and nothing is changed yet.")).toBeVisible();
  const added = page
    .getByRole("row", { name: /^Packaging/ })
    .getByRole("cell")
    .first();
  await expect(added).toHaveText("1");
  await expect(page.getByText(article).first()).toBeVisible();
  await takeOver(page);
  // Processes of the API keep reference data for a minute.
  await expect(async () => {
    await page.goto(`/reference/packaging?q=${article}`);
    await expect(page.getByText(/Crate of a story|No packaging match/)).toBeVisible();
    await expect(page.getByText("Crate of a story")).toBeVisible({ timeout: 1 });
  }).toPass({ intervals: [5000], timeout: 150_000 });

  await bring(page, "Packaging_Material.csv", `${before}\r\n`);
  await expect(
    page
      .getByRole("row", { name: /^Packaging/ })
      .getByRole("cell")
      .nth(2),
  ).toHaveText("1");
  await takeOver(page);
});

test("a file with a wrong header is refused, with what to do", async ({ page }) => {
  await bring(page, "Product_List.csv", "Material,Nonsense\r\n1,2\r\n");
  await expect(page.getByText(/Refused, nothing was taken over/)).toBeVisible();
  await expect(page.getByText("Add the column 'HTS Code' to row 1")).toBeVisible();
});

test("HTS numbers that a spreadsheet has spoilt are named row by row, and the file is refused", async ({
  page,
}) => {
  const rows = sample("HTS_Code.csv").trimEnd().split(/\r?\n/);
  const spoilt = rows.map((row, index) =>
    index === 1 || index === 2 ? row.replace(/^[^,]*/, "9.4032E+09") : row,
  );
  await bring(page, "HTS_Code.csv", `${spoilt.join("\r\n")}\r\n`);
  await expect(page.getByText(/Refused, nothing was taken over/)).toBeVisible();
  await expect(page.getByText(/was turned into scientific notation by a spreadsheet/)).toBeVisible();
  await expect(page.getByText("rows 2: “9.4032E+09”, 3: “9.4032E+09”")).toBeVisible();
});

test("the rows that stay out come as a file, with the reasons", async ({ page }) => {
  const rows = sample("Product_List.csv").trimEnd().split(/\r?\n/);
  const note = `Bed ${once()}`;
  const spoilt = rows.map((row, index) =>
    index === 2 ? row.replace("9403.20.0035", "9.4032E+09").replace(/,[^,]*,/, `,${note},`) : row,
  );
  await bring(page, "Product_List.csv", `${spoilt.join("\r\n")}\r\n`);
  await expect(page.getByText("1 row cannot be used and stays out.")).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Rows that stay out" }).click();
  const text = readFileSync(await (await waiting).path(), "utf8");
  const [header, only] = text.replace(/^\uFEFF/, "").split("\r\n");
  expect(header).toContain("Row,Problems,Material,Description,HTS Code");
  expect(only).toContain(note);
  expect(only).toContain("was turned into scientific notation");
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(page.getByText(/was thrown away; nothing changed/)).toBeVisible();
});
