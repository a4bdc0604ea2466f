/**
 * Who acts in the stories. IOR_PEOPLE names the file with the passwords of `admin` and `operator`, as the local stack
 * writes it. Each signs in once per worker; a story says `test.use({ who: "operator" })`, or null for nobody.
 */
import { readFileSync } from "node:fs";
import {
  type APIRequestContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";

export type Who = "admin" | "operator";
type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;

export const SITE = process.env["BASE_URL"] ?? "";
const people = JSON.parse(readFileSync(process.env["IOR_PEOPLE"] ?? "people.json", "utf8")) as Record<
  Who,
  string
>;
export const passwordOf = (who: Who) => people[who];

/** The days of the samples, the last with differences. */
export const PERIOD = "from=2026-10-23&to=2026-11-22";

interface Options {
  who: Who | null;
  /** The API as an admin has it, to prepare and to tidy up. */
  desk: APIRequestContext;
}
interface Kept {
  sessionOf: (who: Who) => Promise<State>;
}

export const test = base.extend<Options, Kept>({
  who: ["admin", { option: true }],
  sessionOf: [
    async ({ playwright }, use) => {
      const made = new Map<Who, State>();
      await use(async (who) => {
        const known = made.get(who);
        if (known) return known;
        // With nobody's cookies: whoever signs in with those of another session ends it.
        const context = await playwright.request.newContext({
          baseURL: SITE,
          extraHTTPHeaders: SAME_SITE,
          storageState: NOBODY,
        });
        await signInByApi(context, who, people[who]);
        const state = await context.storageState();
        made.set(who, state);
        await context.dispose();
        return state;
      });
    },
    { scope: "worker" },
  ],
  storageState: async ({ who, sessionOf }, use) => {
    await use(who ? await sessionOf(who) : undefined);
  },
  desk: async ({ playwright, sessionOf }, use) => {
    const context = await playwright.request.newContext({
      baseURL: SITE,
      extraHTTPHeaders: SAME_SITE,
      storageState: await sessionOf("admin"),
    });
    await use(context);
    await context.dispose();
  },
});

/** What a browser sends with a request of the app's own. */
export const SAME_SITE = { Origin: SITE, "Sec-Fetch-Site": "same-origin" };

export async function signInByApi(api: APIRequestContext, username: string, password: string): Promise<void> {
  const answer = await api.post("/api/auth/login", { data: { username, password } });
  expect(answer.status(), `${username} signs in: ${await answer.text()}`).toBe(200);
}

/** Signs in by the form that is shown. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export const pages = (page: Page) => page.getByRole("navigation", { name: "Pages" });

/** Something that no earlier run of the stories has used. */
export const once = () => Math.random().toString(36).slice(2, 8);

/** The state of a browser that nobody has signed in with. */
export const NOBODY: State = { cookies: [], origins: [] };

export { expect };
