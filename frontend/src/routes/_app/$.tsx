import { createFileRoute } from "@tanstack/react-router";
import { NotFoundInside } from "~/app/pages";

export const Route = createFileRoute("/_app/$")({ component: NotFoundInside });
