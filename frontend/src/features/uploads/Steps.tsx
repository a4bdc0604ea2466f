import { IconCheck } from "~/shared/ui/icons";

const NAMES = ["Choose", "Send", "Check", "Confirm", "Result"];

/** Where in the five steps an upload is; `at` counts from 1. */
export function Steps({ at }: { at: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {NAMES.map((name, index) => (
        <li
          key={name}
          aria-current={index + 1 === at ? "step" : undefined}
          className={index + 1 < at ? "past" : undefined}
        >
          <span className="number">{index + 1 < at ? <IconCheck size={13} aria-hidden /> : index + 1}</span>
          <span className="word">{name}</span>
          {index + 1 < at ? <span className="hidden-visually"> (done)</span> : null}
        </li>
      ))}
    </ol>
  );
}
