/** No violation of WCAG 2.2 AA on any page of the real data, wide and on a phone, in either colours. */
import { accessibleEverywhere, follow, open } from "../axe.ts";
import { PERIOD, test } from "./acting.ts";

const WHAT_IF = "/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22";

/** Address and heading. Two tests share them, for two processors. */
const PAGES: [path: string, heading: string][][] = [
  [
    ["/", "Today"],
    ["/lines?shipment=SH261100042&line=SH261100042.007", "Customs lines"],
    [`/lines?view=shipments&${PERIOD}`, "Customs lines"],
    ["/comparison", "Comparison"],
    [`/comparison?${PERIOD}&tab=ours`, "Comparison"],
    ["/pipeline", "Pipeline health"],
    ["/runs/load-0000000009", "Run load-0000000009"],
  ],
  [
    ["/uploads", "CSV upload"],
    ["/reference/products?key=10004156", "Products"],
    ["/reference/hts", "HTS numbers"],
    ["/reference/tariffs?asOf=2026-03-01", "Tariff measures"],
    ["/reference/packaging", "Packaging"],
    ["/reference/exchange-rates", "Exchange rates"],
    [WHAT_IF, "What-if"],
    ["/users", "Users"],
    ["/audit", "Audit log"],
    ["/account", "Your account"],
  ],
];

for (const pages of PAGES) {
  test(pages.map(([path]) => path.split("?")[0]).join(" "), async ({ page }) => {
    test.setTimeout(pages.length * 45_000);
    await open(page, "/nowhere");
    for (const [path, heading] of pages)
      await test.step(path, async () => {
        await follow(page, path, heading);
        await accessibleEverywhere(page, path);
      });
  });
}
