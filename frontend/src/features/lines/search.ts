/** The state of the lines' page, all of it in the address. */
import * as z from "zod/mini";
import { isDate } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);
const date = z.catch(z.optional(z.string().check(z.refine(isDate))), undefined);

export const linesSearch = z.object({
  from: date,
  to: date,
  day: date,
  shipment: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  hts: z.catch(z.optional(z.string().check(z.regex(/^[0-9][0-9.]{0,12}$/))), undefined),
  origin: text,
  q: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  result: z.catch(z.optional(z.enum(["pass", "warn", "fail", "pending"])), undefined),
  status: z.catch(z.optional(z.enum(["generated", "needs_input"])), undefined),
  sort: text,
  hidden: text,
  line: text,
  /** Only entries of which a person should know something. */
  noted: z.catch(z.optional(z.enum(["yes"])), undefined),
  view: z.catch(z.optional(z.enum(["shipments"])), undefined),
});
export type LinesSearch = z.infer<typeof linesSearch>;

export interface LinesProps {
  search: LinesSearch;
  /** `replace`: Back does not lead to what was before. */
  onSearch: (change: Partial<LinesSearch>, replace?: boolean) => void;
}

/** Entry dates, both ends included. */
export interface Period {
  from: string;
  to: string;
}
