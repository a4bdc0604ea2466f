/** A period of entry dates; the calendar comes after the page, in a place that is kept for it. */
import { lazy, Suspense } from "react";
import type { PeriodProps } from "./PeriodCalendar";

const PeriodCalendar = lazy(() => import("./PeriodCalendar"));

export function PeriodInput(props: PeriodProps) {
  return (
    <Suspense fallback={<span className="period-place">{`${props.from} – ${props.to}`}</span>}>
      <PeriodCalendar {...props} />
    </Suspense>
  );
}
