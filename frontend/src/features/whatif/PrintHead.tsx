/** What only the paper says: that it is an estimate, of what, when it was printed, and where it is to be found again. */
import { formatMoment } from "~/shared/lib/dates";
import { formatDecimal } from "~/shared/lib/money";
import { useSettings } from "~/shared/lib/settings";
import { useMe } from "~/shared/session/session";
import { useNow } from "~/shared/ui/values";
import { USUAL, type WhatIfSearch } from "./search";

interface Props {
  search: WhatIfSearch;
  /** The mode of transport in words. */
  mode: string;
  /** The HTS number that was reckoned with. */
  hts: string | undefined;
}

export function PrintHead({ search, mode, hts }: Props) {
  const { zone } = useSettings();
  const { name } = useMe();
  const now = useNow();
  const facts: [string, string | undefined][] = [
    ["Name", search.name],
    ["Material", search.material],
    ["HTS number", search.hts ?? hts],
    ["Entered value (USD)", formatDecimal(search.value ?? USUAL.value)],
    ["Quantity", formatDecimal(search.quantity ?? USUAL.quantity)],
    ["Net weight (kg each)", search.net],
    ["Gross weight (kg each)", search.gross],
    ["Mode of transport", mode],
    ["SPI", search.spi],
    ["Claims", search.claims],
  ];
  return (
    <section className="print-only print-head">
      <p className="note">
        <b>An estimate, not an entry.</b> It rests on the reference data of the moment at which it was
        printed.
      </p>
      <dl className="facts">
        {facts.map(([term, text]) =>
          text ? (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="small second">
        Printed {formatMoment(new Date(now).toISOString(), zone)} by {name}, from {window.location.href}
      </p>
    </section>
  );
}
