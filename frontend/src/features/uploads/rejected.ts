/** The cells that rows are rejected for, from the file of the rows that stay out. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { Upload } from "~/shared/api/types";
import { parseCsv } from "~/shared/lib/csv";

/** Of more rows the file is not asked for: it is offered, and read in a spreadsheet. */
const MOST_ROWS = 500;
/** As much of a cell as is enough to find it. */
const MOST_SHOWN = 40;

type Rows = Map<number, Record<string, string>>;

/** The rows by their number, each by its columns. */
export function rowsOf(text: string): Rows {
  const [header = [], ...lines] = parseCsv(text);
  return new Map(
    lines.map((cells) => [
      Number(cells[0]),
      Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])),
    ]),
  );
}

export const rejectedQuery = ({ id, counts }: Upload) =>
  queryOptions({
    queryKey: ["rejected rows", id],
    queryFn: async () =>
      rowsOf(
        await answer(
          client.GET("/api/uploads/{id}/rejected.csv", { params: { path: { id } }, parseAs: "text" }),
        ),
      ),
    enabled: counts.rejected > 0 && counts.rejected + counts.withheld <= MOST_ROWS,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** `row 8: “abc”`; the number alone where it is not known which cell is meant. */
export function whereOf(row: number, what: string, rows: Rows | undefined): string {
  const column = what.slice(0, Math.max(0, what.indexOf(": ")));
  const cell = rows?.get(row)?.[column];
  if (cell === undefined) return String(row);
  const shown = cell.length > MOST_SHOWN ? `${cell.slice(0, MOST_SHOWN)}…` : cell;
  return `${row}: ${cell === "" ? "empty" : `“${shown}”`}`;
}
