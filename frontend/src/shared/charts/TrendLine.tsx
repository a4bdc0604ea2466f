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

/** A weekend may be without a point; over more days than that no line is drawn, for nothing is known of them. */
const MOST_BETWEEN = 3;

/** Points that are near enough to be joined. */
export function stretchesOf<Point extends { date: string }>(points: readonly Point[]): Point[][] {
  const stretches: Point[][] = [];
  let before: Point | undefined;
  for (const point of points) {
    const last = stretches.at(-1);
    if (last && before && daysIn(before.date, point.date) - 1 <= MOST_BETWEEN) last.push(point);
    else stretches.push([point]);
    before = point;
  }
  return stretches;
}

export function TrendLine({ title, points, from, to, limit, height = 150 }: Props) {
  const [box, width] = useWidth(640);
  const id = useId();
  const inner = height - 28;
  const y = (share: number) => 6 + inner * (1 - share);
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
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title`}
      >
        <title>{title}</title>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={width - 10} y1={y(share)} y2={y(share)} className="rule" />
            <text x={LEFT - 8} y={y(share) + 4} textAnchor="end">
              {Math.round(share * 100)}%
            </text>
          </g>
        ))}
        {limit ? (
          <line x1={LEFT} x2={width - 10} y1={y(limit.share)} y2={y(limit.share)} className="limit" />
        ) : null}
        {stretchesOf(points).map((stretch) => (
          <polyline
            key={stretch[0]?.date}
            className="trend"
            points={stretch.map((point) => `${x(point.date)},${y(point.share)}`).join(" ")}
          />
        ))}
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
