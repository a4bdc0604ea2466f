/** The tariff schedule as the tree that its numbers are: chapter, heading, subheading, rate line. */
export interface Branch {
  /** Its first digits, which all of its numbers begin with. */
  digits: string;
  count: number;
}

const LEVELS = [2, 4, 6, 8];

export const digitsOf = (code: string): string => code.replaceAll(".", "");

/** `850131` as `8501.31`. */
export function dotted(digits: string): string {
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join(".");
}

/** The branches under a branch, by number; none where its numbers do not part any more. */
export function branchesOf(codes: readonly string[], under: string): Branch[] {
  const inside = codes.map(digitsOf).filter((code) => code.startsWith(under));
  for (const level of LEVELS.filter((one) => one > under.length)) {
    const counts = new Map<string, number>();
    for (const code of inside) counts.set(code.slice(0, level), (counts.get(code.slice(0, level)) ?? 0) + 1);
    if (counts.size > 1 || (under === "" && counts.size > 0))
      return [...counts]
        .map(([digits, count]) => ({ digits, count }))
        .sort((a, b) => (a.digits < b.digits ? -1 : 1));
  }
  return [];
}

/** A branch and those that it hangs on, from the chapter down. */
export function pathOf(digits: string): string[] {
  return [...LEVELS.filter((level) => level < digits.length).map((level) => digits.slice(0, level)), digits];
}
