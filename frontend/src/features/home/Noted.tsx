/** How many entries of the last days have something to be noted; it holds nothing, but somebody should look. */
import { Link } from "@tanstack/react-router";
import type { Day } from "~/shared/api/types";
import { counted } from "~/shared/lib/words";
import { Status } from "~/shared/ui/Status";

export function EntriesToNote({ days, from, to }: { days: Day[]; from: string; to: string }) {
  const count = days.reduce((sum, day) => sum + day.noted, 0);
  if (count === 0) return null;
  return (
    <p className="pad noted">
      <Status state="warn" label="Please note" />{" "}
      <Link to="/lines" search={{ from, to, view: "shipments", noted: "yes" }}>
        {counted(count, "entry", "entries")} with advisories
      </Link>
    </p>
  );
}
