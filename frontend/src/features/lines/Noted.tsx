/** What a person should know of a line and its entry. */
import type { Trail } from "~/shared/api/types";
import { IconAlertTriangle } from "~/shared/ui/icons";
import { type Advisory, adviceText, advisoriesOf } from "./advisories";
import type { LineRow } from "./rows";

export function Noted({ row, trail }: { row: LineRow; trail: Trail | undefined }) {
  const { ofLine, ofEntry } = advisoriesOf(row.entry, row.line, trail);
  if (ofLine.length + ofEntry.length === 0) return null;
  return (
    <section aria-label="Please note">
      <div className="note">
        <IconAlertTriangle size={16} aria-hidden />
        <div>
          <b>Please note</b>
          <AdviceList advisories={ofLine} />
          {ofEntry.length > 0 ? <div className="second">Of the entry as a whole:</div> : null}
          <AdviceList advisories={ofEntry} />
        </div>
      </div>
    </section>
  );
}

function AdviceList({ advisories }: { advisories: Advisory[] }) {
  return advisories.map((one) => (
    <div key={`${one.kind} ${one.subject} ${one.hts} ${one.origin}`}>{adviceText(one)}</div>
  ));
}
