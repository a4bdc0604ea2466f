/** One date, as ISO has it. */
import { DateInput, DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { isDate } from "~/shared/lib/dates";
import { IconCalendar } from "./icons";

export interface DayProps {
  label: string;
  value: string | null;
  onChange: (date: string | null) => void;
  clearable?: boolean;
  labelled?: boolean;
  placeholder?: string;
}

const SETTINGS = { firstDayOfWeek: 1 as const, weekendDays: [] };

export default function DayCalendar({
  label,
  value,
  onChange,
  clearable = false,
  labelled = true,
  placeholder = "YYYY-MM-DD",
}: DayProps) {
  return (
    <DatesProvider settings={SETTINGS}>
      <DateInput
        {...(labelled ? { label } : { "aria-label": label })}
        value={value}
        valueFormat="YYYY-MM-DD"
        placeholder={placeholder}
        clearable={clearable}
        clearButtonProps={{ "aria-label": `Clear: ${label}` }}
        leftSection={<IconCalendar size={15} aria-hidden />}
        dateParser={(text) => (isDate(text) ? text : null)}
        onChange={onChange}
        miw={150}
      />
    </DatesProvider>
  );
}
