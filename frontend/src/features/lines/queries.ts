import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { LinesSearch } from "./search";

/** Pages of entries: of a shipment, whatever its date, or within the dates. */
export function linesQuery(search: LinesSearch, dates: { from: string; to: string }) {
  const asked = {
    ...(search.shipment ? { shipment: search.shipment } : dates),
    ...(search.hts ? { hts: search.hts } : {}),
    ...(search.status ? { status: search.status } : {}),
    ...(search.q ? { q: search.q } : {}),
  };
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
    queryFn: () =>
      answer(
        client.GET("/api/entries/{shipment}/lines/{line}/trail", { params: { path: { shipment, line } } }),
      ),
  });

/** The page of a line that prints, with every figure's working. */
export function printable(shipment: string, line: string): string {
  return `/api/entries/${encodeURIComponent(shipment)}/lines/${encodeURIComponent(line)}/trail`;
}
