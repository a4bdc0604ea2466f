import * as z from "zod/mini";
import { isDate } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);

export const referenceSearch = z.object({
  asOf: z.catch(z.optional(z.string().check(z.refine(isDate))), undefined),
  q: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  key: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  row: text,
  sort: text,
  /** The first digits of HTS numbers: a chapter, a heading, a subheading. */
  under: z.catch(z.optional(z.string().check(z.regex(/^[0-9]{2,8}$/))), undefined),
  a: text,
  b: text,
});
export type ReferenceSearch = z.infer<typeof referenceSearch>;
