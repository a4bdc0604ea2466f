/** How every figure of a line was reached: the JSON of the trail route, as far as the pages show it. */
export interface TrailDuty {
  code: string;
  program: string;
  row: string;
  kind: string;
  rate_text: string;
  value: string;
  product: string;
  rounded: string;
  less: string;
  duty: string;
  why: string;
}

export interface TrailCase {
  materials: string[];
  result: string;
  why: string;
  winner: {
    row: string;
    heading: string;
    rate: string;
    basis: string;
    condition: string;
    period: string;
    source: string;
    version: string;
    why: string[];
  } | null;
  lost: { row: string; heading: string; rate: string; why: string[] }[];
  not_covering: { rows: string; why: string }[];
}

export interface TrailFee {
  rate: string;
  minimum: string;
  maximum: string;
  period: string;
  source: string;
  value: string;
  amount: string;
  why: string;
}

export interface Trail {
  entry: {
    shipment: string;
    entry_date: string;
    export_date: string;
    entry_type: string;
    mode: string;
    mode_name: string;
    country_of_export: string;
    bills_of_lading: string[];
    containers: string[];
    lines: string;
  };
  articles: {
    material: string;
    description: string;
    origin: string;
    origin_why: string;
    spi_why: string;
    version: string;
  }[];
  currencies: { currency: string; rate: string; rate_date: string; version: string }[];
  invoice_lines: {
    invoice: string;
    line: string;
    material: string;
    quantity: string;
    unit: string;
    amount: string;
    currency: string;
    rate: string;
    usd: string;
    packing: string;
    value: string;
  }[];
  split: { why: string };
  value: { exact: string; reported: string; why: string };
  quantity: { reported: string; unit: string; why: string };
  net_weight: { exact: string; reported: string };
  gross_weight: { exact: string; reported: string; why: string };
  hts: { hts: string; description: string; general_rate: string; period: string; version: string };
  tariffs: {
    order: { programs: string[]; period: string; why: string };
    programs: { program: string; place: string; cases: TrailCase[] }[];
  };
  duties: TrailDuty[];
  fees: { mpf: TrailFee | null; hmf: TrailFee | null };
  totals: { duty: string; mpf: string; hmf: string; duty_and_fees: string };
  proof: { code_version: string; reference_hash: string; inputs_hash: string; content_hash: string };
}
