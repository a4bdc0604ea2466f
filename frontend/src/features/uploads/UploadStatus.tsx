import type { Upload } from "~/shared/api/types";
import { Status } from "~/shared/ui/Status";

/** Whether somebody threw a file away that could have been taken over. */
export function isDropped(upload: Upload): boolean {
  return upload.state === "refused" && / has refused it$/.test(upload.problem);
}

export function UploadStatus({ upload }: { upload: Upload }) {
  return isDropped(upload) ? <Status state="expired" label="Thrown away" /> : <Status state={upload.state} />;
}
