/** How fresh the data are: a badge on every page, with the sources behind it. */
import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { setName } from "~/shared/lib/words";
import { pipelineQuery } from "~/shared/session/pipeline";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
} from "~/shared/ui/icons";
import { Status, toneOf } from "~/shared/ui/Status";
import { Bone } from "~/shared/ui/states";
import { Ago } from "~/shared/ui/values";

export function FreshnessBadge() {
  const { data, error, dataUpdatedAt } = useQuery(pipelineQuery);
  if (!data)
    return error ? (
      <span className="fresh review">State unknown</span>
    ) : (
      <span className="fresh">
        <Bone width={180} />
      </span>
    );
  const tone = error ? "idle" : toneOf(data.state);
  const late = data.data_sets.filter((set) => set.state === "late" || set.state === "failed");
  const words =
    late.length > 0
      ? `${late.length} data ${late.length === 1 ? "set" : "sets"} late`
      : `Revision ${data.revision}`;
  return (
    <Popover position="bottom-end" width={430}>
      <Popover.Target>
        <button type="button" className={`fresh ${tone}`} aria-label={`Data: ${words}. Show the sources`}>
          {tone === "pass" ? <IconCircleCheck size={16} aria-hidden /> : null}
          {tone === "review" ? <IconClockExclamation size={16} aria-hidden /> : null}
          {tone === "fail" ? <IconAlertTriangle size={16} aria-hidden /> : null}
          {tone === "idle" ? <IconCircleDashed size={16} aria-hidden /> : null}
          <span>{words}</span>
          <span className="long">
            checked <Ago at={new Date(dataUpdatedAt).toISOString()} />
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <table className="table" style={{ whiteSpace: "nowrap" }}>
          <thead>
            <tr>
              <th scope="col">Data</th>
              <th scope="col">State</th>
              <th scope="col">Last delivery</th>
              <th scope="col">Next due</th>
            </tr>
          </thead>
          <tbody>
            {data.data_sets.map((set) => (
              <tr key={set.name}>
                <th scope="row">{setName(set.name)}</th>
                <td>
                  <Status state={set.state} />
                </td>
                <td>{set.last_good ? <Ago at={set.last_good} /> : <span className="third">–</span>}</td>
                <td>{set.due ? <Ago at={set.due} /> : <span className="third">–</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="pad small second">
          <Link to="/pipeline">Pipeline health</Link>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
