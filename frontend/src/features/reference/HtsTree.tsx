/** The chapters of the HTS with what lies under them; what is chosen narrows the table, and says where it stands. */
import { useMemo } from "react";
import { CHAPTERS } from "./chapters";
import { branchesOf, dotted, pathOf } from "./tree";

interface Props {
  codes: readonly string[];
  under: string;
  onUnder: (digits: string | undefined) => void;
}

const nameOf = (digits: string) => (digits.length === 2 ? CHAPTERS[digits] : undefined);

/** From the whole schedule to the chosen branch. */
export function HtsPath({ under, onUnder }: Omit<Props, "codes">) {
  const path = pathOf(under);
  return (
    <nav className="hts-path" aria-label="Where in the schedule">
      <ol>
        <li>
          <button type="button" className="link-button" onClick={() => onUnder(undefined)}>
            All chapters
          </button>
        </li>
        {path.map((digits) => {
          const words = [digits.length === 2 ? `Chapter ${digits}` : dotted(digits), nameOf(digits)];
          const text = words.filter(Boolean).join(", ");
          return (
            <li key={digits}>
              {digits === under ? (
                <span aria-current="location">{text}</span>
              ) : (
                <button type="button" className="link-button" onClick={() => onUnder(digits)}>
                  {text}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export function HtsTree(props: Props) {
  return (
    <nav className="hts-tree" aria-label="Chapters and headings">
      <Branches {...props} of="" />
    </nav>
  );
}

function Branches({ codes, under, onUnder, of }: Props & { of: string }) {
  const branches = useMemo(() => branchesOf(codes, of), [codes, of]);
  if (branches.length === 0) return null;
  return (
    <ul>
      {branches.map(({ digits, count }) => {
        const open = under.startsWith(digits);
        const name = nameOf(digits);
        const more = branchesOf(codes, digits).length > 0;
        return (
          <li key={digits}>
            <button
              type="button"
              {...(more ? { "aria-expanded": open } : {})}
              aria-current={digits === under ? "true" : undefined}
              onClick={() => onUnder(digits === under ? parentOf(digits) : digits)}
            >
              <span className="mono">{dotted(digits)}</span>
              {name ? <span className="name">{name}</span> : null}
              <b>{count}</b>
            </button>
            {open ? <Branches {...{ codes, under, onUnder }} of={digits} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function parentOf(digits: string): string | undefined {
  return pathOf(digits).at(-2);
}
