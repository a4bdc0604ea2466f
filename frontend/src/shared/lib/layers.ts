/** The layers of a line's duty, in their one order and colour: column 1, then programmes, then fees. */
import type { Day, Line, Tariff } from "~/shared/api/types";
import { cents } from "./money";

export const LAYERS = ["mfn", "s301", "s232", "s122", "ieepa", "other", "fees"] as const;
export type Layer = (typeof LAYERS)[number];

export const LAYER_NAMES: Record<Layer, string> = {
  mfn: "Column 1",
  s301: "Section 301",
  s232: "Section 232",
  s122: "Section 122",
  ieepa: "IEEPA",
  other: "Other headings",
  fees: "MPF + HMF",
};

const HEADINGS: [string, Layer][] = [
  ["9903.88", "s301"],
  ["9903.91", "s301"],
  ["9903.05", "s301"],
  ["9903.78", "s232"],
  ["9903.80", "s232"],
  ["9903.81", "s232"],
  ["9903.82", "s232"],
  ["9903.85", "s232"],
  ["9903.94", "s232"],
  ["9903.03", "s122"],
  ["9903.01", "ieepa"],
  ["9903.02", "ieepa"],
];

const PROGRAMS: Record<string, Layer> = {
  COLUMN_1: "mfn",
  S301: "s301",
  S301FL: "s301",
  S232: "s232",
  S232CU: "s232",
  S122: "s122",
  FENT: "ieepa",
  IEEPA_MX: "ieepa",
  RECIP: "ieepa",
};

/** Which layer a tariff number belongs to; Chapters 1 to 97 are column 1. */
export function layerOf(code: string): Layer {
  if (!code.startsWith("99")) return "mfn";
  return HEADINGS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? "other";
}

/** Which layer a programme of the tariff measures belongs to. */
export function layerOfProgram(program: string): Layer {
  return PROGRAMS[program] ?? "other";
}

export type Stack = Record<Layer, bigint>;
export function emptyStack(): Stack {
  return { mfn: 0n, s301: 0n, s232: 0n, s122: 0n, ieepa: 0n, other: 0n, fees: 0n };
}

/** Adds a line's duties and fees to a stack. */
export function addLine(stack: Stack, line: { tariffs: Tariff[]; mpf: string; hmf: string }): void {
  for (const tariff of line.tariffs) stack[layerOf(tariff.code)] += cents(tariff.duty);
  stack.fees += cents(line.mpf) + cents(line.hmf);
}

/** A day's duties and fees as a stack. */
export function stackOfDay(day: Pick<Day, "duties" | "mpf" | "hmf">): Stack {
  const stack = emptyStack();
  for (const [program, duty] of Object.entries(day.duties)) stack[layerOfProgram(program)] += cents(duty);
  stack.fees = cents(day.mpf) + cents(day.hmf);
  return stack;
}

/** Layers as the series of a chart. */
export const LAYER_SERIES = LAYERS.map((layer) => ({
  id: layer,
  name: LAYER_NAMES[layer],
  color: `var(--layer-${layer})`,
}));

/** Duty and fees of a line, in cents. */
export function dutyAndFees(line: Pick<Line, "duty" | "mpf" | "hmf">): bigint {
  return cents(line.duty) + cents(line.mpf) + cents(line.hmf);
}
