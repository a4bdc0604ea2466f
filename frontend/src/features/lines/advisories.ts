/** What a person should know of an entry, in the words of the command line; it holds nothing. */
import type { Line, ListedEntry, Trail } from "~/shared/api/types";
import { plain } from "~/shared/lib/words";

export type Advisory = ListedEntry["advisories"][number];

/** What is the matter, `{subject}` standing for what it is about, and what to do. */
const ADVISORIES: Record<string, [says: string, remedy: string]> = {
  ADCVD: [
    "case {subject} may cover these goods: the entry would be type 03",
    "Check the scope and the supplier's rate.",
  ],
  INACTIVE_PRODUCT: ["material {subject} is not active", "Check whether it should still be bought."],
  ORIGIN_MISMATCH: [
    "the invoice gives material {subject} another origin than the product list",
    "Check the origin.",
  ],
  SPI_IGNORED: [
    "material {subject} claims USMCA, but does not come from Mexico or Canada",
    "Check the claim and the origin.",
  ],
  ZERO_VALUE: ["the entered value of line {subject} is 0", "Check the invoice."],
};

/** `Material 4711 is not active. Check whether it should still be bought.` */
export function adviceText({ kind, subject }: Pick<Advisory, "kind" | "subject">): string {
  const wording = ADVISORIES[kind];
  if (!wording) return `${plain(kind)}: ${subject}.`;
  const says = wording[0].replace("{subject}", subject);
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}. ${wording[1]}`;
}

/** All that is noted of an entry, as one text; empty where nothing is. */
export const notesOf = ({ advisories }: Pick<ListedEntry, "advisories">): string =>
  advisories.map(adviceText).join(" ");

/** Whether an advisory is about goods as a line declares them. */
const ofGoods = (advisory: Advisory, line: Line): boolean =>
  advisory.hts === line.hts && advisory.origin === line.origin;

/** Whether an advisory is about a line; which materials are on it is known with its trail only. */
function isOfLine(advisory: Advisory, line: Line, trail: Trail | undefined): boolean {
  if (!ofGoods(advisory, line)) return false;
  if (advisory.kind === "ZERO_VALUE") return advisory.subject === line.line;
  if (advisory.kind === "ADCVD" || !trail) return true;
  return trail.articles.some(({ material }) => material === advisory.subject);
}

/** What is to be noted at a line: of itself, and what no line of its entry has to itself. */
export function advisoriesOf(
  { advisories, lines }: Pick<ListedEntry, "advisories" | "lines">,
  line: Line,
  trail: Trail | undefined,
): { ofLine: Advisory[]; ofEntry: Advisory[] } {
  return {
    ofLine: advisories.filter((one) => isOfLine(one, line, trail)),
    ofEntry: advisories.filter((one) => !lines.some((other) => ofGoods(one, other))),
  };
}
