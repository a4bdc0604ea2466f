/** Scenarios as a file: a row for each duty and fee, so that each column of dollars adds up. */
import type { Scenario } from "~/shared/api/types";
import { dutyAndFees } from "~/shared/lib/layers";
import { cents, formatCents } from "~/shared/lib/money";
import { partName } from "~/shared/lib/words";
import { mpfLimit } from "./fees";

export const HEADER = [
  "Scenario",
  "Origin",
  "Entry date",
  "Line",
  "Part",
  "HTS number",
  "Tariff or fee",
  "Rate",
  "Base",
  "Duty or fee (USD)",
  "Duty and fees of the scenario (USD)",
];

/** The rows of scenarios, each given with its number; the total of one stands on its first row only. */
export function rowsOf(scenarios: readonly [number: number, scenario: Scenario][]): string[][] {
  return scenarios.flatMap(([number, scenario]) => {
    const total = formatCents(dutyAndFees(scenario.totals)).replaceAll(",", "");
    return [...dutiesOf(scenario), ...feesOf(scenario)].map((cells, index) => [
      String(number),
      scenario.origin ?? "",
      scenario.entry_date,
      ...cells,
      index === 0 ? total : "",
    ]);
  });
}

function dutiesOf({ lines }: Scenario): string[][] {
  return lines.flatMap((line) =>
    line.tariffs.map(({ code, rate, base, duty }) => [
      line.line,
      partName(line.part, lines.length > 1),
      line.hts,
      code,
      rate,
      base,
      duty,
    ]),
  );
}

function feesOf(scenario: Scenario): string[][] {
  if (scenario.lines.length === 0) return [];
  const limit = mpfLimit(scenario);
  const base = `${scenario.totals.value} USD`;
  return [
    ["entry", "", "", "MPF", limit ? `${limit.kind} of an entry` : "", base, scenario.totals.mpf],
    ["entry", "", "", "HMF", "", cents(scenario.totals.hmf) > 0n ? base : "", scenario.totals.hmf],
  ];
}
