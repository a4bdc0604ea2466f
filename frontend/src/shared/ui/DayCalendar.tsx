/** One date, as ISO has it. */
import { DateInput, DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { type KeyboardEvent, useState } from "react";
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
  // The calendar goes once there is a date: it would lie over what is below the field.
  const [opened, setOpened] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setOpened(true);
    if (!opened || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    setOpened(false);
  };
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
        popoverProps={{ opened }}
        onClick={() => setOpened(true)}
        onBlur={() => setOpened(false)}
        onKeyDown={onKeyDown}
        onChange={(date) => {
          if (date) setOpened(false);
          onChange(date);
        }}
        miw="var(--day-least, 150px)"
      />
    </DatesProvider>
  );
}
