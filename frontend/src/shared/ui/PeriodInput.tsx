/** A period of entry dates; the calendar comes after the page, in a place that is kept for it. */
import { useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { isTooLong, MOST_DAYS, periodText, shortPeriod } from "~/shared/lib/dates";
import { lazily } from "./lazily";
import type { PeriodProps } from "./PeriodCalendar";
import "./period.css";

const PeriodCalendar = lazily(() => import("./PeriodCalendar"));

export function PeriodInput(props: PeriodProps) {
  const { dates } = props;
  // The address holds what was asked for, chosen here or written by hand, however long.
  const { from, to }: { from?: string; to?: string } = useSearch({ strict: false });
  return (
    <>
      <Suspense fallback={<span className="period-place">{dates ? shortPeriod(dates) : "Any date"}</span>}>
        <PeriodCalendar {...props} />
      </Suspense>
      {dates && from && to && isTooLong({ from, to }) ? (
        <p className="period-note" role="status">
          {periodText({ from, to })} is longer than the {MOST_DAYS} days that are shown at once: these are{" "}
          <b>{periodText(dates)}</b>.
        </p>
      ) : null}
    </>
  );
}
