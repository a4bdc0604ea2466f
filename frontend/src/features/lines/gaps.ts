/** What is to be done about each thing that holds an entry, in the words of the command line. */
import type { ListedEntry } from "~/shared/api/types";

const REMEDIES: Record<string, string> = {
  INVOICE_IN_SEVERAL_SHIPMENTS: "Leave it under the shipment it belongs to.",
  METAL_VALUE_OVER_100: "Correct its value shares.",
  MISSING_EXCHANGE_RATE: "Add the certified rate of that day.",
  MISSING_FEE: "Add the year's row to the fee table.",
  MISSING_HTS: "Have it classified and enter its number.",
  MISSING_HTS_RATE: "Add or correct its row in HTS_Code.csv.",
  MISSING_INVOICE: "Supply the commercial invoice.",
  MISSING_METAL_VALUE: "Get the metal content from the supplier.",
  MISSING_METAL_WEIGHT: "Get the metal content from the supplier.",
  MISSING_ORIGIN: "Enter its origin.",
  MISSING_PRODUCT: "Add it to the product list.",
  MISSING_WEIGHT: "Enter its weights.",
  NEGATIVE_AMOUNT: "Decide how to declare the credit; correct the invoice.",
  PACKAGING_ONLY: "Decide what it packs; correct the invoice or the shipment.",
  SHIPMENT_CONFLICT: "Correct them.",
  UNIT: "Correct the unit of the HTS row.",
};

/** What no delivery of something missing mends: what is there has to be corrected. */
const TO_CORRECT = new Set([
  "INVOICE_IN_SEVERAL_SHIPMENTS",
  "METAL_VALUE_OVER_100",
  "NEGATIVE_AMOUNT",
  "PACKAGING_ONLY",
  "SHIPMENT_CONFLICT",
  "UNIT",
]);

/** What to do about a gap; empty for one that nobody has a word for. */
export const remedyOf = (kind: string): string => REMEDIES[kind] ?? "";

/** When the lines of entries that are held are made. */
export function releaseWords(entries: Pick<ListedEntry, "findings">[]): string {
  const kinds = entries.flatMap(({ findings }) => findings.map(({ kind }) => kind));
  const wrong = kinds.some((kind) => TO_CORRECT.has(kind));
  const missing = kinds.some((kind) => !TO_CORRECT.has(kind));
  if (wrong && missing)
    return "Lines are made as soon as what is missing has arrived and what is wrong is corrected.";
  return wrong
    ? "Lines are made as soon as it is corrected and delivered again, or uploaded."
    : "Lines are made as soon as what is missing arrives.";
}
