/** One scenario: its origin and date, and what it costs or why it cannot be told. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "~/shared/api/client";
import type { Scenario } from "~/shared/api/types";
import { plain } from "~/shared/lib/words";
import { DayInput } from "~/shared/ui/DayInput";
import { IconTrash } from "~/shared/ui/icons";
import { Bone, ErrorState } from "~/shared/ui/states";
import { Costs } from "./Costs";
import { type Choice, countryOf } from "./search";

interface Props {
  number: number;
  choice: Choice;
  result:
    | { data: Scenario | null | undefined; error: unknown; isFetching: boolean; refetch: () => unknown }
    | undefined;
  baseline: Scenario | null;
  several: boolean;
  onChange: (choice: Choice) => void;
  onRemove: (() => void) | undefined;
}

export function ScenarioColumn({ number, choice, result, baseline, several, onChange, onRemove }: Props) {
  const [origin, setOrigin] = useState<string>(choice.origin);
  const scenario = result?.data;
  return (
    <section className="panel scenario" aria-label={`Scenario ${number}`} aria-busy={result?.isFetching}>
      <div className="scenario-head">
        <h2>{number === 1 ? "Baseline" : `Scenario ${number}`}</h2>
        {onRemove ? (
          <button
            type="button"
            className="icon-button no-print"
            aria-label={`Remove scenario ${number}`}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </button>
        ) : null}
      </div>
      <p className="print-only">
        Origin <b>{choice.origin}</b>
        <br />
        Entry date <b>{choice.date}</b>
      </p>
      <div className="two no-print">
        <TextInput
          label="Origin"
          value={origin}
          maxLength={2}
          error={countryOf(origin) ? undefined : "no country code, such as VN"}
          onChange={(event) => {
            const next = event.currentTarget.value.toUpperCase();
            setOrigin(next);
            const country = countryOf(next);
            if (country) onChange({ ...choice, origin: country });
          }}
        />
        <DayInput
          label="Entry date"
          value={choice.date}
          onChange={(date) => date && onChange({ ...choice, date })}
        />
      </div>
      {scenario ? (
        <Costs scenario={scenario} baseline={baseline} first={number === 1} several={several} />
      ) : result?.error ? (
        <Refused error={result.error} onRetry={() => void result.refetch()} />
      ) : (
        <Bone width="100%" height={180} />
      )}
    </section>
  );
}

function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 422)
    return <ErrorState error={error} onRetry={onRetry} />;
  const faults = Object.entries(error.problem.errors);
  return (
    <div className="gaps" role="alert">
      <p>
        <b>{error.problem.title}</b>
      </p>
      {faults.length > 0 ? (
        <ul>
          {faults.map(([field, texts]) => (
            <li key={field}>
              {plain(field.replace(/^.*\./, ""))}: {texts.join(" ")}
            </li>
          ))}
        </ul>
      ) : (
        error.problem.detail
      )}
    </div>
  );
}
