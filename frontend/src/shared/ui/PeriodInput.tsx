/** A period of entry dates; the calendar comes after the page, in a place that is kept for it. */
import { Suspense } from "react";
import { lazily } from "./lazily";
import type { PeriodProps } from "./PeriodCalendar";

const PeriodCalendar = lazily(() => import("./PeriodCalendar"));

export function PeriodInput(props: PeriodProps) {
  const { dates } = props;
  return (
    <Suspense
      fallback={<span className="period-place">{dates ? `${dates.from} – ${dates.to}` : "Any date"}</span>}
    >
      <PeriodCalendar {...props} />
    </Suspense>
  );
}
