/** What the address asks for and nobody can read: said, since the page shows something else then. */
import { useRouterState } from "@tanstack/react-router";
import { parseSearch } from "~/shared/lib/url";
import { IconAlertTriangle } from "./icons";

export const A_DATE = "a date, such as 2026-11-22";

interface Props {
  /** The address as it was understood. */
  search: object;
  /** What is to be written, by the name in the address: `a date, such as 2026-11-22`. */
  wanted: Record<string, string>;
}

export function Unread({ search, wanted }: Props) {
  const asked = parseSearch(useRouterState({ select: ({ location }) => location.searchStr }));
  const understood = new Map<string, unknown>(Object.entries(search));
  const unread = Object.entries(wanted).filter(([name]) => asked[name] && understood.get(name) === undefined);
  const [from, to] = [understood.get("from"), understood.get("to")];
  const reversed = typeof from === "string" && typeof to === "string" && from > to;
  if (unread.length === 0 && !reversed) return null;
  return (
    <div className="strip" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {unread.length > 0
          ? `Left out of the address: ${unread.map(([name, what]) => `${name} “${asked[name]}” is not ${what}`).join("; ")}.`
          : null}
        {reversed
          ? `The address has the period the wrong way round, from ${from} to ${to}: shown is what lies between them.`
          : null}
      </span>
    </div>
  );
}
