/** The pipeline's state, asked by the badge on every page and by the pages that show it whole. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";

export const REFRESH = 30_000;

export const pipelineQuery = queryOptions({
  queryKey: ["pipeline"],
  queryFn: () => answer(client.GET("/api/pipeline")),
  refetchInterval: REFRESH,
});
