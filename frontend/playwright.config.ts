/** Against a stack that runs, at BASE_URL; without one, against the built files with the API in memory. */
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const base = process.env["BASE_URL"];
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = browsers.find((path) => existsSync(path));

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  // A stack starts a process for each request that comes beside another.
  timeout: base ? 90_000 : 45_000,
  expect: { timeout: base ? 30_000 : 10_000 },
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    baseURL: base ?? "http://127.0.0.1:4173",
    actionTimeout: base ? 30_000 : 15_000,
    trace: "retain-on-failure",
    timezoneId: "Europe/Stockholm",
    locale: "en-US",
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
          command: "npx vite preview --port 4173 --strictPort",
          url: "http://127.0.0.1:4173",
          reuseExistingServer: false,
        },
      }),
});
