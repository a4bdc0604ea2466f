/** A state as icon and word; the colour only helps. */
import { plain } from "~/shared/lib/words";
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from "./icons";

export type Tone = "pass" | "review" | "fail" | "idle";

const KNOWN: Record<string, [Tone, string]> = {
  pass: ["pass", "Pass"],
  warn: ["review", "Review"],
  fail: ["fail", "Fail"],
  pending: ["idle", "Pending"],
  generated: ["pass", "Made"],
  needs_input: ["review", "Held"],
  material: ["fail", "Material"],
  minor: ["review", "Minor"],
  info: ["idle", "Info"],
  good: ["pass", "On time"],
  late: ["review", "Late"],
  failed: ["fail", "Failed"],
  never: ["idle", "Never delivered"],
  planning: ["idle", "Planning"],
  generating: ["idle", "Generating"],
  comparing: ["idle", "Comparing"],
  running: ["idle", "Running"],
  done: ["pass", "Done"],
  active: ["pass", "Active"],
  disabled: ["idle", "Deactivated"],
  waiting: ["idle", "Waiting for the file"],
  checking: ["idle", "Being checked"],
  ready: ["review", "To confirm"],
  refused: ["fail", "Refused"],
  confirmed: ["idle", "Being loaded"],
  loaded: ["pass", "Loaded"],
  expired: ["idle", "Expired"],
  landing: ["idle", "Landing"],
  superseded: ["idle", "Superseded"],
  abandoned: ["idle", "Abandoned"],
  equal: ["pass", "Equal"],
  different: ["fail", "Different"],
  incomplete: ["review", "Incomplete"],
  unchanged: ["pass", "Unchanged"],
};

/** What a state is called, everywhere in the app. */
export function wordOf(state: string): string {
  return KNOWN[state]?.[1] ?? plain(state);
}

export function toneOf(state: string): Tone {
  return KNOWN[state]?.[0] ?? "idle";
}

export function ToneIcon({ tone, size = 15 }: { tone: Tone; size?: number }) {
  const props = { size, stroke: 2, "aria-hidden": true } as const;
  if (tone === "pass") return <IconCheck {...props} />;
  if (tone === "review") return <IconAlertTriangle {...props} />;
  if (tone === "fail") return <IconX {...props} />;
  return <IconCircleDashed {...props} />;
}

interface Props {
  state: string;
  count?: number | undefined;
  label?: string;
}

export function Status({ state, count, label }: Props) {
  const tone = toneOf(state);
  return (
    <span className={`status ${tone}`}>
      <ToneIcon tone={tone} />
      {label ?? wordOf(state)}
      {count ? ` (${count})` : ""}
    </span>
  );
}
