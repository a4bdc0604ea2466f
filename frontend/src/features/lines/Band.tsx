/** The figures over the rows, and their costs by entry date. */
import { useMemo } from "react";
import { StackedBars } from "~/shared/charts/StackedBars";
import { eachDay } from "~/shared/lib/dates";
import { emptyStack, LAYER_SERIES, LAYERS } from "~/shared/lib/layers";
import { effectiveRate, formatCount, formatUsd } from "~/shared/lib/money";
import { Bone } from "~/shared/ui/states";
import { figuresOf, type LineRow, noteOn, type Share, sharesOf } from "./rows";
import type { LinesProps, LinesSearch, Period } from "./search";

interface BandProps extends LinesProps {
  rows: LineRow[];
  before: LineRow[];
  held: number;
  pending: boolean;
  period: Period;
}

export function Band({ rows, before, held, pending, period, search, onSearch }: BandProps) {
  const figures = useMemo(() => figuresOf(sharesOf(rows)), [rows]);
  const { from, to } = period;
  const bars = useMemo(
    () => barsOf(sharesOf(before), search.shipment ? null : { from, to }),
    [before, search.shipment, from, to],
  );
  const ofHeld = heldNote(search);
  const value = (text: string) => (pending ? <Bone width={96} /> : text);
  return (
    <section className="panel band" aria-label="Figures">
      <dl className="figures">
        <div>
          <dt>Lines</dt>
          <dd>{value(formatCount(rows.length))}</dd>
        </div>
        <div>
          <dt>Entered value</dt>
          <dd>{value(formatUsd(figures.value))}</dd>
        </div>
        <div>
          <dt>Duty and fees</dt>
          <dd>{value(formatUsd(figures.cost))}</dd>
          {/* Its place is kept while the figures are on their way. */}
          <dd className="figure-note of-mpf">{pending ? "" : noteOn(figures)}</dd>
        </div>
        <div>
          <dt>Effective rate</dt>
          <dd>{value(effectiveRate(figures.cost, figures.value))}</dd>
        </div>
        <div>
          <dt>Shipments that differ</dt>
          <dd>{value(formatCount(figures.differing))}</dd>
        </div>
        <div>
          <dt>Shipments held</dt>
          <dd>{value(search.hts || search.origin ? "–" : formatCount(held))}</dd>
          {ofHeld ? <dd className="figure-note">{ofHeld}</dd> : null}
        </div>
      </dl>
      <div className="pad band-chart">
        {pending ? (
          <Bone width="100%" height={226} />
        ) : (
          <StackedBars
            title="Duty and fees by entry date"
            series={LAYER_SERIES}
            bars={bars}
            height={208}
            selected={search.day}
            onSelect={(day) => onSearch({ day: day === search.day ? undefined : day, line: undefined })}
          />
        )}
      </div>
    </section>
  );
}

/** Of what the held shipments are; they have no lines, which most filters are about. */
function heldNote({ hts, origin, q }: LinesSearch): string | null {
  if (hts || origin)
    return `not told by ${[hts && "HTS number", origin && "origin"].filter(Boolean).join(" and ")}: they have no lines`;
  return q ? `by shipment, material or what they lack: “${q}”` : null;
}

function barsOf(shares: Share[], period: Period | null) {
  const dates = period
    ? eachDay(period.from, period.to)
    : [...new Set(shares.map(({ entry }) => entry.entry_date))];
  const stacks = new Map(dates.map((date) => [date, emptyStack()]));
  for (const { entry, costs } of shares) {
    const stack = stacks.get(entry.entry_date);
    if (stack) for (const layer of LAYERS) stack[layer] += costs[layer];
  }
  return [...stacks].map(([date, values]) => ({ key: date, label: date, values }));
}
