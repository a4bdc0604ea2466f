import * as z from "zod/mini";
import { isDate } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);

export const auditSearch = z.object({
  date: z.catch(z.optional(z.string().check(z.refine(isDate))), undefined),
  actor: text,
  action: text,
  subject: text,
  event: text,
});
export type AuditSearch = z.infer<typeof auditSearch>;
