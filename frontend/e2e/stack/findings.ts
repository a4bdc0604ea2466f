/** A difference on the page of comparisons, and its acknowledgement. */
import type { APIRequestContext, Page } from "@playwright/test";
import type { components } from "../../src/shared/api/schema.js";
import { PERIOD } from "./acting.ts";

export const panelOf = (page: Page) => page.getByRole("complementary", { name: "The difference" });

export async function acknowledge(page: Page, reason: string): Promise<void> {
  await panelOf(page)
    .getByLabel(/Acknowledge/)
    .fill(reason);
  await panelOf(page).getByRole("button", { name: "Acknowledge" }).click();
}

/** Opens the first material difference of a shipment, without an acknowledgement that a story left. */
export async function openFinding(desk: APIRequestContext, page: Page, shipment: string): Promise<void> {
  const answer = await desk.get(`/api/comparisons?${PERIOD}&status=fail&limit=500`);
  const { comparisons } = (await answer.json()) as components["schemas"]["Comparisons"];
  const comparison = comparisons.find((one) => one.shipment === shipment);
  const finding = comparison?.findings.find(({ severity }) => severity === "material");
  if (!comparison || !finding) throw new Error(`${shipment} has no material difference.`);
  if (finding.acknowledged)
    await desk.delete(`/api/comparisons/${comparison.id}/findings/${finding.n}/acknowledge`);
  await page.goto(`/comparison?${PERIOD}&finding=${comparison.id}.${finding.n}`);
}
