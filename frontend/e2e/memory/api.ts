/** Puts the API in memory behind the pages of a browser. */
import type { Page } from "@playwright/test";
import { getResponse, type RequestHandler } from "msw";
import { NOW } from "../../src/test/factories.ts";
import { handlers } from "../../src/test/handlers.ts";

export async function withApi(page: Page, first: RequestHandler[] = []): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.route("**/api/**", async (route) => {
    const asked = route.request();
    const body = asked.postDataBuffer();
    const request = new Request(asked.url(), {
      method: asked.method(),
      headers: asked.headers(),
      ...(body && asked.method() !== "GET" ? { body: new Uint8Array(body) } : {}),
    });
    const response = await getResponse([...first, ...handlers], request);
    if (!response) return route.fulfill({ status: 404, body: "{}" });
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
}
