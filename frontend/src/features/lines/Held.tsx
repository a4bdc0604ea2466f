/** In place of the lines of entries that are held: why there are none, and what to do. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { ListedEntry } from "~/shared/api/types";
import { counted, gapName } from "~/shared/lib/words";
import { EmptyState } from "~/shared/ui/states";
import { notesOf } from "./advisories";
import { releaseWords, remedyOf } from "./gaps";

const MOST_SHOWN = 5;

export function Held({ entries, onAll }: { entries: ListedEntry[]; onAll: () => void }) {
  const single = entries.length === 1;
  return (
    <EmptyState
      title={`No lines: ${single ? "the entry is" : `${counted(entries.length, "entry", "entries")} are`} held`}
      actions={<Button onClick={onAll}>By shipment</Button>}
    >
      {entries.slice(0, MOST_SHOWN).map((entry) => (
        <Fragment key={entry.shipment}>
          {single ? (
            <span className="mono">{entry.shipment}</span>
          ) : (
            <Link to="/lines" search={{ shipment: entry.shipment }} className="mono">
              {entry.shipment}
            </Link>
          )}
          : {entry.findings.map(gapWords).join(" ")}
          {entry.advisories.length > 0 ? ` Please note: ${notesOf(entry)}` : ""}
          <br />
        </Fragment>
      ))}
      {entries.length > MOST_SHOWN ? (
        <>
          <button type="button" className="link-button" onClick={onAll}>
            and {entries.length - MOST_SHOWN} more
          </button>
          <br />
        </>
      ) : null}
      {releaseWords(entries)}
    </EmptyState>
  );
}

/** `Product unknown: 19999999. Add it to the product list.` */
function gapWords({ kind, subject }: ListedEntry["findings"][number]): string {
  return `${gapName(kind)}: ${subject}. ${remedyOf(kind)}`.trimEnd();
}
