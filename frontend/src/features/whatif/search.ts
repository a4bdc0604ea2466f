/** The question of a what-if, whole in the address: an article, and up to four origins and dates. */
import * as z from "zod/mini";
import type { ScenarioAsked } from "~/shared/api/types";
import { COUNTRIES, MODES } from "~/shared/api/values";
import { isDate } from "~/shared/lib/dates";

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);
const number = z.catch(z.optional(z.string().check(z.regex(/^[0-9]{1,15}(\.[0-9]{1,6})?$/))), undefined);

export const whatIfSearch = z.object({
  /** What somebody calls it: the address is all that is kept of a what-if, and bookmarks bear its name. */
  name: z.catch(z.optional(z.string().check(z.maxLength(80))), undefined),
  material: text,
  hts: text,
  value: number,
  quantity: number,
  mode: z.catch(z.optional(z.enum(MODES)), undefined),
  net: number,
  gross: number,
  spi: text,
  claims: text,
  s: text,
  /** The line whose article it is, `SH261100042.007`; not asked with, but said. */
  of: z.catch(z.optional(z.string().check(z.regex(/^[^.]{1,100}\.\d{3,5}$/))), undefined),
});
export type WhatIfSearch = z.infer<typeof whatIfSearch>;

export interface WhatIfProps {
  search: WhatIfSearch;
  onSearch: (change: Partial<WhatIfSearch>) => void;
}

export type Country = (typeof COUNTRIES)[number];
export type Mode = (typeof MODES)[number];

export interface Choice {
  origin: Country;
  date: string;
}
export const MOST = 4;
/** What is reckoned with where nothing is said. */
export const USUAL = { value: "10000", quantity: "1000", mode: "11" } as const;

/** The country that a code means; undefined where it is none. */
export function countryOf(code: string): Country | undefined {
  const wanted = code.trim().toUpperCase();
  return COUNTRIES.find((country) => country === wanted);
}

/** `CN.2026-11-22,VN.2026-11-22` as choices; what is no origin and date is left out. */
export function choicesOf(text: string | undefined): Choice[] {
  return (text ?? "")
    .split(",")
    .flatMap((one): Choice[] => {
      const [name = "", date = ""] = one.split(".");
      const origin = countryOf(name);
      return origin && isDate(date) ? [{ origin, date }] : [];
    })
    .slice(0, MOST);
}

export function choicesText(choices: Choice[]): string {
  return choices.map(({ origin, date }) => `${origin}.${date}`).join(",");
}

const ARTICLE = ["material", "hts", "value", "quantity", "net", "gross", "spi", "claims", "mode"] as const;

/** Whether two questions are of the same article, whatever it is called. */
export function isSameArticle(one: WhatIfSearch, other: WhatIfSearch): boolean {
  const usual: WhatIfSearch = USUAL;
  return ARTICLE.every((name) => (one[name] ?? usual[name]) === (other[name] ?? usual[name]));
}

/** The request for one choice; null as long as the article is not said. */
export function askedOf(search: WhatIfSearch, choice: Choice): ScenarioAsked | null {
  if (!search.material && !search.hts) return null;
  return {
    lines: [
      {
        ...(search.material ? { material: search.material } : {}),
        ...(search.hts ? { hts: search.hts } : {}),
        origin: choice.origin,
        value: search.value ?? USUAL.value,
        quantity: search.quantity ?? USUAL.quantity,
        ...(search.net ? { net_kg: search.net } : {}),
        ...(search.gross ? { gross_kg: search.gross } : {}),
        ...(search.spi ? { spi: search.spi } : {}),
        ...(search.claims ? { claims: search.claims.split(/[\s,;]+/).filter(Boolean) } : {}),
      },
    ],
    entry_dates: [choice.date],
    origins: [choice.origin],
    mode: search.mode ?? USUAL.mode,
  };
}
