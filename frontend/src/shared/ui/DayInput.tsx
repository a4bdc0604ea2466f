/** One date; the calendar comes after the page, in a place that is kept for it. */
import { Suspense } from "react";
import type { DayProps } from "./DayCalendar";
import { lazily } from "./lazily";

const DayCalendar = lazily(() => import("./DayCalendar"));

export function DayInput(props: DayProps) {
  return (
    <Suspense
      fallback={
        <span>
          {props.labelled === false ? null : <span className="day-label">{props.label}</span>}
          <span className="period-place day">{props.value ?? ""}</span>
        </span>
      }
    >
      <DayCalendar {...props} />
    </Suspense>
  );
}
