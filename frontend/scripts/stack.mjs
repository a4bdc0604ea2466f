/** A browser, and who signs in with it, on a stack that runs: BASE_URL, and IOR_PEOPLE, the file with the passwords. */
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

export const SITE = process.env.BASE_URL ?? "http://127.0.0.1:4568";
/** The days of the samples. */
export const PERIOD = "from=2026-10-23&to=2026-11-22";
export const LINE = "/lines?shipment=SH261100042&line=SH261100042.007";
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = BROWSERS.find((path) => existsSync(path));

export const browser = await chromium.launch(executablePath ? { executablePath } : {});

/** The API and the state of a browser, as `admin` or `operator` has them. */
export async function signedIn(who) {
  const people = JSON.parse(readFileSync(process.env.IOR_PEOPLE ?? "../.local/people.json", "utf8"));
  const context = await browser.newContext({
    baseURL: SITE,
    extraHTTPHeaders: { Origin: SITE, "Sec-Fetch-Site": "same-origin" },
  });
  const answer = await context.request.post("/api/auth/login", {
    data: { username: who, password: people[who] },
  });
  if (!answer.ok()) throw new Error(`${who} could not sign in at ${SITE}: ${await answer.text()}`);
  return { api: context.request, state: await context.storageState() };
}

/** The body of an answer of the API. */
export async function json(answer) {
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
}

/** Waits until nothing is on its way and there are no bones. */
export async function whole(page) {
  await page.waitForLoadState("networkidle");
  await page.locator(".bone").first().waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
}
