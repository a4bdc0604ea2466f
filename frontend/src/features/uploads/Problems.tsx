/** What is wrong with the rows of an upload, by what mends it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Upload } from "~/shared/api/types";
import { formatCount } from "~/shared/lib/money";
import { IconDownload } from "~/shared/ui/icons";
import { Sideways } from "~/shared/ui/Sideways";
import { withSetName } from "./preview";
import { rejectedQuery, whereOf } from "./rejected";

export function Problems({ upload }: { upload: Upload }) {
  const { data: rows } = useQuery(rejectedQuery(upload));
  // What the file as a whole is refused for stands above already.
  const said = upload.problem.split("\n");
  const problems = upload.problems.filter(({ what, rows }) => rows.length > 0 || !said.includes(what));
  if (problems.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="problems">
      <header>
        <h2 id="problems">Problems, by what mends them</h2>
        {upload.counts.rejected + upload.counts.withheld > 0 ? (
          <Button
            className="end"
            component="a"
            href={`/api/uploads/${encodeURIComponent(upload.id)}/rejected.csv`}
            download
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            Rows that stay out
          </Button>
        ) : null}
      </header>
      <Sideways label="Table of the problems">
        <table className="table stacked">
          <thead>
            <tr>
              <th scope="col" className="num">
                Rows
              </th>
              <th scope="col">What is wrong</th>
              <th scope="col">What to do</th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={problem.what}>
                <td data-label="Rows" className="num">
                  {problem.rows.length > 0 ? formatCount(problem.count) : "–"}
                </td>
                <th scope="row">
                  {withSetName(problem.what)}
                  {problem.rows.length === 0 && problem.count > 1 ? ` (${formatCount(problem.count)})` : ""}
                </th>
                <td data-label="What to do">{problem.remedy}</td>
                <td data-label="Where" className="second">
                  {problem.rows.length > 0
                    ? `${problem.count === 1 ? "row" : "rows"} ${problem.rows.map((row) => whereOf(row, problem.what, rows)).join(", ")}${problem.count > problem.rows.length ? ", …" : ""}`
                    : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}
