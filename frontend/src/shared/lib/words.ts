/** What the API's kinds are called in front of people. */

const FINDINGS: Record<string, string> = {
  VALUE: "Entered value differs",
  QUANTITY: "Quantity differs",
  UNIT: "Unit differs",
  NET_WEIGHT: "Net weight differs",
  GROSS_WEIGHT: "Gross weight differs",
  HTS: "HTS number differs",
  ORIGIN: "Origin differs",
  MISSING_CH99: "Chapter 99 heading left off",
  EXTRA_CH99: "Chapter 99 heading too many",
  DEAD_PROGRAM: "Heading no longer in force",
  WRONG_ORDER: "Headings in wrong order",
  DUTY: "Duty differs",
  MPF: "MPF differs",
  HMF: "HMF differs",
  MISSING_LINE: "Line not reported",
  EXTRA_LINE: "Line only in the report",
};

const GAPS: Record<string, string> = {
  MISSING_INVOICE: "Invoice without lines",
  MISSING_PRODUCT: "Product unknown",
  MISSING_HTS: "Product without HTS number",
  MISSING_ORIGIN: "Origin unknown",
  MISSING_WEIGHT: "Weight missing",
  MISSING_HTS_RATE: "No rate for the HTS number",
  MISSING_EXCHANGE_RATE: "No exchange rate",
  MISSING_FEE: "No fee in force",
  UNIT: "Unit cannot be converted",
  MISSING_METAL_VALUE: "Metal value missing",
  METAL_VALUE_OVER_100: "Metal value above 100 %",
  MISSING_METAL_WEIGHT: "Metal weight missing",
  PACKAGING_ONLY: "Invoice of packaging only",
  NEGATIVE_AMOUNT: "Negative amount",
  INVOICE_IN_SEVERAL_SHIPMENTS: "Invoice in several shipments",
  SHIPMENT_CONFLICT: "Shipment's rows disagree",
};

const SETS: Record<string, string> = {
  product_weights: "Product weights",
  product_master: "Product master",
  hts_rates: "HTS rates",
  measures: "Tariff measures",
  packaging: "Packaging",
  exchange_rates: "Exchange rates",
  shipments: "Shipments",
  invoice_lines: "Invoices",
  report: "Customs report",
};

const METALS: Record<string, string> = {
  steel: "Steel content",
  aluminum: "Aluminum content",
  copper: "Copper content",
};

/** A name that nobody translated, readable: `NEW_KIND` → `New kind`. */
export function plain(kind: string): string {
  const text = kind.replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const findingName = (kind: string): string => FINDINGS[kind] ?? plain(kind);
export const gapName = (kind: string): string => GAPS[kind] ?? plain(kind);
/** What an entry lacks. */
export const gapsOf = ({ findings }: { findings: { kind: string; subject: string }[] }): string =>
  findings.map((gap) => `${gapName(gap.kind)}: ${gap.subject}`).join("; ");
export const setName = (name: string): string => SETS[name] ?? plain(name);
/** A part of an article; whether the article is split is not said by the part that is no metal. */
export function partName(part: string, split?: boolean): string {
  if (part !== "non_metal") return METALS[part] ?? plain(part);
  if (split === undefined) return "Non-metal";
  return split ? "Non-metal remainder" : "Whole article";
}
/** A name within a sentence: `Tariff measures` → `tariff measures`, but `HTS numbers`. */
export const inSentence = (name: string): string =>
  /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

/** `1 line`, `7 lines`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;
}
