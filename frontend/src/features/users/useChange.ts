/** A change of a user, made from the edition that was seen. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "~/shared/api/client";
import type { Role, User } from "~/shared/api/types";

type Change = { role?: Role; status?: User["status"]; email?: string; reset_password?: true };

export function useChange(user: User) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      answer(
        client.PATCH("/api/users/{name}", {
          params: { path: { name: user.name } },
          body: { edition: user.edition, ...change },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["users"] }),
  });
}
