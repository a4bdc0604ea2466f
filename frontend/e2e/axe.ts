/**
 * WCAG 2.2 AA and best practice, of a page as it stands. axe goes into the page once and answers violations only: what
 * passes is most of the work otherwise.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page, type Request } from "@playwright/test";
import type axe from "axe-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EVERYTHING: axe.RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
};
/** Those of them that other colours can break. */
const COLOURS: axe.RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
export const WIDE = { width: 1280, height: 720 };
export const PHONE = { width: 390, height: 844 };
/** A desk's window at four times the size (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 256 };

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

async function violations(page: Page, rules: axe.RunOnly): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  return page.evaluate(async (asked) => {
    const found = await window.axe?.run({ runOnly: asked, resultTypes: ["violations"] });
    return (found?.violations ?? []).flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)} ${node.failureSummary ?? ""}`),
    );
  }, rules);
}

const asked = new WeakMap<Page, Set<Request>>();

/** What a page has asked for and not got yet; counted from the first call on. */
function pending(page: Page): Set<Request> {
  const known = asked.get(page);
  if (known) return known;
  const made = new Set<Request>();
  asked.set(page, made);
  page.on("request", (request) => made.add(request));
  const done = (request: Request) => void made.delete(request);
  page.on("requestfinished", done);
  page.on("requestfailed", done);
  return made;
}

/** The page is whole: nothing is on its way, there are no bones, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      const bones = await page.locator(".bone").count();
      return [
        ...[...pending(page)].map((request) => request.url()),
        ...(bones > 0 ? [`${bones} bones`] : []),
      ];
    })
    .toEqual([]);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
}

/** No violation now: in light colours all rules, in dark ones those that colours can break. */
export async function accessible(page: Page, what: string): Promise<void> {
  for (const [colorScheme, rules] of [
    ["light", EVERYTHING],
    ["dark", COLOURS],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    await settled(page);
    expect.soft(await violations(page, rules), `${what} in ${colorScheme}`).toEqual([]);
  }
}

/** No violation on a desk and on a phone; on a phone and at four times the size it does not scroll sideways either. */
export async function accessibleEverywhere(page: Page, what: string): Promise<void> {
  await accessible(page, `${what}, wide`);
  for (const viewport of [ZOOMED, PHONE]) {
    await page.setViewportSize(viewport);
    await settled(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${what} scrolls sideways`).toBeLessThanOrEqual(viewport.width);
  }
  await accessible(page, `${what}, on a phone`);
  await page.setViewportSize(WIDE);
}

/** Opens a page, and waits until it is whole. */
export async function open(page: Page, path: string): Promise<void> {
  pending(page);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await settled(page);
}

/** Goes to another page without loading the app anew, as a link does. */
export async function follow(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
  await settled(page);
}
