/** Money and other decimals, exact: whole numbers of cents or of the last digit given, never a float. */

/** A decimal as `digits × 10^-scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal from plain text such as `-12.50`; null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const found = PLAIN.exec(text.trim());
  if (!found) return null;
  const [, sign = "", whole = "0", fraction = ""] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length };
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** The number in units of `10^-scale`, rounded half away from zero. */
export function scaled(text: string, scale: number): bigint {
  const parsed = parseDecimal(text);
  if (!parsed) return 0n;
  if (parsed.scale <= scale) return parsed.digits * 10n ** BigInt(scale - parsed.scale);
  return halfUp(parsed.digits, 10n ** BigInt(parsed.scale - scale));
}

/** Dollars as text in whole cents: `"12.5"` → `1250n`. */
export function cents(text: string): bigint {
  return scaled(text, 2);
}

export function sumCents(amounts: Iterable<string>): bigint {
  let total = 0n;
  for (const amount of amounts) total += cents(amount);
  return total;
}

/** The sum of plain decimals, rounded half away from zero to so many decimals at most: `["1.5", "0.50"]` → `"2"`. */
export function sumDecimals(amounts: readonly string[], places: number): string {
  const parsed = amounts.map((text) => parseDecimal(text) ?? { digits: 0n, scale: 0 });
  const scale = Math.max(places, ...parsed.map((one) => one.scale));
  const sum = parsed.reduce((total, one) => total + one.digits * 10n ** BigInt(scale - one.scale), 0n);
  const rounded = halfUp(sum, 10n ** BigInt(scale - places));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${rounded < 0n ? "-" : ""}${digits.slice(0, digits.length - places)}${fraction ? `.${fraction}` : ""}`;
}

/** Digits in groups of three: `"1234567"` → `"1,234,567"`. */
function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Cents as `1,234.50`; with `sign`, a plus stands before what is above nought. A minus is a true minus. */
export function formatCents(amount: bigint, sign = false): string {
  const positive = amount < 0n ? -amount : amount;
  const text = `${grouped((positive / 100n).toString())}.${(positive % 100n).toString().padStart(2, "0")}`;
  if (amount < 0n) return `−${text}`;
  return sign && amount > 0n ? `+${text}` : text;
}

/** Cents as `$1,234.50`. */
export function formatUsd(amount: bigint, sign = false): string {
  const text = formatCents(amount, sign);
  return /^[−+]/.test(text) ? `${text[0]}$${text.slice(1)}` : `$${text}`;
}

/** A short figure for axes: `$400k`, `$1.2M`. */
export function shortUsd(amount: bigint): string {
  const dollars = amount / 100n;
  if (dollars >= 1_000_000n) return `$${trimmed((dollars * 10n) / 1_000_000n)}M`;
  if (dollars >= 10_000n) return `$${dollars / 1000n}k`;
  if (dollars >= 1_000n) return `$${trimmed((dollars * 10n) / 1000n)}k`;
  return `$${dollars}`;
}

function trimmed(tenths: bigint): string {
  return tenths % 10n === 0n ? (tenths / 10n).toString() : `${tenths / 10n}.${tenths % 10n}`;
}

/** A decimal with its groups and every digit that was given: `"12345.670"` → `"12,345.670"`. */
export function formatDecimal(text: string): string {
  const found = PLAIN.exec(text.trim());
  if (!found) return text;
  const [, sign = "", whole = "0", fraction] = found;
  return `${sign === "-" ? "−" : ""}${grouped(whole)}${fraction ? `.${fraction}` : ""}`;
}

/** What share the duty is of the value, in percent with two places; `–` where there is no value. */
export function effectiveRate(duty: bigint, value: bigint): string {
  if (value === 0n) return "–";
  const hundredths = halfUp(duty * 10_000n, value);
  const positive = hundredths < 0n ? -hundredths : hundredths;
  return `${hundredths < 0n ? "−" : ""}${positive / 100n}.${(positive % 100n).toString().padStart(2, "0")}%`;
}

/** A rate as a line carries it, for reading: `0.25` → `25%`, `cap 0.15` → `cap 15%`; a text rate stays as it is. */
export function formatRate(rate: string): string {
  const cap = /^cap (.+)$/.exec(rate);
  if (cap?.[1]) return `cap ${formatRate(cap[1])}`;
  const parsed = parseDecimal(rate);
  if (!parsed) return rate;
  const scale = Math.max(parsed.scale, 2);
  const digits = scaled(rate, scale)
    .toString()
    .padStart(scale - 1, "0");
  const split = digits.length - (scale - 2);
  const whole = digits.slice(0, split) || "0";
  const fraction = digits.slice(split).replace(/0+$/, "");
  return `${grouped(whole.replace(/^0+(?=\d)/, ""))}${fraction ? `.${fraction}` : ""}%`;
}

/** For sorting: less than, equal, more than, without turning anything into a float. */
export function compareDecimals(a: string, b: string): number {
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (!x || !y) return x ? 1 : y ? -1 : 0;
  const scale = Math.max(x.scale, y.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whole numbers with groups; counts only, never money. */
export function formatCount(count: number): string {
  return grouped(String(Math.trunc(count)));
}

/** A part of a whole in [0, 1] for drawing only. */
export function drawn(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 100_000n) / whole) / 100_000;
}
