/** The reference data: what each kind is called, which columns it shows first, and what a row is known by. */
export const KINDS = ["products", "hts", "tariffs", "packaging", "exchange-rates"] as const;
export type Kind = (typeof KINDS)[number];

interface Shown {
  name: string;
  one: string;
  lead: string;
  search: string;
  /** Whether its rows hold for a time, so that a date can be asked for. */
  dated?: boolean;
  /** Column, width, and whether it is a code or a number. */
  columns: [header: string, width: number, as?: "code" | "number" | "grow" | "", phone?: number][];
}

export const SHOWN: Record<Kind, Shown> = {
  products: {
    name: "Products",
    one: "product",
    lead: "What is imported: classification, origin, weights and metal content.",
    search: "Material, description, HTS",
    columns: [
      ["Material", 104, "code", 82],
      ["Description", 230, "grow", 150],
      ["HTS Code", 124, "code", 116],
      ["Country of Origin", 130],
      ["Net Weight (kg)", 122, "number"],
      ["Gross Weight (kg)", 132, "number"],
      ["SPI", 60],
      ["Status", 84],
    ],
  },
  hts: {
    name: "HTS numbers",
    dated: true,
    one: "HTS number",
    lead: "Column 1 rates and units of the tariff schedule, as they hold on a date.",
    search: "Number or words",
    columns: [
      ["HTS Code", 126, "code", 116],
      ["Description", 220, "grow", 130],
      ["General Rate", 124, "", 112],
      ["Unit 1", 76],
      ["Unit 2", 76],
      ["Effective From", 122],
      ["Effective To", 110],
    ],
  },
  tariffs: {
    name: "Tariff measures",
    dated: true,
    one: "measure",
    lead: "Chapter 99 headings with scope, condition and period. In a programme the first row that matches wins.",
    search: "Programme, heading, source",
    columns: [
      ["Program", 92],
      ["Tariff Code", 112, "code", 98],
      ["Origin", 96, "", 72],
      ["Rate", 70, "number", 60],
      ["Cap", 64, "number"],
      ["Basis", 126],
      ["Condition", 164],
      ["Effective From", 118, "", 116],
      ["Effective To", 108],
      ["Source", 200, "grow"],
    ],
  },
  packaging: {
    name: "Packaging",
    one: "packaging material",
    lead: "Materials whose cost is shared over the goods of their invoice.",
    search: "Material or description",
    columns: [
      ["Material", 120, "code", 90],
      ["Description", 300, "grow", 230],
      ["Is Packaging", 120],
    ],
  },
  "exchange-rates": {
    name: "Exchange rates",
    one: "currency",
    lead: "The certified rates; the export date decides which one is used.",
    search: "Currency",
    columns: [
      ["Currency", 110, "", 90],
      ["Date", 130, "", 110],
      ["USD per Unit", 150, "number", 130],
    ],
  },
};
