/** The business's files: their names and columns, for templates and for a first look before anything is sent. */
import { SOURCES } from "~/shared/api/values";

export type Source = (typeof SOURCES)[number];

export const FILES: Record<Source, readonly string[]> = {
  "Customs_Report.csv": [
    "Shipment",
    "Invoice",
    "Entry Date",
    "Line",
    "HTS Code",
    "Country of Origin",
    "Ordinal",
    "Tariff Code",
    "Entered Value",
    "Duty",
    "Quantity",
    "Unit",
    "Net Weight (kg)",
    "Gross Weight (kg)",
    "MPF",
    "HMF",
  ],
  "Exchange_Rate.csv": ["Currency", "Date", "USD per Unit"],
  "HTS Tariff.csv": [
    "Program",
    "Tariff Code",
    "HTS Scope",
    "HTS Except",
    "Origin",
    "Rate",
    "Cap",
    "Basis",
    "Condition",
    "Effective From",
    "Effective To",
    "Source",
  ],
  "HTS_Code.csv": [
    "HTS Code",
    "Description",
    "General Rate",
    "Unit 1",
    "Unit 2",
    "Effective From",
    "Effective To",
  ],
  "Invoices.csv": [
    "Invoice",
    "Invoice Date",
    "Supplier",
    "Currency",
    "Incoterm",
    "Line",
    "PO",
    "Material",
    "Quantity",
    "Unit",
    "Unit Price",
    "Amount",
    "Country of Origin",
  ],
  "Packaging_Material.csv": ["Material", "Description", "Is Packaging"],
  "Product_List.csv": [
    "Material",
    "Description",
    "HTS Code",
    "Country of Origin",
    "Base Unit",
    "Net Weight (kg)",
    "Gross Weight (kg)",
    "Steel (kg)",
    "Aluminum (kg)",
    "Copper (kg)",
    "Steel Value %",
    "Aluminum Value %",
    "Copper Value %",
    "SPI",
    "Exclusion Claim",
    "Status",
  ],
  "Shipments.csv": [
    "Shipment",
    "Bill of Lading",
    "Container",
    "Mode",
    "Port of Lading",
    "Port of Entry",
    "Country of Export",
    "Export Date",
    "Entry Date",
    "Entry Type",
    "Invoice",
  ],
};

/** Which of the files a name means, whatever its case, with blanks, `_` or `-` between its words; null for any other. */
export function fileOf(name: string): Source | null {
  const plain = (text: string) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s_-]+/g, "");
  return SOURCES.find((known) => plain(known) === plain(name)) ?? null;
}
