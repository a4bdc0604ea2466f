/** What a scenario costs, each duty with what it is of, against the baseline. */
import type { Scenario } from "~/shared/api/types";
import { dutyAndFees, layerOf } from "~/shared/lib/layers";
import { cents, effectiveRate, formatCents, formatDecimal, formatRate, formatUsd } from "~/shared/lib/money";
import { gapName, partName } from "~/shared/lib/words";
import { Status } from "~/shared/ui/Status";
import { Money } from "~/shared/ui/values";
import { mpfLimit } from "./fees";

interface Props {
  scenario: Scenario;
  /** Null for the baseline itself, and as long as it is not known. */
  baseline: Scenario | null;
  first: boolean;
  /** Others stand beside it. */
  several: boolean;
}

export function Costs({ scenario, baseline, first, several }: Props) {
  const cost = dutyAndFees(scenario.totals);
  const value = cents(scenario.totals.value);
  if (scenario.findings.length > 0) {
    return (
      <div className="gaps">
        <Status state="needs_input" label="Not to be estimated" />
        <ul>
          {scenario.findings.map((gap) => (
            <li key={`${gap.kind} ${gap.subject}`}>
              {gapName(gap.kind)}
              {gap.subject === UNLISTED ? (
                remedyOf(gap.kind)
              ) : (
                <>
                  : <span className="mono">{gap.subject}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const off = baseline && baseline.findings.length === 0 ? cost - dutyAndFees(baseline.totals) : null;
  const limit = mpfLimit(scenario);
  return (
    <>
      <p className="cost">
        {formatUsd(cost)} <span>{effectiveRate(cost, value)}</span>
      </p>
      <p className="small second">
        {off === null
          ? first
            ? several
              ? "the measure of the others"
              : "alone: add a scenario to compare with it"
            : "\u00a0"
          : off === 0n
            ? "the same as the baseline"
            : `${formatUsd(off, true)} against the baseline`}
      </p>
      <table className="table">
        <tbody>
          {scenario.lines.map((line) => (
            <LineOf key={line.line} line={line} several={scenario.lines.length > 1} />
          ))}
          <tr>
            <th scope="row">
              <i className="swatch" style={{ background: "var(--layer-fees)" }} />
              MPF
              {limit ? (
                <div className="third small">
                  {limit.kind} of an entry; at its rate {formatCents(limit.atRate)}
                </div>
              ) : null}
            </th>
            <td className="num">
              <Money amount={scenario.totals.mpf} />
            </td>
          </tr>
          <tr>
            <th scope="row">
              <i className="swatch" style={{ background: "var(--layer-fees)" }} />
              HMF
            </th>
            <td className="num">
              <Money amount={scenario.totals.hmf} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Duty and fees (USD)</th>
            <td className="num">{formatCents(cost)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="small second">
        {scenario.changes_next ? (
          <>
            Changes next on <b>{scenario.changes_next}</b>.
          </>
        ) : (
          "No change of law is known after this date."
        )}
      </p>
    </>
  );
}

/** What goods are called that are in no product list. */
const UNLISTED = "WHAT-IF";

/** Which field of the article says what a what-if of unlisted goods lacks. */
function remedyOf(kind: string): string {
  return kind === "MISSING_WEIGHT" ? ": fill in Net (kg each), and Estimate." : ".";
}

function LineOf({ line, several }: { line: Scenario["lines"][number]; several: boolean }) {
  return (
    <>
      {several ? (
        <tr>
          <th scope="row" colSpan={2}>
            <b>{partName(line.part, true)}</b>, <span className="mono">{line.hts}</span>
          </th>
        </tr>
      ) : null}
      {line.tariffs.map((tariff) => (
        <tr key={`${line.line} ${tariff.code}`}>
          <th scope="row">
            <i className="swatch" style={{ background: `var(--layer-${layerOf(tariff.code)})` }} />
            <span className="mono">{tariff.code}</span>
            <div className="third small">
              {formatRate(tariff.rate)} {tariff.rate.startsWith("Free") ? "on" : "of"} {baseText(tariff.base)}
            </div>
          </th>
          <td className="num">
            <Money amount={tariff.duty} />
          </td>
        </tr>
      ))}
    </>
  );
}

/** `50000 USD` as `50,000 USD`. */
function baseText(base: string): string {
  const [number = "", ...unit] = base.split(" ");
  return [formatDecimal(number), ...unit].join(" ");
}
