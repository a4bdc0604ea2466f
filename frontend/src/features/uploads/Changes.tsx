/** What an upload would change, counted by set, and some of the changes field by field. */
import type { Upload } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { counted, setName } from "~/shared/lib/words";
import { FieldDiff } from "~/shared/ui/Diff";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { type ShownChange, shownChanges, shownOf } from "./preview";

export function Changes({ upload }: { upload: Upload }) {
  const { counts } = upload;
  return (
    <section className="panel" aria-labelledby="changes">
      <header>
        <h2 id="changes">What changes</h2>
        <span className="end second small">
          {counted(counts.rows, "row")}, {formatCount(counts.rejected)} rejected,{" "}
          {formatCount(counts.withheld)} withheld
        </span>
      </header>
      <Sideways label="Table of what changes">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Data</th>
              <th scope="col" className="num">
                Added
              </th>
              <th scope="col" className="num">
                Changed
              </th>
              <th scope="col" className="num">
                Removed
              </th>
              <th scope="col" className="num">
                Unchanged
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(counts.changed).map(([set, change]) => (
              <tr key={set}>
                <th scope="row">{setName(set)}</th>
                <td className="num">{formatCount(change.added)}</td>
                <td className="num">{formatCount(change.changed)}</td>
                <td className="num">{formatCount(change.removed)}</td>
                <td className="num">{formatCount(change.unchanged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}

const TONES: Record<ShownChange["kind"], string> = { Added: "pass", Changed: "minor", Removed: "fail" };

export function Sample({ upload }: { upload: Upload }) {
  const shown = shownChanges(upload);
  return (
    <section className="panel" aria-labelledby="sample">
      <header>
        <h2 id="sample">Some of the changes</h2>
        <span className="end second small">{shownOf(shown.length, upload)}</span>
      </header>
      <div className="pad samples">
        {shown.map((one) => (
          <details key={`${one.kind} ${one.key}`} open={shown.length <= 3}>
            <summary>
              <span className="mono">{one.key}</span> <Status state={TONES[one.kind]} label={one.kind} />
              <span className="second small"> {one.sets.map(setName).join(", ")}</span>
            </summary>
            <FieldDiff before={one.before} after={one.after} />
          </details>
        ))}
      </div>
    </section>
  );
}
