/** The failed comparisons of the newest days: counted in the rail, listed on the first page, asked for once. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import { addDays, MOST_DAYS } from "~/shared/lib/dates";

/** The days up to a date that the first page and the rail speak of. */
export function lately(to: string): { from: string; to: string } {
  return { from: addDays(to, 1 - MOST_DAYS), to };
}

export const failedQuery = (to: string) =>
  queryOptions({
    queryKey: ["comparisons", "failed", to],
    queryFn: () =>
      answer(
        client.GET("/api/comparisons", { params: { query: { ...lately(to), status: "fail", limit: 100 } } }),
      ),
    staleTime: 60_000,
  });
