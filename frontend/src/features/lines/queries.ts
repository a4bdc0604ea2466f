import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { Trail } from "~/shared/api/trail";
import type { LinesSearch } from "./search";
import { periodOf } from "./search";

/** Pages of entries; a shipment is asked for whole, everything else within the period. */
export function linesQuery(search: LinesSearch) {
  const period = search.shipment ? { shipment: search.shipment } : periodOf(search);
  const filters = {
    ...(search.hts ? { hts: search.hts } : {}),
    ...(search.status ? { status: search.status } : {}),
    ...(search.q ? { q: search.q } : {}),
  };
  const asked = { ...period, ...(search.shipment ? {} : filters) };
  return infiniteQueryOptions({
    queryKey: ["lines", asked],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/customs-lines", {
          params: { query: { ...asked, limit: 500, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const entryQuery = (shipment: string) =>
  queryOptions({
    queryKey: ["entry", shipment],
    queryFn: () => answer(client.GET("/api/entries/{shipment}", { params: { path: { shipment } } })),
  });

export const trailQuery = (shipment: string, line: string) =>
  queryOptions({
    queryKey: ["trail", shipment, line],
    queryFn: async () =>
      (await answer(
        client.GET("/api/entries/{shipment}/lines/{line}/trail", { params: { path: { shipment, line } } }),
      )) as Trail,
  });

export const comparisonOfQuery = (date: string, shipment: string) =>
  queryOptions({
    queryKey: ["comparisons", "date", date],
    queryFn: () => answer(client.GET("/api/comparisons", { params: { query: { date, limit: 500 } } })),
    select: ({ comparisons }) => comparisons.find((one) => one.shipment === shipment) ?? null,
  });

/** The page of a line that prints, with every figure's working. */
export function printable(shipment: string, line: string): string {
  return `/api/entries/${encodeURIComponent(shipment)}/lines/${encodeURIComponent(line)}/trail`;
}
