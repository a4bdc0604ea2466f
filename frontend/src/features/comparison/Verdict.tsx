/** How the shown shipments came out: the verdict, what it costs, and the trend of the last days. */
import type { Comparison, Comparisons, Day } from "~/shared/api/types";
import { TrendLine } from "~/shared/charts/TrendLine";
import { cents, formatCount, formatUsd } from "~/shared/lib/money";
import { openFindings } from "~/shared/session/failed";
import { ToneIcon, toneOf, wordOf } from "~/shared/ui/Status";
import { verdictOf } from "./findings";

export const TREND_DAYS = 90;

interface Props {
  /** What is shown: every figure here is of that. */
  data: Comparisons;
  shipment: string | undefined;
  filtered: boolean;
}

export function VerdictWords({ data, shipment, filtered }: Props) {
  const verdict = verdictOf(data.totals, filtered);
  const tone = toneOf(verdict.state);
  const effect = data.comparisons.reduce(
    (sum, comparison) =>
      sum +
      comparison.findings.reduce(
        (part, finding) => part + (finding.acknowledged ? 0n : cents(finding.duty_effect)),
        0n,
      ),
    0n,
  );
  const { pass, warn, fail, pending } = data.totals;
  const judged = data.comparisons.filter(isJudged).length;
  return (
    <>
      <p className={`verdict-line ${tone}`}>
        <ToneIcon tone={tone} size={22} />
        {verdict.sentence}
        {judged > 0
          ? ` ${judged === 1 ? "1 of them is" : `${formatCount(judged)} of them are`} acknowledged.`
          : ""}
      </p>
      <dl className="verdict-figures">
        {Object.entries({ pass, warn, fail, pending }).map(([state, count]) => (
          <div key={state}>
            <dt>{wordOf(state)}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="second small">
        {shipment ? `Of shipment ${shipment} alone. ` : ""}Duty effect of what is open:{" "}
        {formatUsd(effect, true)}. Reported minus ours: below nought, duty is owed. A shipment is a pass if
        nothing differs, for review with minor differences, and a fail with a material one.
      </p>
    </>
  );
}

/** Failed, and nothing material of it is open. */
function isJudged(comparison: Comparison): boolean {
  return comparison.status === "fail" && openFindings(comparison).length === 0;
}

export function Trend({ days, last }: { days: Day[]; last: string }) {
  const points = days
    .map((day) => ({ day, compared: day.pass + day.warn + day.fail }))
    .filter(({ compared }) => compared > 0)
    .map(({ day, compared }) => ({
      date: day.date,
      share: (day.pass + day.warn) / compared,
      words: `${day.date}: ${day.pass + day.warn} of ${compared} without a material difference`,
    }));
  if (points.length < 2) return <p className="second small">The trend shows once two days were compared.</p>;
  return (
    <TrendLine
      title={`Shipments without a material difference, ${TREND_DAYS} days`}
      points={points}
      from={points[0]?.date ?? last}
      to={last}
      limit={{ share: 0.95, words: "95%" }}
    />
  );
}
