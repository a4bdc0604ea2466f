/** The failed comparisons: those of the newest days, listed on the first page, and how many of a day are to judge, told in the rail. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { Comparison } from "~/shared/api/types";
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

/** How many failed comparisons of a day wait for a judgement: the day that the comparison page opens with. */
export const unjudgedQuery = (date: string) =>
  queryOptions({
    queryKey: ["comparisons", "unjudged", date],
    queryFn: () =>
      answer(
        client.GET("/api/comparisons", {
          params: { query: { from: date, to: date, status: "fail", limit: 500 } },
        }),
      ),
    select: ({ comparisons }) => comparisons.filter((one) => openFindings(one).length > 0).length,
    staleTime: 60_000,
  });

/** The material differences that nobody has judged. */
export function openFindings({ findings }: Pick<Comparison, "findings">) {
  return findings.filter(({ severity, acknowledged }) => severity === "material" && !acknowledged);
}
