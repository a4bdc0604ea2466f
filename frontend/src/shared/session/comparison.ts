/** One comparison, asked for by its own page and beside the line that it is of. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";

/** A comparison by its id, also one that another has taken the place of. */
export const comparisonQuery = (id: string) =>
  queryOptions({
    queryKey: ["comparisons", "one", id],
    queryFn: () => answer(client.GET("/api/comparisons/{id}", { params: { path: { id } } })),
  });
