/** A browser that has no layout, given one; the API in memory; and a clock that stands still. */
import "@testing-library/jest-dom/vitest";
import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { answerFaults, requestFaults } from "./document";
import { NOW } from "./factories";
import { handlers } from "./handlers";

export const server = setupServer(...handlers);
configure({ asyncUtilTimeout: 8000 });

let heldToDocument = true;
const faults: Promise<string[]>[] = [];
const ofApi = (request: Request) => heldToDocument && new URL(request.url).pathname.startsWith("/api/");
server.events.on("request:start", ({ request }) => {
  if (ofApi(request)) faults.push(requestFaults(request.clone()));
});
server.events.on("response:mocked", ({ request, response }) => {
  if (ofApi(request)) faults.push(answerFaults(request, response.clone()));
});
/** For a test in which the API answers what it never would. */
export function withoutDocument(): void {
  heldToDocument = false;
}

Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 720 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 1200 });
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 720 });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
Element.prototype.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
    onchange: null,
  }) as unknown as MediaQueryList;
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(async () => {
  notifications.clean();
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  vi.useRealTimers();
  const found = (await Promise.all(faults.splice(0))).flat();
  heldToDocument = true;
  expect(found, "what was asked and answered is what the API's document says").toEqual([]);
});
afterAll(() => server.close());
