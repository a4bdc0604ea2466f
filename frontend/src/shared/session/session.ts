/** Who is signed in, asked once and kept. The API says what he may do, and only that is offered. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { Operation } from "~/shared/api/types";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => answer(client.GET("/api/auth/me")),
  staleTime: 5 * 60_000,
  retry: false,
});

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

/** Whether who is signed in may do something: `useMay("POST /api/runs")`. */
export function useMay(operation: Operation): boolean {
  return useMe().may.includes(operation);
}
