/**
 * Whether somebody is there. The API ends a session half an hour after it was used last; a page that asks by itself would
 * keep it open for ever, so it stops asking some minutes after the last key or click, and asks anew when there is one.
 */
const LEFT_ALONE = 10 * 60_000;
/** A session that nobody uses has ended by then: its half hour after the last question. */
const ENDED = LEFT_ALONE + 31 * 60_000;
const LOOK = 60_000;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

let seen = Date.now();
const returns = new Set<() => void>();

function note(): void {
  const before = seen;
  seen = Date.now();
  if (seen - before >= LEFT_ALONE) for (const tell of returns) tell();
}

/** Begins to watch; what it answers ends it. */
export function watchAttention(target: Window = window): () => void {
  note();
  for (const sign of SIGNS) target.addEventListener(sign, note, { passive: true, capture: true });
  return () => {
    for (const sign of SIGNS) target.removeEventListener(sign, note, { capture: true });
  };
}

/** Calls when somebody comes back who had left the page alone; what it answers ends it. */
export function onReturn(tell: () => void): () => void {
  returns.add(tell);
  return () => void returns.delete(tell);
}

/** An interval for queries that ask by themselves, as long as somebody is there. */
export function whileAttended(milliseconds: number): () => number | false {
  return () => (Date.now() - seen < LEFT_ALONE ? milliseconds : false);
}

/** Calls when nobody has been there for so long that the session must have ended, and then once in as long again. */
export function onAbsence(tell: () => void): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - Math.max(seen, told) < ENDED) return;
    told = now;
    tell();
  }, LOOK);
  return () => clearInterval(timer);
}
