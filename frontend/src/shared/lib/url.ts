/** The view's state in the address: plain text, short, and only what differs from the default. */

/** `?from=2026-11-01&status=fail` as texts. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "" || value === false) continue;
    query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `?${text.replaceAll("%2C", ",").replaceAll("%3A", ":")}` : "";
}

/** Where to go back to after signing in: a path of ours, never another site. */
export function safeBack(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])/.test(path) || path.startsWith("/sign-in")) return "/";
  try {
    const url = new URL(path, "http://ours.invalid");
    return url.origin === "http://ours.invalid" ? url.pathname + url.search + url.hash : "/";
  } catch {
    return "/";
  }
}

/**
 * A validator that keeps in the address what the page does not understand, so that the page can say so; the page reads it
 * through its own schema.
 */
export function asWritten<Search extends object>(schema: {
  parse: (raw: unknown) => Search;
}): (raw: Record<string, unknown>) => Search {
  return (raw) => {
    const understood = schema.parse(raw);
    const unread = Object.keys(understood).filter(
      (name) => understood[name as keyof Search] === undefined && raw[name] !== undefined,
    );
    return { ...understood, ...Object.fromEntries(unread.map((name) => [name, String(raw[name])])) };
  };
}
