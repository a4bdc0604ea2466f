/** The last runs as small bars: height is how long a run took, shape and colour how it ended; each opens its run. */
import type { ReactNode } from "react";
import "./charts.css";

export interface RunBar {
  id: string;
  seconds: number;
  tone: "pass" | "review" | "fail" | "idle";
  words: string;
}

interface Props {
  bars: RunBar[];
  label: string;
  link: (bar: RunBar, children: ReactNode) => ReactNode;
  height?: number;
}

export function RunBars({ bars, label, link, height = 44 }: Props) {
  const longest = Math.max(1, ...bars.map((bar) => bar.seconds));
  return (
    <ul className="run-bars" aria-label={label} style={{ height }}>
      {bars.map((bar) => (
        <li key={bar.id} title={bar.words}>
          {link(
            bar,
            <span
              className={`run-bar ${bar.tone}`}
              style={{ height: Math.max(6, (bar.seconds / longest) * (height - 4)) }}
            >
              <span className="hidden-visually">{bar.words}</span>
            </span>,
          )}
        </li>
      ))}
    </ul>
  );
}
