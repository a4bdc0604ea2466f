/** How a line compares with what was reported. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { findingName } from "~/shared/lib/words";
import { comparisonQuery } from "~/shared/session/comparison";
import { DiffSide } from "~/shared/ui/Diff";
import { Status } from "~/shared/ui/Status";
import { Asked, Loading } from "~/shared/ui/states";
import type { LineRow } from "./rows";

export function Compared({ row }: { row: LineRow }) {
  const { comparison } = row.entry;
  return (
    <section>
      <h3>Compared with what was reported</h3>
      {comparison ? (
        <Comparison row={row} id={comparison.id} />
      ) : (
        <p className="second small">Not compared yet.</p>
      )}
    </section>
  );
}

function Comparison({ row, id }: { row: LineRow; id: string }) {
  const { entry, line } = row;
  const query = useQuery(comparisonQuery(id));
  return (
    <Asked query={query} loading={<Loading rows={2} />}>
      {(comparison) => {
        const findings = comparison.findings.filter(
          (finding) => finding.line === line.line && finding.kind !== "EXTRA_LINE",
        );
        return (
          <>
            {findings.length === 0 ? (
              <p className="second small">
                {comparison.status === "pending"
                  ? "SAP has not reported this shipment yet."
                  : "Nothing differs on this line."}
              </p>
            ) : (
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Difference</th>
                    <th scope="col">Ours</th>
                    <th scope="col">Reported</th>
                  </tr>
                </thead>
                <tbody>
                  {findings.map((finding) => (
                    <tr key={finding.n}>
                      <th scope="row">
                        <Status state={finding.severity} /> {findingName(finding.kind)}
                        <div className="second small">{finding.advice}</div>
                      </th>
                      <td>
                        <DiffSide expected={finding.expected} reported={finding.reported} side="expected" />
                      </td>
                      <td>
                        <DiffSide expected={finding.expected} reported={finding.reported} side="reported" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <p className="small">
              <Link
                to="/comparison"
                search={{ from: entry.entry_date, to: entry.entry_date, shipment: entry.shipment }}
              >
                The shipment's whole comparison
              </Link>
            </p>
          </>
        );
      }}
    </Asked>
  );
}
