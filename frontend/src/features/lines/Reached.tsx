/** What a line costs: each tariff number and fee with its rate, what that is of, and the law it rests on. */
import type { Trail } from "~/shared/api/types";
import { LAYER_NAMES, layerOf } from "~/shared/lib/layers";
import { cents, effectiveRate, formatDecimal, formatRate, formatUsd } from "~/shared/lib/money";
import { Bone } from "~/shared/ui/states";
import { Money } from "~/shared/ui/values";
import type { LineRow } from "./rows";

type TrailFee = Trail["fees"]["hmf"];

interface ReachedProps {
  row: LineRow;
  trail: Trail | undefined;
  /** The working is on its way: its place is kept. */
  pending: boolean;
}

export function Reached({ row, trail, pending }: ReachedProps) {
  const { line } = row;
  const value = cents(line.value);
  return (
    <section>
      <h3>How {formatUsd(row.cost)} was reached</h3>
      <table className="table reached">
        <thead>
          <tr>
            <th scope="col">Tariff</th>
            <th scope="col" className="num">
              Rate
            </th>
            <th scope="col" className="num">
              Amount (USD)
            </th>
          </tr>
        </thead>
        <tbody>
          {line.tariffs.map((tariff, index) => {
            const duty = trail?.duties.find(
              (one, at) => one.code === tariff.code && (at === index || one.row !== ""),
            );
            const cite = citeOf(trail, tariff.code);
            return (
              <tr key={tariff.code}>
                <th scope="row">
                  <i className="swatch" style={{ background: `var(--layer-${layerOf(tariff.code)})` }} />
                  {LAYER_NAMES[layerOf(tariff.code)]}
                  <br />
                  <span className="mono second">{tariff.code}</span>
                  {duty?.program ? <span className="second small"> {duty.program}</span> : null}
                  {cite ? (
                    <div className="third small cite">{cite}</div>
                  ) : pending ? (
                    <Place width={170} />
                  ) : null}
                </th>
                <td className="num">
                  {formatRate(tariff.rate)}
                  <div className="third small">of {formatDecimal(duty?.value ?? line.value)}</div>
                </td>
                <td className="num">
                  <Money amount={tariff.duty} />
                </td>
              </tr>
            );
          })}
          <Fee name="MPF" amount={line.mpf} fee={trail?.fees.mpf} value={line.value} pending={pending} />
          <Fee name="HMF" amount={line.hmf} fee={trail?.fees.hmf} value={line.value} pending={pending} />
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Duty and fees</th>
            <td className="num">{effectiveRate(row.cost, value)}</td>
            <td className="num">
              <Money amount={row.cost} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="second small mpf-of-entry">
        {trail ? (
          <>MPF has a minimum and a maximum per entry. {trail.fees.mpf.entry_why}</>
        ) : pending ? (
          <Bone width={300} height={11} />
        ) : null}
      </p>
    </section>
  );
}

function Fee({
  name,
  amount,
  fee,
  value,
  pending,
}: {
  name: string;
  amount: string;
  fee: TrailFee | undefined;
  value: string;
  pending: boolean;
}) {
  return (
    <tr className="fee">
      <th scope="row">
        <i className="swatch" style={{ background: "var(--layer-fees)" }} />
        {name}
        {fee ? <div className="third small">{fee.source}</div> : pending ? <Place width={150} /> : null}
      </th>
      <td className="num">
        {fee?.rate ? formatRate(fee.rate) : "–"}
        {fee ? <div className="third small">of {formatDecimal(fee.value || value)}</div> : null}
      </td>
      <td className="num">
        <Money amount={amount} />
      </td>
    </tr>
  );
}

/** Where a line of small text will stand. */
function Place({ width }: { width: number }) {
  return (
    <div className="small cite">
      <Bone width={width} height={11} />
    </div>
  );
}

/** The law a heading rests on, with the days it holds. */
function citeOf(trail: Trail | undefined, code: string): string {
  if (!trail) return "";
  if (code === trail.hts.hts) return `HTS, ${trail.hts.period}`;
  for (const program of trail.tariffs.programs) {
    for (const one of program.cases) {
      if (one.winner?.heading === code) return `${one.winner.source}, ${one.winner.period}`;
    }
  }
  return "";
}
