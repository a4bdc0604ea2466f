/** What an upload would do, said in words: what is lost with the rows that go, and of which set a change is. */
import type { Upload } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { counted, setName } from "~/shared/lib/words";

/** Whether the rows that can be used are those that are there already. */
export function changesNothing({ counts }: Upload): boolean {
  return Object.values(counts.changed).every((set) => set.added + set.changed + set.removed === 0);
}

const sumOf = ({ added, changed, removed }: Upload["counts"]["changed"][string]): number =>
  added + changed + removed;

/** How many records change; one that changes in several sets counts in each. */
export function changesOf({ counts }: Pick<Upload, "counts">): number {
  return Object.values(counts.changed).reduce((sum, set) => sum + sumOf(set), 0);
}

/** `10 of 49 records`. Which records are in two sets at once only the file says: of those there are so many at least. */
export function shownOf(shown: number, { counts }: Pick<Upload, "counts">): string {
  const sets = Object.values(counts.changed).filter((set) => sumOf(set) > 0);
  const alike =
    new Set(sets.map(({ added, changed, removed }) => `${added} ${changed} ${removed}`)).size <= 1;
  const all = Math.max(shown, ...sets.map(sumOf));
  if (shown === all) return counted(shown, "record");
  return `${formatCount(shown)} of ${alike ? "" : "at least "}${counted(all, "record")}`;
}

const HELD = "An entry that needs one of them is held, and its lines are gone until the row is there again.";
const LOSSES: Record<string, string> = {
  product_weights: HELD,
  product_master: HELD,
  hts_rates: HELD,
  packaging:
    "What was packing counts as goods then; where the product list does not have it, the entry is held.",
  exchange_rates: "The rate of an earlier day is used instead; where there is none, the entry is held.",
  measures: "Their duties are not reckoned any more.",
};

interface Loss {
  what: string;
  means: string;
}

/** What it means that rows go; what the same is said of stands together. */
export function lossesOf({ counts, affected_entries, held_entries }: Upload): Loss[] {
  const losses = new Map<string, string[]>();
  for (const [set, { removed }] of Object.entries(counts.changed)) {
    const means = LOSSES[set];
    if (!means || removed === 0) continue;
    losses.set(means, [...(losses.get(means) ?? []), `${counted(removed, "row")} of ${setName(set)}`]);
  }
  return [...losses].map(([says, sets]) => {
    const of =
      says === HELD
        ? wouldBe(held_entries, "That would be so of")
        : wouldBe(affected_entries, "That may be so of up to");
    return { what: sets.join(" and "), means: `${says} ${of}` };
  });
}

const wouldBe = (entries: number, words: string): string =>
  entries > 0 ? `${words} ${counted(entries, "entry", "entries")}.` : "No entry needs them at present.";

type Row = Record<string, string>;
type Sample = Upload["sample"][number];

export interface ShownChange {
  key: string;
  kind: "Added" | "Changed" | "Removed";
  /** The sets that it is of. */
  sets: string[];
  before: Row | null;
  after: Row | null;
}

/** Of which set a change is. The product list is two: what is weighed, and everything else. */
function setOf({ before, after }: Sample, sets: string[]): string {
  if (sets.length <= 1) return sets[0] ?? "";
  const columns = Object.keys(after ?? before ?? {}).filter((column) => column !== "Material");
  const weights = columns.length > 0 && columns.every((column) => column.endsWith("(kg)"));
  return weights ? "product_weights" : "product_master";
}

function kindOf({ before, after }: Sample): ShownChange["kind"] {
  if (!before) return "Added";
  return after ? "Changed" : "Removed";
}

/** The sample, each record once: what happens to it in two sets alike is one change. */
export function shownChanges({ sample, counts }: Upload): ShownChange[] {
  const sets = Object.keys(counts.changed);
  const shown = new Map<string, ShownChange>();
  for (const one of sample) {
    const kind = kindOf(one);
    const set = setOf(one, sets);
    const same = shown.get(`${kind} ${one.key}`);
    shown.set(`${kind} ${one.key}`, {
      key: one.key,
      kind,
      sets: [...(same?.sets ?? []), set],
      before: one.before && { ...same?.before, ...one.before },
      after: one.after && { ...same?.after, ...one.after },
    });
  }
  return [...shown.values()];
}

/** A sentence of the API with the name that a set has on the pages: `invoice lines: …`. */
export function withSetName(text: string): string {
  return text.replace(/^([a-z]+(?: [a-z]+)*): /, (start, name: string) => {
    const set = name.replaceAll(" ", "_");
    return KNOWN.has(set) ? `${setName(set)}: ` : start;
  });
}
const KNOWN = new Set([...Object.keys(LOSSES), "shipments", "invoice_lines", "report"]);
