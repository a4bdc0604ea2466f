/** The failed comparisons: those of the newest days, listed on the first page, and how many a day has, told in the rail. */
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

/** How many comparisons of a day failed: the day that the comparison page opens with, so that both agree. */
export const failedOfDayQuery = (date: string) =>
  queryOptions({
    queryKey: ["comparisons", "failed of day", date],
    queryFn: () => answer(client.GET("/api/days", { params: { query: { from: date, to: date } } })),
    select: ({ days }) => days.reduce((sum, { fail }) => sum + fail, 0),
    staleTime: 60_000,
  });
