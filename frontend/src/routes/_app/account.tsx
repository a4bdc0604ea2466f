import { createFileRoute } from "@tanstack/react-router";
import { Account } from "~/features/auth/Account";

export const Route = createFileRoute("/_app/account")({ component: Account });
