/** What a run or a chunk counts, in the app's words and in the order in which it happens. */
import { formatCount } from "~/shared/lib/money";
import { plain } from "~/shared/lib/words";
import { wordOf } from "~/shared/ui/Status";

export type Counts = Record<string, number>;

const GROUPS: readonly { name: string; counts: readonly [key: string, word: string][] }[] = [
  {
    name: "Entries",
    counts: [
      ["generated", wordOf("generated")],
      ["unchanged", wordOf("unchanged")],
      ["needs_input", wordOf("needs_input")],
      ["unknown", "Without rows"],
    ],
  },
  {
    name: "Comparisons",
    counts: [
      ["compared", "Changed"],
      ["pass", wordOf("pass")],
      ["warn", wordOf("warn")],
      ["fail", wordOf("fail")],
      ["pending", wordOf("pending")],
    ],
  },
  {
    name: "Differences",
    counts: [
      ["material", wordOf("material")],
      ["minor", wordOf("minor")],
    ],
  },
];
/** Told already: whoever has a material difference is among those that fail. */
const SAID = new Set(["newly_material"]);
const NAMED = new Set(GROUPS.flatMap(({ counts }) => counts.map(([key]) => key)));

export interface CountGroup {
  name: string;
  figures: [word: string, count: number][];
}

/** The groups that have anything to tell; what nobody has a word for comes last, under its own name. */
export function groupsOf(counts: Counts): CountGroup[] {
  const other = Object.keys(counts).filter((key) => !NAMED.has(key) && !SAID.has(key));
  return [...GROUPS, { name: "Other", counts: other.map((key) => [key, plain(key)] as const) }]
    .map((group) => ({
      name: group.name,
      figures: group.counts
        .filter(([key]) => counts[key] !== undefined)
        .map(([key, word]): [string, number] => [word, counts[key] ?? 0]),
    }))
    .filter(({ figures }) => figures.length > 0);
}

/** `49 made, 1 held`; what is none is left out. */
export function countsText(counts: Counts | null | undefined): string {
  const all = groupsOf(counts ?? {}).flatMap(({ figures }) => figures.filter(([, count]) => count > 0));
  return all.length > 0
    ? all.map(([word, count]) => `${formatCount(count)} ${word.toLowerCase()}`).join(", ")
    : "–";
}

/** `Entries: 13 made. Comparisons: 6 changed, 6 fail`; empty where nothing is to be told. */
export function countsSentence(counts: Counts): string {
  return groupsOf(counts)
    .map(({ name, figures }) => [name, figures.filter(([, count]) => count > 0)] as const)
    .filter(([, figures]) => figures.length > 0)
    .map(
      ([name, figures]) =>
        `${name}: ${figures.map(([word, count]) => `${formatCount(count)} ${word.toLowerCase()}`).join(", ")}`,
    )
    .join(". ");
}
