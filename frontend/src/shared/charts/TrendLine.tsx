/** One line over days, with the limit it should stay above. Values are shares in [0, 1], for drawing only. */
import { useId } from "react";
import { addDays, daysIn, shortDate } from "~/shared/lib/dates";
import { useWidth } from "./useWidth";
import "./charts.css";

interface Props {
  title: string;
  points: { date: string; share: number; words: string }[];
  /** The dates that the axis spans; days without a point leave their room. */
  from: string;
  to: string;
  limit?: { share: number; words: string };
  height?: number;
}

const LEFT = 44;

export function TrendLine({ title, points, from, to, limit, height = 150 }: Props) {
  const [box, width] = useWidth(640);
  const id = useId();
  const floor = Math.max(
    0,
    Math.min(0.9, Math.floor((Math.min(1, ...points.map((point) => point.share)) - 0.05) * 10) / 10),
  );
  const inner = height - 28;
  const y = (share: number) => 6 + inner * (1 - (share - floor) / (1 - floor));
  const days = Math.max(2, daysIn(from, to)) - 1;
  const x = (date: string) => LEFT + ((width - LEFT - 22) * (daysIn(from, date) - 1)) / days;
  const every = Math.max(1, Math.ceil((72 * days) / (width - LEFT)));
  const ticks = Array.from({ length: Math.floor(days / every) + 1 }, (_, number) =>
    addDays(to, -number * every),
  );
  return (
    <figure className="chart" ref={box} aria-labelledby={`${id}-title`}>
      <figcaption>
        <span className="chart-title" id={`${id}-title`}>
          {title}
        </span>
        {limit ? <span className="legend">dashed: {limit.words}</span> : null}
      </figcaption>
      <svg width={width} height={height} role="img" aria-labelledby={`${id}-title`}>
        <title>{title}</title>
        {[floor, (1 + floor) / 2, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={width - 10} y1={y(share)} y2={y(share)} className="rule" />
            <text x={LEFT - 8} y={y(share) + 4} textAnchor="end">
              {Math.round(share * 100)}%
            </text>
          </g>
        ))}
        {limit && limit.share >= floor ? (
          <line x1={LEFT} x2={width - 10} y1={y(limit.share)} y2={y(limit.share)} className="limit" />
        ) : null}
        <polyline
          className="trend"
          points={points.map((point) => `${x(point.date)},${y(point.share)}`).join(" ")}
        />
        {points.map((point) => (
          <circle
            key={point.date}
            cx={x(point.date)}
            cy={y(point.share)}
            r={limit && point.share < limit.share ? 4 : 2.5}
            className={limit && point.share < limit.share ? "below" : "dot"}
          >
            <title>{point.words}</title>
          </circle>
        ))}
        {ticks.map((date) => (
          <text key={date} x={x(date)} y={height - 5} textAnchor="middle">
            {shortDate(date)}
          </text>
        ))}
      </svg>
      <ul className="hidden-visually">
        {points.map((point) => (
          <li key={point.date}>{point.words}</li>
        ))}
      </ul>
    </figure>
  );
}
