/** The articles of a line as questions of a what-if: each whole, with all its parts, as the invoice has it. */
import type { Trail } from "~/shared/api/types";
import { MODES } from "~/shared/api/values";
import { sumDecimals } from "~/shared/lib/money";
import type { LineRow } from "./rows";

export interface WholeArticle {
  material: string;
  /** Pieces, on all invoice lines of the article that the line is made of. */
  quantity: string;
  /** USD with packing, of all its parts. */
  value: string;
}

type InvoiceLine = Trail["invoice_lines"][number];

/** A part without the article's weights has no pieces of its own: then the invoice says them. */
const piecesOf = ({ units, quantity }: InvoiceLine) => (units === "0" ? quantity : units);

/** The articles that a line is made of. Of one that is not split the value is the line's, rounded as it is there. */
export function articlesOf(trail: Trail): WholeArticle[] {
  const whole = trail.articles.length === 1 && trail.invoice_lines.every((one) => one.part_share === "100 %");
  return trail.articles.map(({ material }) => {
    const own = trail.invoice_lines.filter((one) => one.material === material);
    return {
      material,
      quantity: sumDecimals(own.map(piecesOf), 6),
      value: whole
        ? trail.line.value
        : sumDecimals(
            own.map((one) => one.usd_with_packing),
            6,
          ),
    };
  });
}

/** What the what-if page is asked for an article of a line. */
export function questionOf({ id, entry, line }: LineRow, trail: Trail, article: WholeArticle) {
  return {
    ...article,
    hts: line.hts,
    mode: MODES.find((mode) => mode === trail.entry.mode),
    s: `${line.origin}.${entry.entry_date}`,
    of: id,
  };
}
