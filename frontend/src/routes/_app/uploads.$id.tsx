import { createFileRoute } from "@tanstack/react-router";
import { UploadPage } from "~/features/uploads/UploadPage";

export const Route = createFileRoute("/_app/uploads/$id")({ component: Page });

function Page() {
  const { id } = Route.useParams();
  return <UploadPage id={id} />;
}
