/** The four answers of the first page, each a word and a sentence. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Comparison, Day, Pipeline, Upload } from "~/shared/api/types";
import { daysIn, took } from "~/shared/lib/dates";
import { cents, effectiveRate, formatUsd } from "~/shared/lib/money";
import { counted, setName } from "~/shared/lib/words";
import { openFindings } from "~/shared/session/failed";
import { type Tone, ToneIcon } from "~/shared/ui/Status";
import { Bone } from "~/shared/ui/states";
import { useNow, When } from "~/shared/ui/values";
import { allHeld, comparedOf, costOf, openWords } from "./days";

export function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel answer" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Waiting({ error }: { error: unknown }) {
  if (error) return <Words tone="fail" text="Not known" more="The figures could not be loaded." />;
  return (
    <>
      <Bone width={120} height={26} />
      <Bone width="80%" />
    </>
  );
}

function Words({ tone, text, more }: { tone: Tone; text: string; more?: ReactNode }) {
  return (
    <>
      <p className={`verdict ${tone}`}>
        <ToneIcon tone={tone} size={22} />
        {text}
      </p>
      <p className="second">{more}</p>
    </>
  );
}

export function RunAnswer({ daily: { run, due } }: { daily: Pipeline["daily"] }) {
  const now = useNow();
  if (!run && now < Date.parse(due))
    return (
      <Words
        tone="idle"
        text="Not yet due"
        more={
          <>
            It starts <When at={due} />.
          </>
        }
      />
    );
  if (!run)
    return (
      <Words
        tone="review"
        text="Not started"
        more={
          <>
            It was due <When at={due} />. <Link to="/pipeline">Pipeline health</Link>
          </>
        }
      />
    );
  const link = (
    <Link to="/runs/$id" params={{ id: run.id }}>
      Open the run
    </Link>
  );
  if (run.state === "failed")
    return (
      <Words
        tone="fail"
        text="Failed"
        more={
          <>
            Began <When at={run.started} />. {link}
          </>
        }
      />
    );
  if (!run.finished)
    return (
      <Words
        tone="idle"
        text="Running"
        more={
          <>
            Since <When at={run.started} />. {link}
          </>
        }
      />
    );
  const held = run.counts["needs_input"] ?? 0;
  return (
    <Words
      tone={held > 0 ? "review" : "pass"}
      text="Done"
      more={
        <>
          <When at={run.finished} />, in {took(run.started, run.finished)}. {link}
        </>
      }
    />
  );
}

interface FailedProps {
  pipeline: Pipeline;
  days: Day[];
  /** Those that failed, as far as they are known. */
  comparisons: Comparison[];
  from: string;
  to: string;
  /** `today`, or `on 2026-11-22`. */
  on: string;
}

export function FailedAnswer({ pipeline, days, comparisons, from, to, on }: FailedProps) {
  const feeds = pipeline.data_sets.filter((set) => set.state === "failed" || set.state === "late");
  const day = days.find((one) => one.date === to);
  const fail = day?.fail ?? 0;
  const all = days.reduce((sum, one) => sum + one.fail, 0);
  const judged = comparisons.filter((comparison) => openFindings(comparison).length === 0);
  const ofDay = judged.filter(({ entry_date }) => entry_date === to);
  const bits = [
    fail > 0 ? `${counted(fail, "comparison")}${ofWhich(ofDay.length, fail)}` : "",
    feeds.length > 0 ? counted(feeds.length, "data set") : "",
  ].filter(Boolean);
  const verdict = day ? nothingFailed(day, on) : { tone: "pass" as const, text: `Nothing ${on}`, why: "" };
  const open = day && day.pending > 0 ? openWords(day) : "";
  const more = (
    <>
      {bits.length > 0 ? openOf(fail, to, open) : verdict.why}
      <Link to="/comparison" search={{ from, to, status: "fail" }}>
        {counted(all, "failed comparison")}
      </Link>
      {ofWhich(judged.length, all)} in {daysIn(from, to)} days
      {feeds.length > 0 ? (
        <>
          ; <Link to="/pipeline">{feeds.map((set) => setName(set.name)).join(", ")}</Link> late or failed
        </>
      ) : null}
      .
    </>
  );
  if (bits.length === 0) return <Words tone={verdict.tone} text={verdict.text} more={more} />;
  return (
    <Words
      tone={fail > ofDay.length || feeds.some((set) => set.state === "failed") ? "fail" : "review"}
      text={bits.join(", ")}
      more={more}
    />
  );
}

/** `, 1 of them acknowledged`. */
function ofWhich(judged: number, all: number): string {
  if (judged === 0 || all === 0) return "";
  return judged >= all ? ", acknowledged" : `, ${judged} of them acknowledged`;
}

/** Of which day the failed ones are, and what of that day nobody could compare. */
function openOf(fail: number, to: string, open: string): string {
  if (fail > 0) return open ? `Of ${to} (not compared: ${open}); ` : `Of ${to}; `;
  return open ? `Not compared on ${to}: ${open}; ` : "";
}

/** What is to be said where nothing failed: it is good only if everything was compared. */
function nothingFailed(day: Day, on: string): { tone: Tone; text: string; why: string } {
  if (day.pending === 0) return { tone: "pass", text: `Nothing ${on}`, why: "" };
  const tone = day.held > 0 ? "review" : "idle";
  const compared = comparedOf(day);
  if (compared === 0) return { tone, text: "Nothing compared", why: `On ${day.date}: ${openWords(day)}; ` };
  return {
    tone,
    text: `Nothing in ${compared} of ${compared + day.pending}`,
    why: `Not compared on ${day.date}: ${openWords(day)}; `,
  };
}

interface CostProps {
  day: Day | undefined;
  days: Day[];
  on: string;
  count: number;
}

export function CostAnswer({ day, days, on, count }: CostProps) {
  const all = days.reduce((sum, one) => sum + costOf(one), 0n);
  const value = days.reduce((sum, one) => sum + cents(one.value), 0n);
  const held = day?.held ?? 0;
  const whole = `${formatUsd(all)} in ${count} days, ${effectiveRate(all, value)} of value.`;
  if (day && allHeld(day)) {
    const subject = held === 1 ? "The only entry" : `All ${counted(held, "entry", "entries")}`;
    return (
      <Words
        tone="review"
        text="Not known"
        more={`${subject} ${on} ${held === 1 ? "is held and has" : "are held and have"} no lines yet; ${whole}`}
      />
    );
  }
  return (
    <>
      <p className="verdict plain">{formatUsd(day ? costOf(day) : 0n)}</p>
      <p className="second">
        duty and fees on goods of {day ? formatUsd(cents(day.value)) : "$0.00"} {on}
        {held > 0 ? `, without ${counted(held, "entry", "entries")} held` : ""}; {whole}
      </p>
    </>
  );
}

export function PersonAnswer({
  entries,
  comparisons,
  uploads,
}: {
  entries: number;
  comparisons: Comparison[];
  /** Undefined: they could not be loaded. */
  uploads: Upload[] | undefined;
}) {
  const open = comparisons.filter((comparison) => openFindings(comparison).length > 0).length;
  const ready = uploads?.filter((upload) => upload.state === "ready").length ?? 0;
  const all = open + entries + ready;
  const unknown = uploads ? "" : "; the uploads could not be loaded";
  if (all === 0)
    return (
      <Words
        tone={uploads ? "pass" : "review"}
        text={uploads ? "Nothing" : "Not known"}
        more={`No entry is held, no difference is open${unknown}.`}
      />
    );
  return (
    <Words
      tone="review"
      text={counted(all, "thing")}
      more={`${counted(entries, "entry", "entries")} held, ${counted(open, "comparison")} to judge${ready ? `, ${counted(ready, "upload")} to confirm` : ""}${unknown}.`}
    />
  );
}
