/** The pipeline's state, asked by the badge on every page, by the pages that show it whole, and for where periods end. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import { today } from "~/shared/lib/dates";
import { whileAttended } from "./attention";
import { useMay } from "./session";

export const REFRESH = 30_000;

export const pipelineQuery = queryOptions({
  queryKey: ["pipeline"],
  queryFn: () => answer(client.GET("/api/pipeline")),
  refetchInterval: whileAttended(REFRESH),
});

/** A run by its id, asked again until it is over. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: () => answer(client.GET("/api/runs/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && !state.data.finished ? whileAttended(5000)() : false),
  });

/** Where a period ends that nobody gave dates to. */
export interface Newest {
  /** Whether it was found out; until then, and where it cannot be, the dates are today's. */
  known: boolean;
  /** The newest entry date with entries, up to today. */
  entries: string;
  /** The newest entry date of which something was compared. */
  compared: string;
}

export function useNewest(): Newest {
  const may = useMay("GET /api/pipeline");
  const { data, failureCount } = useQuery({
    ...pipelineQuery,
    enabled: may,
    select: ({ newest }) => newest,
  });
  const entries = data?.entries ?? today();
  return {
    known: data !== undefined || failureCount > 0 || !may,
    entries,
    compared: data?.comparisons ?? entries,
  };
}
