/** Where two orders of the same headings part. */
export interface Moved {
  /** Counted from 1. */
  place: number;
  expected: string;
  reported: string;
}

/** The first place at which `9903.88.03, 9903.05.90` and another order of it differ; null where they do not. */
export function firstMoved(expected: string, reported: string): Moved | null {
  const [ours, theirs] = [expected.split(", "), reported.split(", ")];
  const at = ours.findIndex((code, index) => code !== theirs[index]);
  const [own, other] = [ours[at], theirs[at]];
  return own && other ? { place: at + 1, expected: own, reported: other } : null;
}
