/** A period of entry dates: a calendar with the usual choices, dates as ISO has them. */
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { addDays, daysIn, today } from "~/shared/lib/dates";
import { IconCalendar } from "./icons";

export interface PeriodProps {
  from: string;
  to: string;
  most?: number;
  onChange: (from: string, to: string) => void;
}

const SETTINGS = { firstDayOfWeek: 1 as const, weekendDays: [] };

export default function PeriodCalendar({ from, to, most = 31, onChange }: PeriodProps) {
  const now = today();
  return (
    <DatesProvider settings={SETTINGS}>
      <DatePickerInput
        type="range"
        aria-label={`Entry dates, at most ${most} days`}
        valueFormat="YYYY-MM-DD"
        allowSingleDateInRange
        leftSection={<IconCalendar size={15} aria-hidden />}
        leftSectionPointerEvents="none"
        w={216}
        key={`${from} ${to}`}
        defaultValue={[from, to]}
        onChange={([first, last]) => {
          if (!first || !last) return;
          onChange(first, daysIn(first, last) > most ? addDays(first, most - 1) : last);
        }}
        presets={[
          { value: [now, now], label: "Today" },
          { value: [addDays(now, -1), addDays(now, -1)], label: "Yesterday" },
          { value: [addDays(now, -6), now], label: "Last 7 days" },
          { value: [addDays(now, 1 - most), now], label: `Last ${most} days` },
        ]}
        popoverProps={{ withinPortal: true }}
      />
    </DatesProvider>
  );
}
