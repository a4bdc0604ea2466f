/** The cells of a measure as people say them; `docs/rules` has what they mean. */
import { formatRate } from "~/shared/lib/money";

const SAID: Record<string, (text: string) => string> = {
  Origin: (text) => (text === "*" ? "any" : listed(text)),
  Basis: basis,
  Condition: (text) => text.split("&").map(clause).join("; "),
};

/** What a cell says; as it is written where it has no better words. */
export function inWords(header: string, text: string): string {
  return (SAID[header] ?? listed)(text);
}

function listed(text: string): string {
  return text.replaceAll("|", ", ");
}

function basis(text: string): string {
  if (text === "full") return "whole value";
  if (text === "none") return "nothing";
  return text.startsWith("metal:") ? `${text.slice(6)} content` : text;
}

/** `col1>=0.15` as `column 1 at least 15%`. */
function clause(text: string): string {
  const [, name = "", rest = ""] = /^([a-z0-9_]+)(?:>=|:)(.*)$/.exec(text.trim()) ?? [];
  if (name === "claim") return `claims ${listed(rest)}`;
  if (name === "spi") return `SPI ${listed(rest)}`;
  if (name === "part") return `${listed(rest).replaceAll("_", " ")} part`;
  if (name === "subject_to") return `subject to ${rest.replaceAll("|", " or ")}`;
  if (name === "col1") return `column 1 at least ${formatRate(rest)}`;
  if (name === "metal") {
    const [share = "", metals = ""] = rest.split(":");
    return `${metals.replaceAll("+", " and ")} at least ${formatRate(share)} of net weight`;
  }
  return text;
}
