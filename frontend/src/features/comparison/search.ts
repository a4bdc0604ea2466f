import * as z from "zod/mini";
import { isDate } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);
const date = z.catch(z.optional(z.string().check(z.refine(isDate))), undefined);

export const comparisonSearch = z.object({
  from: date,
  to: date,
  shipment: text,
  status: z.catch(z.optional(z.enum(["pass", "warn", "fail", "pending"])), undefined),
  tab: z.catch(z.optional(z.enum(["ours", "theirs", "minor", "done"])), undefined),
  kind: text,
  sort: text,
  finding: text,
});
export type ComparisonSearch = z.infer<typeof comparisonSearch>;
