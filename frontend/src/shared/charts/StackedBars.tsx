/** Stacked bars in SVG: every bar a button that says its figures, and a table of the same for whoever cannot see. */
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { shortDate } from "~/shared/lib/dates";
import { drawn, formatUsd, shortUsd } from "~/shared/lib/money";
import { useWidth } from "./useWidth";
import "./charts.css";

export interface Series {
  id: string;
  name: string;
  /** A CSS colour, usually `var(--layer-…)`. */
  color: string;
}
export interface Bar {
  /** An ISO date, or any name. */
  key: string;
  label: string;
  values: Record<string, bigint>;
}

interface Props {
  title: string;
  series: Series[];
  bars: Bar[];
  height?: number;
  selected?: string | undefined;
  onSelect?: ((key: string) => void) | undefined;
}

const LEFT = 52;
const BOTTOM = 22;
const TOP = 8;

/** A round figure at or above the highest bar, in four steps. */
export function ceiling(highest: bigint): bigint {
  if (highest <= 0n) return 40_000n;
  let unit = 1n;
  while (unit * 100n < highest) unit *= 10n;
  for (const step of [4n, 8n, 10n, 12n, 16n, 20n, 24n, 32n, 40n, 60n, 80n, 100n]) {
    if (step * unit >= highest) return step * unit;
  }
  return unit * 100n;
}

export function StackedBars({ title, series, bars, height = 190, selected, onSelect }: Props) {
  const [box, width] = useWidth(640);
  const id = useId();
  const [at, setAt] = useState<number | null>(null);
  const buttons = useRef<(SVGGElement | null)[]>([]);
  const used = series.filter((one) => bars.some((bar) => (bar.values[one.id] ?? 0n) > 0n));
  const totals = useMemo(
    () => bars.map((bar) => series.reduce((sum, one) => sum + (bar.values[one.id] ?? 0n), 0n)),
    [bars, series],
  );
  const highest = totals.reduce((most, total) => (total > most ? total : most), 0n);
  const top = ceiling(highest);
  // Over nothing there is nothing to measure: the ground line only.
  const ticks = highest > 0n ? [0n, 1n, 2n, 3n, 4n] : [0n];
  const inner = { width: Math.max(80, width - LEFT - 4), height: height - TOP - BOTTOM };
  const step = inner.width / Math.max(1, bars.length);
  const thick = Math.min(34, Math.max(3, step * 0.72));
  const every = Math.max(1, Math.ceil(58 / step));

  const move = (event: KeyboardEvent, index: number) => {
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      buttons.current[Math.max(0, Math.min(bars.length - 1, next))]?.focus();
    } else if ((event.key === "Enter" || event.key === " ") && onSelect) {
      event.preventDefault();
      const bar = bars[index];
      if (bar) onSelect(bar.key);
    }
  };
  const shown = at === null ? null : bars[at];
  const tabbed = Math.max(0, selected ? bars.findIndex((bar) => bar.key === selected) : bars.length - 1);

  return (
    <figure className="chart" ref={box} aria-labelledby={`${id}-title`}>
      <figcaption>
        <span className="chart-title" id={`${id}-title`}>
          {title}
        </span>
        <ul className="legend">
          {used.map((one) => (
            <li key={one.id}>
              <i style={{ background: one.color }} />
              {one.name}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="bars"
        role="group"
        aria-label={`${title}, ${bars.length} bars`}
      >
        {ticks.map((tick) => {
          const y = TOP + inner.height - (inner.height * Number(tick)) / 4;
          return (
            <g key={String(tick)} aria-hidden>
              <line x1={LEFT} x2={width - 4} y1={y} y2={y} className="rule" />
              <text x={LEFT - 8} y={y + 4} textAnchor="end">
                {shortUsd((top * tick) / 4n)}
              </text>
            </g>
          );
        })}
        {bars.map((bar, index) => {
          const x = LEFT + step * index + (step - thick) / 2;
          let base = TOP + inner.height;
          const total = totals[index] ?? 0n;
          const words = `${bar.label}: ${formatUsd(total)}${used
            .filter((one) => (bar.values[one.id] ?? 0n) > 0n)
            .map((one) => `, ${one.name} ${formatUsd(bar.values[one.id] ?? 0n)}`)
            .join("")}`;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the role depends on whether a bar can be chosen
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: as above
            <g
              key={bar.key}
              ref={(node) => {
                buttons.current[index] = node;
              }}
              role={onSelect ? "button" : "img"}
              tabIndex={index === tabbed ? 0 : -1}
              aria-label={words}
              aria-pressed={onSelect ? bar.key === selected : undefined}
              className={bar.key === selected ? "bar selected" : "bar"}
              onFocus={() => setAt(index)}
              onBlur={() => setAt(null)}
              onMouseEnter={() => setAt(index)}
              onMouseLeave={() => setAt(null)}
              onClick={() => onSelect?.(bar.key)}
              onKeyDown={(event) => move(event, index)}
            >
              <rect
                x={LEFT + step * index}
                y={TOP}
                width={step}
                height={inner.height + BOTTOM}
                className="hit"
              />
              {used.map((one) => {
                const size = drawn(bar.values[one.id] ?? 0n, top) * inner.height;
                if (size <= 0) return null;
                base -= size;
                return (
                  <rect
                    key={one.id}
                    x={x}
                    y={base}
                    width={thick}
                    height={Math.max(size, 0.75)}
                    fill={one.color}
                    className="segment"
                  />
                );
              })}
              {index % every === 0 ? (
                <text x={x + thick / 2} y={height - 6} textAnchor="middle" aria-hidden>
                  {/^\d{4}-/.test(bar.key) ? shortDate(bar.key) : bar.label}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      {shown && at !== null ? (
        <div
          className="tip"
          aria-hidden
          style={{ left: Math.min(Math.max(0, LEFT + step * at - 70), Math.max(0, width - 210)), top: 34 }}
        >
          <b>{shown.label}</b>
          {used.map((one) => (
            <span key={one.id}>
              <i style={{ background: one.color }} />
              {one.name}
              <em>{formatUsd(shown.values[one.id] ?? 0n)}</em>
            </span>
          ))}
          <span className="sum">
            Total<em>{formatUsd(totals[at] ?? 0n)}</em>
          </span>
        </div>
      ) : null}
      <div className="hidden-visually">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {used.map((one) => (
                <th key={one.id} scope="col">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key}>
                <th scope="row">{bar.label}</th>
                {used.map((one) => (
                  <td key={one.id}>{formatUsd(bar.values[one.id] ?? 0n)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
