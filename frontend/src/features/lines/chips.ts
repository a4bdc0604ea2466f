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
  ];
  return words
    .filter(([name]) => search[name])
    .map(([name, text]) => ({ id: name, words: text, onRemove: () => onSearch({ [name]: undefined }) }));
}
