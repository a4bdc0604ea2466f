/** The filters that are set, in words, each to be taken off. */
import type { Chip } from "~/shared/ui/Chips";
import { wordOf } from "~/shared/ui/Status";
import type { LinesProps, LinesSearch } from "./search";

export function chipsOf(search: LinesSearch, onSearch: LinesProps["onSearch"]): Chip[] {
  const words: [keyof LinesSearch, string][] = [
    ["shipment", `Shipment ${search.shipment}`],
    ["day", `Entry date ${search.day}`],
    ["hts", `HTS ${search.hts}`],
    ["origin", `Origin ${search.origin}`],
    ["result", `Comparison: ${wordOf(search.result ?? "").toLowerCase()}`],
    ["status", `${wordOf(search.status ?? "")} entries`],
    ["noted", "Entries with advisories"],
  ];
  return words
    .filter(([name]) => search[name])
    .map(([name, text]) => ({ id: name, words: text, onRemove: () => onSearch({ [name]: undefined }) }));
}

/** The filters within a period or shipment, as the name of a file has them: `VN`, `fail`. */
export function filtersOf({ day, hts, origin, q, result, status, noted }: LinesSearch): string[] {
  return [day, hts, origin, q, result && wordOf(result), status && wordOf(status), noted && "noted"]
    .filter((text) => text !== undefined)
    .map((text) => text.replace(/[^\p{L}\p{N}._]+/gu, "_").toLowerCase());
}
