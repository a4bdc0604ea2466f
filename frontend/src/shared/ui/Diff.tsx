/** Expected and reported side by side, only what differs marked – by shade and underline. */
import { formatDecimal } from "~/shared/lib/money";
import "./diff.css";

/** Where two texts part, from the left and from the right. */
export function differing(a: string, b: string): { start: number; endA: number; endB: number } {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  return { start, endA, endB };
}

function Marked({ text, from, to }: { text: string; from: number; to: number }) {
  if (to <= from) return <>{text}</>;
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}

interface Props {
  expected: string | null;
  reported: string | null;
  side: "expected" | "reported";
  /** As it is written: a material's number is no amount. */
  verbatim?: boolean;
}

export function DiffSide({ expected, reported, side, verbatim = false }: Props) {
  const own = side === "expected" ? expected : reported;
  const other = side === "expected" ? reported : expected;
  if (own === null || own === "") return <span className="third">none</span>;
  const shown = verbatim ? (text: string) => text : formatDecimal;
  const text = shown(own);
  if (!other) return <span className="diff mono">{text}</span>;
  const parted = differing(text, shown(other));
  return (
    <span className="diff mono">
      <Marked text={text} from={parted.start} to={parted.endA} />
    </span>
  );
}

/** A record before and after, field by field; only the fields that changed. */
export function FieldDiff({
  before,
  after,
}: {
  before: Record<string, string> | null;
  after: Record<string, string> | null;
}) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = names.filter((name) => (before?.[name] ?? "") !== (after?.[name] ?? ""));
  if (changed.length === 0) return <p className="second small">Nothing differs.</p>;
  return (
    <table className="table field-diff">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <DiffSide
                expected={before?.[name] ?? null}
                reported={after?.[name] ?? null}
                side="expected"
                verbatim
              />
            </td>
            <td>
              <DiffSide
                expected={before?.[name] ?? null}
                reported={after?.[name] ?? null}
                side="reported"
                verbatim
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
