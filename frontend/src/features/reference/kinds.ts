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
  columns: [header: string, width: number, as?: "code" | "number" | "grow"][];
}

export const SHOWN: Record<Kind, Shown> = {
  products: {
    name: "Products",
    one: "product",
    lead: "What is imported: classification, origin, weights and metal content.",
    search: "Material, description, HTS",
    columns: [
      ["Material", 104, "code"],
      ["Description", 230, "grow"],
      ["HTS Code", 124, "code"],
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
      ["HTS Code", 126, "code"],
      ["Description", 320, "grow"],
      ["General Rate", 160],
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
      ["Tariff Code", 112, "code"],
      ["Origin", 96],
      ["Rate", 70, "number"],
      ["Cap", 64, "number"],
      ["Basis", 126],
      ["Condition", 164],
      ["Effective From", 118],
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
      ["Material", 120, "code"],
      ["Description", 300, "grow"],
      ["Is Packaging", 120],
    ],
  },
  "exchange-rates": {
    name: "Exchange rates",
    one: "currency",
    lead: "The certified rates; the export date decides which one is used.",
    search: "Currency",
    columns: [
      ["Currency", 110],
      ["Date", 130],
      ["USD per Unit", 150, "number"],
    ],
  },
};
