/** Who is signed in, asked once and kept; roles decide what is offered, the API decides what is allowed. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => answer(client.GET("/api/auth/me")),
  staleTime: 5 * 60_000,
  retry: false,
});

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

export function useAdmin(): boolean {
  return useMe().role === "admin";
}
