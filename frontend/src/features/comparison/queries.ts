/** What the comparison page asks for: all comparisons of a period, page by page. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { ComparisonStatus, Comparisons } from "~/shared/api/types";

const MOST_PAGES = 20;

export interface Period {
  from: string;
  to: string;
  status?: ComparisonStatus;
}

async function everyComparison(query: Period): Promise<Comparisons> {
  const first = await answer(client.GET("/api/comparisons", { params: { query: { ...query, limit: 500 } } }));
  const comparisons = [...first.comparisons];
  let next = first.next;
  for (let page = 1; next && page < MOST_PAGES; page++) {
    const more: Comparisons = await answer(
      client.GET("/api/comparisons", { params: { query: { ...query, limit: 500, cursor: next } } }),
    );
    comparisons.push(...more.comparisons);
    next = more.next;
  }
  return { ...first, comparisons, next };
}

export const comparisonsQuery = (asked: Period) =>
  queryOptions({ queryKey: ["comparisons", "all", asked], queryFn: () => everyComparison(asked) });
