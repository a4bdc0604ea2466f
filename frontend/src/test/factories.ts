/** What the API would answer, drawn from the product's own samples. */
import type {
  Alert,
  AuditEvent,
  Comparison,
  CustomsLines,
  DataSet,
  Day,
  Delivery,
  Entry,
  ListedEntry,
  Me,
  Pipeline,
  Run,
  RunWithChunks,
  Scenario,
  Shadow,
  Trail,
  Upload,
  User,
} from "~/shared/api/types";
import { eachDay } from "~/shared/lib/dates";
import { layerOf } from "~/shared/lib/layers";
import { cents, formatCents } from "~/shared/lib/money";
import { operationsOf } from "./document";
import comparisonDocuments from "./fixtures/comparisons.json" with { type: "json" };
import entryDocuments from "./fixtures/entries.json" with { type: "json" };
import referenceRows from "./fixtures/reference.json" with { type: "json" };
import scenarioDocuments from "./fixtures/scenarios.json" with { type: "json" };
import trailDocument from "./fixtures/trail.json" with { type: "json" };

/** The moment that every test and picture takes for now. */
export const NOW = "2026-11-22T17:04:00Z";
export const TODAY = "2026-11-22";

export const me: Me = {
  name: "m.tanaka",
  role: "admin",
  status: "active",
  email: "m.tanaka@example.com",
  created_at: "2026-02-03T09:12:00Z",
  last_sign_in: "2026-11-22T16:31:00Z",
  edition: 4,
  must_change_password: false,
  session_ends: "2026-11-23T01:04:00Z",
  may: operationsOf("admin"),
};
export const operator: Me = {
  ...me,
  name: "j.ortiz",
  email: "j.ortiz@example.com",
  role: "operator",
  may: operationsOf("operator"),
};
/** Somebody with a one-time password: all that is open to him is to choose one of his own. */
export const newcomer: Me = {
  ...operator,
  must_change_password: true,
  may: ["POST /api/auth/logout", "POST /api/auth/password", "GET /api/auth/me"],
};

const people: Me[] = [
  me,
  operator,
  { ...operator, name: "a.lindqvist", email: "a.lindqvist@example.com", last_sign_in: null, edition: 1 },
  {
    ...operator,
    name: "s.broker",
    email: "s.broker@example.com",
    status: "disabled",
    last_sign_in: "2026-06-30T11:00:00Z",
  },
];
export const users: User[] = people.map(
  ({ must_change_password: _must, session_ends: _ends, may: _may, ...user }) => user,
);

const TOLERANCES = {
  value: "0",
  quantity: "0",
  duty: "0.01",
  mpf: "0.01",
  hmf: "0.01",
  net_weight_percent: "0.5",
  net_weight_kg: "1",
  net_weight_info_percent: "5",
  gross_weight_percent: "5",
  gross_weight_kg: "5",
};

export const comparisons: Comparison[] = (comparisonDocuments as unknown as Omit<Comparison, "id">[]).map(
  (document) => ({
    ...document,
    id: `${document.shipment}.1`,
    version: 1,
    compared_at: "2026-11-22T07:02:41Z",
    tolerances: TOLERANCES,
    findings: document.findings.map((finding, index) => ({ ...finding, n: index + 1, acknowledged: null })),
  }),
);

const compared = new Map(comparisons.map((comparison) => [comparison.shipment, comparison]));
function counts(comparison: Comparison | undefined): ListedEntry["comparison"] {
  if (!comparison) return null;
  const of = (severity: string) =>
    comparison.findings.filter((finding) => finding.severity === severity && finding.kind !== "EXTRA_LINE");
  return {
    id: comparison.id,
    status: comparison.status,
    material: comparison.findings.filter((finding) => finding.severity === "material").length,
    minor: comparison.findings.filter((finding) => finding.severity === "minor").length,
    lines: Object.fromEntries([
      ...of("minor").map(({ line }) => [line, "warn" as const]),
      ...of("material").map(({ line }) => [line, "fail" as const]),
    ]),
  };
}

export const entries: ListedEntry[] = (entryDocuments as unknown as ListedEntry[]).map((document) => ({
  ...document,
  version: 1,
  generated_at: "2026-11-22T07:01:12Z",
  comparison: counts(compared.get(document.shipment)),
}));

function plain(amount: bigint): string {
  return formatCents(amount).replaceAll(",", "");
}

export function linesAnswer(list: ListedEntry[], next: string | null = null): CustomsLines {
  const sum = (name: "value" | "duty" | "mpf" | "hmf") =>
    plain(list.reduce((all, entry) => all + cents(entry.totals[name]), 0n));
  return {
    entries: list,
    totals: {
      entries: list.length,
      lines: list.reduce((all, entry) => all + entry.lines.length, 0),
      value: sum("value"),
      duty: sum("duty"),
      mpf: sum("mpf"),
      hmf: sum("hmf"),
      held: list.filter((entry) => entry.status === "needs_input").length,
    },
    next,
  };
}

export function daysAnswer(from: string, to: string): Day[] {
  return eachDay(from, to).map((date) => {
    const list = entries.filter((entry) => entry.entry_date === date);
    const { totals } = linesAnswer(list);
    const of = (status: string) => list.filter((entry) => entry.comparison?.status === status).length;
    return {
      date,
      duties: dutiesOf(list),
      entries: list.length,
      held: totals.held,
      lines: totals.lines,
      value: totals.value,
      duty: totals.duty,
      mpf: totals.mpf,
      hmf: totals.hmf,
      pass: of("pass"),
      warn: of("warn"),
      fail: of("fail"),
      pending: of("pending"),
      noted: list.filter(({ advisories }) => advisories.length > 0).length,
    };
  });
}

/** Programmes of the samples by layer; what they are called does not matter here. */
const PROGRAMS = {
  mfn: "COLUMN_1",
  s301: "S301",
  s232: "S232",
  s122: "S122",
  ieepa: "RECIP",
  other: "OTHER",
};
function dutiesOf(list: ListedEntry[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const tariff of list.flatMap((entry) => entry.lines.flatMap((line) => line.tariffs))) {
    const layer = layerOf(tariff.code);
    const program = layer === "fees" ? "" : PROGRAMS[layer];
    sums.set(program, (sums.get(program) ?? 0n) + cents(tariff.duty));
  }
  return Object.fromEntries([...sums].sort().map(([program, duty]) => [program, plain(duty)]));
}

export function comparisonsAnswer(list: Comparison[]) {
  const of = (status: string) => list.filter((comparison) => comparison.status === status).length;
  const severity = (name: string) =>
    list.reduce(
      (all, comparison) => all + comparison.findings.filter((finding) => finding.severity === name).length,
      0,
    );
  return {
    comparisons: list,
    totals: {
      pass: of("pass"),
      warn: of("warn"),
      fail: of("fail"),
      pending: of("pending"),
      material: severity("material"),
      minor: severity("minor"),
      info: severity("info"),
    },
    next: null,
  };
}

export function entryAnswer(shipment: string): Entry | null {
  const found = entries.find((entry) => entry.shipment === shipment);
  if (!found) return null;
  return {
    ...found,
    code_version: "0.1.0",
    revision: 24,
    run: "daily-2026-11-22",
    comparison: found.comparison,
    versions: [
      { version: 2, generated_at: "2026-11-22T07:01:12Z", status: found.status, totals: found.totals },
      {
        version: 1,
        generated_at: "2026-11-20T07:01:09Z",
        status: "needs_input",
        totals: { ...found.totals, duty: "0.00" },
      },
    ],
  };
}

export const trail = trailDocument as unknown as Trail;

export const runs: Run[] = eachDay("2026-11-01", TODAY)
  .reverse()
  .map((date, index) => ({
    id: `daily-${date}`,
    cause: "daily" as const,
    started: `${date}T07:00:03Z`,
    dates: [date, date],
    sequence: 0,
    state: index === 9 ? ("failed" as const) : ("done" as const),
    chunks: 3,
    counts: {
      generated: 6 + (index % 4),
      unchanged: 31 + index,
      needs_input: index === 0 ? 0 : index % 2,
      compared: index % 3,
    },
    finished: `${date}T07:0${1 + (index % 4)}:${10 + ((index * 7) % 45)}Z`,
    nudges: 0,
  }));

export function runAnswer(id: string): RunWithChunks | null {
  const run = runs.find((one) => one.id === id);
  if (!run) return null;
  const of = (entry: { shipment: string; entry_date: string }) => ({
    shipment: entry.shipment,
    entry_date: entry.entry_date,
  });
  return {
    ...run,
    held: entries.filter(({ status }) => status === "needs_input").map(of),
    differing: comparisons.filter(({ status }) => status === "fail").map(of),
    progress: [1, 2, 3].map((number) => ({
      number,
      shipments: 2,
      generated: { generated: 2 },
      compared: number === 3 && run.state === "failed" ? null : { compared: 1, pass: 1 },
    })),
  };
}

const SETS: [string, string, string, string][] = [
  ["product_weights", "ZFMIOR002", "2026-11-16T04:00:41Z", "2026-11-24T04:00:41Z"],
  ["product_master", "ZEMM005", "2026-11-16T04:20:12Z", "2026-11-24T04:20:12Z"],
  ["hts_rates", "ZFMIOR003", "2026-11-16T04:10:30Z", "2026-11-24T04:10:30Z"],
  ["measures", "TARIFF_SEQUENCE", "2026-11-16T04:10:55Z", "2026-11-24T04:10:55Z"],
  ["packaging", "PACKAGING", "2026-11-16T04:30:02Z", "2026-11-24T04:30:02Z"],
  ["exchange_rates", "Exchange_Rate.csv", "2026-10-02T15:12:00Z", "2027-01-10T15:12:00Z"],
  ["shipments", "ZEMM07", "2026-11-22T06:10:07Z", "2026-11-23T08:10:07Z"],
  ["invoice_lines", "ZEMM004", "2026-11-22T06:00:19Z", "2026-11-23T08:00:19Z"],
  ["report", "ZSDR002", "2026-11-22T06:20:44Z", "2026-11-23T08:20:44Z"],
];

export const dataSets: DataSet[] = SETS.map(([name, source, last_good, due], index) => ({
  name,
  state: "good",
  last_good,
  source,
  due,
  failure: "",
  live: source !== "Exchange_Rate.csv",
  delivery: 120 + index,
}));

export const pipeline: Pipeline = {
  state: "good",
  revision: 24,
  data_sets: dataSets,
  unfinished_runs: [],
  runs: runs.slice(0, 10),
  daily: { date: TODAY, due: `${TODAY}T07:00:00Z`, run: runs.find(({ cause }) => cause === "daily") ?? null },
  newest: { entries: TODAY, comparisons: TODAY },
};
export const latePipeline: Pipeline = {
  ...pipeline,
  state: "late",
  data_sets: dataSets.map((set) =>
    set.name === "report" ? { ...set, state: "late", due: "2026-11-22T08:20:44Z" } : set,
  ),
};

export const deliveries: Delivery[] = SETS.map(([name, source, at], index) => ({
  sequence: 128 - index,
  source,
  at,
  business_date: at.slice(0, 10),
  state: index === 4 ? "refused" : "loaded",
  content: "3f1c",
  rows: { [name]: 73 + index * 11 },
  changed: { [name]: index },
  rejected: index === 4 ? 12 : 0,
  problem:
    index === 4 ? "Packaging has 11 rows where it had 67: fewer than 80 % are not taken over unseen." : "",
  issues: [],
  run: "",
  made_good: false,
}));

export const alerts: Alert[] = [
  {
    id: "a1",
    kind: "discrepancies",
    severity: "warning",
    title: "5 shipments of 2026-11-21 differ materially",
    text: "Look at the comparison; most are a heading left off.",
    facts: {},
    at: "2026-11-21T07:03:00Z",
  },
  {
    id: "a2",
    kind: "quality",
    severity: "warning",
    title: "Packaging was not taken over",
    text: "It has 11 rows where it had 67. If that is right, upload the file and confirm it.",
    facts: {},
    at: "2026-11-16T04:30:20Z",
  },
];

/** The rows of the first upload that stay out. */
export const REJECTED = [
  "\uFEFFRow,Problems,Material,HTS Code,Net Weight (kg)",
  '14,"HTS Code: has nine digits, and ""no dots""",10009014,850440958,1.2',
  '41,Net Weight (kg): is not a plain decimal number,10009041,8504.40.9580,"12,5"',
  "",
].join("\r\n");

export const uploads: Upload[] = [
  {
    id: "up-7",
    file_name: "Product_List.csv",
    source: "Product_List.csv",
    state: "ready",
    by: "j.ortiz",
    created_at: "2026-11-22T16:40:00Z",
    size: 8412,
    sha256: "9c317e4b0e52c2d16cbb0e2d2be1a04f2a8b3e0a3a2c8f17f4a4ce8d5ba6a1d2",
    counts: {
      rows: 73,
      rejected: 2,
      withheld: 1,
      changed: {
        product_master: { added: 3, changed: 5, removed: 0, unchanged: 63 },
        product_weights: { added: 3, changed: 1, removed: 0, unchanged: 67 },
      },
    },
    problems: [
      {
        what: "HTS Code 850440958 has nine digits",
        count: 1,
        rows: [14],
        remedy: "Write it with dots, so that a leading nought stays: 8504.40.9580.",
      },
      {
        what: "Net Weight (kg): is not a plain decimal number",
        count: 1,
        rows: [41],
        remedy: "Use a point: 12.5.",
      },
    ],
    sample: [
      {
        key: "10005242",
        before: { "Net Weight (kg)": "0.92", "Gross Weight (kg)": "1.039" },
        after: { "Net Weight (kg)": "0.94", "Gross Weight (kg)": "1.039" },
      },
      {
        key: "10009001",
        before: null,
        after: { Description: "Adjustable base Full X1", "HTS Code": "9403.20.0035" },
      },
    ],
    shrinks: [],
    affected_entries: 9,
    held_entries: 0,
    delivery: null,
    run: null,
    problem: "",
  },
];
uploads.push(
  {
    ...(uploads[0] as Upload),
    id: "up-6",
    file_name: "Exchange_Rate.csv",
    source: "Exchange_Rate.csv",
    state: "loaded",
    by: "m.tanaka",
    created_at: "2026-10-02T15:12:00Z",
    delivery: 125,
    run: "load-125",
    problems: [],
    sample: [],
    counts: {
      rows: 108,
      rejected: 0,
      withheld: 0,
      changed: { exchange_rates: { added: 6, changed: 0, removed: 0, unchanged: 102 } },
    },
  },
  {
    ...(uploads[0] as Upload),
    id: "up-5",
    file_name: "Packaging_Material.csv",
    source: "Packaging_Material.csv",
    state: "refused",
    created_at: "2026-09-14T10:02:00Z",
    problem: "The column Is Packaging is missing. Take the template, fill it, and bring it again.",
    problems: [],
    sample: [],
    counts: { rows: 0, rejected: 0, withheld: 0, changed: {} },
  },
);

export const auditEvents: AuditEvent[] = [
  {
    date: TODAY,
    chain: 1,
    number: 41,
    at: "2026-11-22T16:41:02Z",
    actor: "pipeline",
    action: "upload checked",
    subject: "upload up-7",
    facts: { file_name: "Product_List.csv", source: "Product_List.csv", rows: 73, rejected: 2 },
    hash: "9c317e4b0e52aa10",
  },
  {
    date: TODAY,
    chain: 1,
    number: 40,
    at: "2026-11-22T16:31:00Z",
    actor: "m.tanaka",
    action: "user signed in",
    subject: "user m.tanaka",
    facts: { source: "192.0.2.14" },
    hash: "1fd06f2c8812bb77",
  },
  {
    date: TODAY,
    chain: 1,
    number: 39,
    at: "2026-11-22T15:02:44Z",
    actor: "m.tanaka",
    action: "user changed",
    subject: "user a.lindqvist",
    facts: {
      before: { role: "admin", status: "active" },
      after: { role: "operator", status: "active" },
      edition: 4,
    },
    hash: "77ab1d20c9e4f531",
  },
  {
    date: TODAY,
    chain: 3,
    number: 12,
    at: "2026-11-22T07:03:00Z",
    actor: "m.tanaka",
    action: "run started",
    subject: "run manual-5b22e8a9",
    facts: { from: "2026-11-18", to: "2026-11-18" },
    hash: "5b22e8a9d0c14f60",
  },
];

export const shadow: Shadow = {
  mode: "shadow",
  reads: "csv",
  notice: "",
  changed_at: "2026-11-10T10:00:00Z",
  by: "m.tanaka",
  reason: "The table is filled; compare for two weeks.",
  edition: 3,
  checked_at: "2026-11-22T07:05:00Z",
  verdict: "different",
  compared_with: "samples",
  exports: ["parity/2026-11-22.json", "parity/2026-11-22.csv"],
  parity: [
    {
      set: "product_master",
      file: "Product_List.csv",
      rows: 73,
      equal: 73,
      differences: 0,
      percent: "100",
      verdict: "equal",
      problem: "",
    },
    {
      set: "measures",
      file: "HTS Tariff.csv",
      rows: 75,
      equal: 74,
      differences: 1,
      percent: "98.66",
      verdict: "different",
      problem: "",
    },
  ],
};

export type Kind = keyof typeof referenceRows;
/** What each kind of rows is filed under; in the samples the rows are in the order of their files. */
const rowsByKind: Record<Kind, readonly Record<string, string>[]> = referenceRows;
export const KINDS = Object.keys(referenceRows) as Kind[];

export function referenceAnswer(kind: Kind, q: string, asOf: string | null) {
  const rows = rowsByKind[kind]
    .map((row, index) => ({ ...row, row: index + 2 }))
    .filter(
      (row: Record<string, string | number>) =>
        Object.values(row).some((text) => String(text).toLowerCase().includes(q.toLowerCase())) &&
        (!asOf ||
          (String(row["Effective From"] ?? "") <= asOf &&
            (!row["Effective To"] || row["Effective To"] >= asOf))),
    );
  return { as_of: asOf, revision: 24, source: "table" as const, rows, next: null };
}

export function recordAnswer(kind: Kind, key: string) {
  const rows = rowsByKind[kind]
    .filter((row) => row["key"] === key)
    .map(({ key: _key, ...cells }) => cells as Record<string, string>);
  const before = rows.map((row) => ({
    ...row,
    ...(row["Net Weight (kg)"] ? { "Net Weight (kg)": "60.000" } : {}),
  }));
  return {
    key,
    source: "table" as const,
    rows,
    versions: [
      { sequence: 121, at: "2026-11-16T04:20:12Z", source: "ZEMM005", rows },
      { sequence: 87, at: "2026-08-03T04:20:09Z", source: "Product_List.csv", rows: before },
    ],
  };
}

const sum = (...amounts: string[]) => plain(amounts.reduce((all, amount) => all + cents(amount), 0n));
export const scenarios: Scenario[] = (scenarioDocuments as unknown as Scenario[]).map((document) => ({
  ...document,
  export_date: document.entry_date,
  status: "generated",
  advisories: [],
  duty_and_fees: sum(document.totals.duty, document.totals.mpf, document.totals.hmf),
}));
