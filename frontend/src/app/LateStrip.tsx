/** A strip over every page as long as something is late or failed. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { setName } from "~/shared/lib/words";
import { pipelineQuery } from "~/shared/session/pipeline";
import { IconAlertTriangle } from "~/shared/ui/icons";
import { When } from "~/shared/ui/values";

export function LateStrip() {
  const { data } = useQuery(pipelineQuery);
  const late = data?.data_sets.filter((set) => set.state === "late" || set.state === "failed") ?? [];
  const first = late[0];
  if (!first) return null;
  const failed = late.some((set) => set.state === "failed");
  return (
    <div className={failed ? "strip fail" : "strip"} role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {late.map((set) => setName(set.name)).join(", ")} {late.length === 1 ? "is" : "are"}{" "}
        {failed ? "not delivered as they should be" : "late"}
        {first.due ? (
          <>
            ; due <When at={first.due} />
          </>
        ) : null}
        .
      </span>
      <Link to="/pipeline">What this means</Link>
    </div>
  );
}
