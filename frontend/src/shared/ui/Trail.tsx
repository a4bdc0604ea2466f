/** Where a number came from, step by step, the nearest source first. */
import type { ReactNode } from "react";
import "./trail.css";

export interface Step {
  id: string;
  title: ReactNode;
  body?: ReactNode;
  source?: ReactNode;
}

export function Trail({ steps }: { steps: Step[] }) {
  return (
    <ol className="trail">
      {steps.map((step) => (
        <li key={step.id}>
          <div>{step.title}</div>
          {step.body ? <div className="second">{step.body}</div> : null}
          {step.source ? <div className="third small">{step.source}</div> : null}
        </li>
      ))}
    </ol>
  );
}
