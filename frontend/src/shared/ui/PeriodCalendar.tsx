/** A period of entry dates: a calendar with the usual choices, dates as ISO has them. */
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { addDays, MOST_DAYS, shortPeriod, today } from "~/shared/lib/dates";
import { IconCalendar } from "./icons";

export interface PeriodProps {
  /** Null: no dates are asked for. */
  dates: { from: string; to: string } | null;
  /** The newest entry date there is: the usual choices end there. */
  newest: string;
  most?: number;
  onChange: (from: string, to: string) => void;
}

const SETTINGS = { firstDayOfWeek: 1 as const, weekendDays: [] };

export default function PeriodCalendar({ dates, newest, most = MOST_DAYS, onChange }: PeriodProps) {
  return (
    <DatesProvider settings={SETTINGS}>
      <DatePickerInput
        type="range"
        aria-label={`Entry dates, at most ${most} days`}
        valueFormatter={({ date }) => wordsOf(date)}
        allowSingleDateInRange
        placeholder="Any date"
        leftSection={<IconCalendar size={15} aria-hidden />}
        leftSectionPointerEvents="none"
        w={216}
        key={dates ? `${dates.from} ${dates.to}` : "any"}
        defaultValue={dates ? [dates.from, dates.to] : [null, null]}
        defaultDate={dates?.to ?? newest}
        onChange={([first, last]) => {
          if (!first || !last) return;
          onChange(first, last);
        }}
        presets={presetsOf(newest, most)}
        popoverProps={{ withinPortal: true }}
      />
    </DatesProvider>
  );
}

/** What is chosen; of a period only its beginning, as long as its end is not. */
function wordsOf(chosen: unknown): string {
  const [from, to]: unknown[] = Array.isArray(chosen) ? chosen : [];
  if (typeof from !== "string") return "";
  return typeof to === "string" ? shortPeriod({ from, to }) : `${from} – `;
}

function presetsOf(newest: string, most: number) {
  const now = today();
  const upTo = (last: string, days: number): [string, string] => [addDays(last, 1 - days), last];
  if (newest === now)
    return [
      { value: upTo(now, 1), label: "Today" },
      { value: upTo(addDays(now, -1), 1), label: "Yesterday" },
      { value: upTo(now, 7), label: "Last 7 days" },
      { value: upTo(now, most), label: `Last ${most} days` },
    ];
  return [
    { value: upTo(newest, 1), label: `Newest: ${newest}` },
    { value: upTo(newest, 7), label: "7 days up to it" },
    { value: upTo(newest, most), label: `${most} days up to it` },
    { value: upTo(now, most), label: `Last ${most} days` },
  ];
}
