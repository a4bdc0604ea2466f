/** The last days with entries: how many, how many held, how they compare, what they come to. */
import { Link } from "@tanstack/react-router";
import type { Day } from "~/shared/api/types";
import { Sideways } from "~/shared/ui/Sideways";
import { Status } from "~/shared/ui/Status";
import { EmptyState } from "~/shared/ui/states";
import { Money } from "~/shared/ui/values";
import { allHeld, costOf, standingOf } from "./days";

export function DayTable({ days }: { days: Day[] }) {
  const last = days
    .filter((day) => day.entries > 0)
    .slice(-10)
    .reverse();
  if (last.length === 0)
    return (
      <EmptyState title="No entries yet">
        They appear once shipments with an entry date are delivered.
      </EmptyState>
    );
  return (
    <Sideways label="Day by day">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Entry date</th>
            <th scope="col" className="num roomy">
              Entries
            </th>
            <th scope="col" className="num roomy">
              Held
            </th>
            <th scope="col">Comparison</th>
            <th scope="col" className="num roomy">
              Lines
            </th>
            <th scope="col" className="num">
              Duty + fees (USD)
            </th>
          </tr>
        </thead>
        <tbody>
          {last.map((day) => (
            <tr key={day.date}>
              <th scope="row" className="nowrap">
                <Link to="/lines" search={{ from: day.date, to: day.date }}>
                  {day.date}
                </Link>
              </th>
              <td className="num roomy">{day.entries}</td>
              <td className="num roomy">{day.held || "–"}</td>
              <td className="nowrap">
                <DayStatus day={day} />
              </td>
              <td className="num roomy">{day.lines}</td>
              <td className="num">{allHeld(day) ? "–" : <Money amount={costOf(day)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function DayStatus({ day }: { day: Day }) {
  const { open, ...status } = standingOf(day);
  return (
    <>
      <Status {...status} />
      {open > 0 ? <span className="third small beside"> {open} not compared</span> : null}
    </>
  );
}
