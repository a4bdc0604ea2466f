/** Pictures of every page, wide and narrow, light and dark, to be looked at. They go to `screens/`. */
import { test } from "@playwright/test";
import { scheme, withApi } from "./api.ts";

const PAGES: [name: string, path: string][] = [
  ["sign-in", "/sign-in?expired=1&back=%2Flines"],
  ["home", "/"],
  ["lines", "/lines"],
  ["line", "/lines?line=SH261100042.007&sort=result"],
  ["shipments", "/lines?view=shipments"],
  ["comparison", "/comparison?from=2026-10-23&to=2026-11-22"],
  ["finding", "/comparison?from=2026-10-23&to=2026-11-22&finding=SH261000089.1.1"],
  ["pipeline", "/pipeline"],
  ["run", "/runs/daily-2026-11-22"],
  ["uploads", "/uploads"],
  ["upload", "/uploads/up-7"],
  ["products", "/reference/products?key=10004156"],
  ["tariffs", "/reference/tariffs?asOf=2026-03-01"],
  [
    "what-if",
    "/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22,MX.2026-11-22",
  ],
  ["users", "/users"],
  ["audit", "/audit?event=1.39"],
  ["account", "/account"],
];
const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const only = process.env["SCREENS"]?.split(",");

for (const [name, path] of PAGES) {
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    for (const colours of ["light", "dark"] as const) {
      if (only && !only.includes(name) && !only.includes(`${name}-${width}-${colours}`)) continue;
      test(`${name} ${width} ${colours}`, async ({ page }) => {
        test.skip(!process.env["SCREENS"], "pictures are taken on demand: SCREENS=home,lines");
        await page.setViewportSize(viewport);
        await withApi(page);
        await scheme(page, colours);
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        await page.waitForTimeout(500);
        await page.screenshot({ path: `screens/${name}-${width}-${colours}.png` });
      });
    }
  }
}
