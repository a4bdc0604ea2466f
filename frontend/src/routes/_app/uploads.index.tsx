import { createFileRoute } from "@tanstack/react-router";
import { Uploads } from "~/features/uploads/Uploads";

export const Route = createFileRoute("/_app/uploads/")({ component: Uploads });
