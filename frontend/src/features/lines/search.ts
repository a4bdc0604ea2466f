/** The state of the lines' page, all of it in the address. */
import * as z from "zod/mini";
import { addDays, daysIn, isDate, today } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);
const date = z.catch(z.optional(z.string().check(z.refine(isDate))), undefined);

export const linesSearch = z.object({
  from: date,
  to: date,
  day: date,
  shipment: text,
  hts: text,
  origin: text,
  q: text,
  result: z.catch(z.optional(z.enum(["pass", "warn", "fail", "pending"])), undefined),
  status: z.catch(z.optional(z.enum(["generated", "needs_input"])), undefined),
  sort: text,
  hidden: text,
  line: text,
  view: z.catch(z.optional(z.enum(["shipments"])), undefined),
});
export type LinesSearch = z.infer<typeof linesSearch>;

export const MOST_DAYS = 31;

/** The period asked for; without one, the last 31 days. Never longer than the API allows. */
export function periodOf(
  search: { from?: string | undefined; to?: string | undefined },
  now = today(),
): { from: string; to: string } {
  const to = search.to ?? (search.from ? addDays(search.from, MOST_DAYS - 1) : now);
  const from = search.from ?? addDays(to, 1 - MOST_DAYS);
  const days = daysIn(from, to);
  if (days < 1) return { from: to, to: from };
  return { from, to: days > MOST_DAYS ? addDays(from, MOST_DAYS - 1) : to };
}
