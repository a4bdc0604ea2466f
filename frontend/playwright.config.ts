/**
 * Against a stack that runs, at BASE_URL; without one, against the built files with the API in memory. Limits of time are
 * wide: the machine may be busy with other tests, and nothing here waits longer than it has to.
 */
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const base = process.env["BASE_URL"];
const port = process.env["IOR_WEB_PORT"] ?? "4173";
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = browsers.find((path) => existsSync(path));

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    baseURL: base ?? `http://127.0.0.1:${port}`,
    actionTimeout: 60_000,
    timezoneId: "Europe/Stockholm",
    locale: "en-US",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: chromium ? { executablePath: chromium } : {},
  },
  projects: [
    { name: "stack", testMatch: /stack\/.*\.spec\.ts/ },
    { name: "memory", testMatch: /memory\/.*\.spec\.ts/ },
  ].filter(({ name }) => (base ? name === "stack" : name === "memory")),
  ...(base
    ? {}
    : {
        webServer: {
          command: `npx vite preview --port ${port} --strictPort`,
          url: `http://127.0.0.1:${port}`,
          reuseExistingServer: false,
        },
      }),
});
