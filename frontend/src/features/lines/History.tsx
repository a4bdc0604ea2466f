/** What an entry was before: its versions, and what the newest was made by. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Status } from "~/shared/ui/Status";
import { Asked, Loading } from "~/shared/ui/states";
import { Money, When } from "~/shared/ui/values";
import { entryQuery } from "./queries";
import type { LineRow } from "./rows";

export function History({ row }: { row: LineRow }) {
  const query = useQuery(entryQuery(row.entry.shipment));
  return (
    <section>
      <h3>History of the entry</h3>
      <Asked query={query} loading={<Loading rows={2} />}>
        {(entry) => (
          <>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">Made</th>
                  <th scope="col" className="num">
                    Duty (USD)
                  </th>
                </tr>
              </thead>
              <tbody>
                {entry.versions.map((version) => (
                  <tr key={version.version}>
                    <th scope="row">
                      {version.version} <Status state={version.status} />
                    </th>
                    <td>
                      <When at={version.generated_at} />
                    </td>
                    <td className="num">
                      <Money amount={version.totals.duty} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="small second">
              Made{" "}
              {entry.run ? (
                <>
                  by run{" "}
                  <Link to="/runs/$id" params={{ id: entry.run }}>
                    <span className="mono">{entry.run}</span>
                  </Link>{" "}
                </>
              ) : null}
              with revision {entry.revision}, rules {entry.code_version}.
            </p>
          </>
        )}
      </Asked>
    </section>
  );
}
