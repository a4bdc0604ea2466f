/** Figures and codes, each shown one way everywhere. */
import { useEffect, useState } from "react";
import { ago, formatMoment } from "~/shared/lib/dates";
import { cents, formatCents, formatRate, formatUsd } from "~/shared/lib/money";
import { useSettings } from "~/shared/lib/settings";

/** An amount; `unit` says dollars where no header does, `sign` shows a plus. */
export function Money({
  amount,
  unit = false,
  sign = false,
}: {
  amount: string | bigint;
  unit?: boolean;
  sign?: boolean;
}) {
  const whole = typeof amount === "bigint" ? amount : cents(amount);
  return <span className="nowrap">{unit ? formatUsd(whole, sign) : formatCents(whole, sign)}</span>;
}

export function Rate({ rate }: { rate: string }) {
  return <span className="nowrap">{formatRate(rate)}</span>;
}

/** A tariff number with its dots, in the type in which digits line up. */
export function HtsCode({ code }: { code: string }) {
  return <span className="mono nowrap">{code}</span>;
}

export function Code({ children }: { children: string }) {
  return <span className="mono">{children}</span>;
}

/** A moment in the reader's zone, which is always named; the tooltip has it in UTC to the second. */
export function When({ at, seconds = false }: { at: string | null | undefined; seconds?: boolean }) {
  const { zone } = useSettings();
  if (!at) return <span className="third">never</span>;
  return (
    <time dateTime={at} title={formatMoment(at, "utc", true)} className="nowrap">
      {formatMoment(at, zone, seconds)}
    </time>
  );
}

/** The clock, moving on twice a minute. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatMoment(at, "utc", true)} className="nowrap">
      {ago(at, now)}
    </time>
  );
}
