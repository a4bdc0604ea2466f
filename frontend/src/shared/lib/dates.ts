/** Dates of law are text and never shifted; moments are UTC and shown in the zone the reader chose. */

/** The calendar by which the business counts its days. */
export const BUSINESS_ZONE = "America/Los_Angeles";

export type Zone = "utc" | "business" | "mine";
export const ZONES: { value: Zone; label: string; short: string; zone: string | undefined }[] = [
  { value: "utc", label: "UTC", short: "UTC", zone: "UTC" },
  { value: "business", label: "US Pacific (business day)", short: "Pacific", zone: BUSINESS_ZONE },
  { value: "mine", label: "This computer's zone", short: "Local", zone: undefined },
];

const formats = new Map<string, Intl.DateTimeFormat>();
function parts(at: Date, zone: string | undefined): Record<string, string> {
  const key = zone ?? "";
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

function zoneOf(zone: Zone): string | undefined {
  return ZONES.find((one) => one.value === zone)?.zone;
}

/** A moment as `2026-11-22 07:00 UTC`; with `seconds`, to the second. Text that is no moment stays as it is. */
export function formatMoment(iso: string, zone: Zone, seconds = false): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const p = parts(at, zoneOf(zone));
  const time = seconds ? `${p["hour"]}:${p["minute"]}:${p["second"]}` : `${p["hour"]}:${p["minute"]}`;
  return `${p["year"]}-${p["month"]}-${p["day"]} ${time} ${p["timeZoneName"]}`;
}

/** The date of a moment in a zone. */
export function dateIn(at: Date, zone: string | undefined): string {
  const p = parts(at, zone);
  return `${p["year"]}-${p["month"]}-${p["day"]}`;
}

/** Today as the business counts. */
export function today(now = new Date()): string {
  return dateIn(now, BUSINESS_ZONE);
}

/** Today as the audit log counts. */
export function utcDay(now = new Date()): string {
  return now.toISOString().slice(0, 10);
}

const DAY = 86_400_000;
/** The date so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** How many days a period has, both ends counted. */
export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY) + 1;
}

export function eachDay(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysIn(from, to)) }, (_, number) => addDays(from, number));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A date for an axis: `Nov 22`. */
export function shortDate(date: string): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1] ?? ""} ${Number(date.slice(8, 10))}`;
}

/** How long ago, or in how long, in words: `4 min ago`, `in 3 h`. */
export function ago(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (Number.isNaN(seconds)) return iso;
  const text = span(Math.abs(seconds));
  if (text === "") return "just now";
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

/** A length of time in its largest unit; empty below a minute. */
export function span(seconds: number): string {
  if (seconds < 60) return "";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** How long something took: `42 s`, `3 min 05 s`. */
export function took(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  if (Number.isNaN(seconds) || seconds < 0) return "–";
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** Days that a list of the API spans at most. */
export const MOST_DAYS = 31;

/** Whether more days are asked for than a list shows at once. */
export function isTooLong({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return from !== undefined && to !== undefined && Math.abs(daysIn(from, to) - 1) >= MOST_DAYS;
}

/** A period in words: `2026-11-01 to 2026-11-22`, or the one day that it is; the earlier date first. */
export function periodText({ from, to }: { from: string; to: string }): string {
  return from === to ? from : [from, to].sort().join(" to ");
}

/** The same where there is little room: `2026-11-01 – 2026-11-22`. */
export function shortPeriod({ from, to }: { from: string; to: string }): string {
  return from === to ? from : `${from} – ${to}`;
}

/**
 * The period asked for; without one, the `usual` number of days up to `last`. Of one that is longer than the API allows
 * the days up to its end, or up to `last` where that comes before.
 */
export function periodOf(
  asked: { from?: string | undefined; to?: string | undefined },
  last: string,
  usual = MOST_DAYS,
): { from: string; to: string } {
  const to = asked.to ?? (asked.from ? addDays(asked.from, usual - 1) : last);
  const from = asked.from ?? addDays(to, 1 - usual);
  const days = daysIn(from, to);
  if (days < 1) return periodOf({ from: to, to: from }, last, usual);
  if (days <= MOST_DAYS) return { from, to };
  const end = from <= last && last < to ? last : to;
  const start = addDays(end, 1 - MOST_DAYS);
  return { from: start > from ? start : from, to: end };
}
