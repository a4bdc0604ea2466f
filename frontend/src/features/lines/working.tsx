/** Where each number of a line came from, as the steps of its working. */
import { Link } from "@tanstack/react-router";
import type { Trail } from "~/shared/api/types";
import { formatDecimal, scaled } from "~/shared/lib/money";
import type { Step } from "~/shared/ui/Trail";
import { HtsCode } from "~/shared/ui/values";

export function stepsOf(trail: Trail): Step[] {
  const article = trail.articles[0];
  const rates = trail.currencies
    .filter((one) => one.rate_date)
    .map((one) => `${one.currency} at ${one.rate} of ${one.rate_date}`)
    .join(", ");
  return [
    ...trail.articles.map((one) => ({
      id: `article-${one.material}`,
      title: (
        <>
          Product{" "}
          <Link to="/reference/$kind" params={{ kind: "products" }} search={{ q: one.material }}>
            <span className="mono">{one.material}</span>
          </Link>
          , {one.description}
        </>
      ),
      body: `${one.origin_why} ${one.spi_why}`,
      source: `Product list, version ${one.version}`,
    })),
    {
      id: "invoice",
      title: `Invoice ${trail.invoice_lines.map((one) => `${one.invoice} line ${one.line}`).join(", ")}`,
      body: trail.invoice_lines.map(amountText).join("; "),
      source: rates ? `Exchange rate: ${rates}` : undefined,
    },
    {
      id: "value",
      title: `Value ${formatDecimal(trail.value.reported)} USD`,
      body: `${roundingText(trail.value)} ${beginning(trail.value.why)}`,
    },
    { id: "split", title: "Metal content", body: trail.split.why },
    {
      id: "quantity",
      title: `Quantity ${trail.quantity.reported === null ? "none" : formatDecimal(trail.quantity.reported)} ${trail.quantity.unit}`,
      body: trail.quantity.why,
    },
    {
      id: "gross",
      title: `Gross weight ${formatDecimal(trail.gross_weight.reported)} kg`,
      body: trail.gross_weight.why,
    },
    ...trail.tariffs.programs
      .filter((program) => program.cases.some((one) => one.winner))
      .map((program) => ({
        id: `program-${program.program}`,
        title: (
          <>
            {program.program} {program.cases[0]?.result}
          </>
        ),
        body: program.cases.map((one) => one.why).join(" "),
        source: program.cases[0]?.winner?.source,
      })),
    {
      id: "none",
      title: "Programmes that gave nothing",
      body:
        trail.tariffs.programs
          .filter((program) => program.cases.every((one) => !one.winner))
          .map((program) => program.program)
          .join(", ") || "none",
      source: trail.tariffs.order.why,
    },
    ...trail.duties
      .filter((duty) => duty.why)
      .map((duty) => ({ id: `duty-${duty.code}`, title: <HtsCode code={duty.code} />, body: duty.why })),
    {
      id: "proof",
      title: "Proof",
      body: `Rules ${trail.proof.code_version}, inputs ${trail.proof.inputs_hash.slice(0, 12)}, reference ${trail.proof.reference_hash.slice(0, 12)}`,
      source: article ? `Contents ${trail.proof.content_hash.slice(0, 12)}` : undefined,
    },
  ];
}

/** `3,423.60 USD and 1.82 for packing: 3,425.42 USD`. */
function amountText({ amount, currency, usd, packing, usd_with_packing }: Trail["invoice_lines"][number]) {
  const own =
    currency === "USD"
      ? `${formatDecimal(amount)} USD`
      : `${formatDecimal(amount)} ${currency} is ${formatDecimal(usd)} USD`;
  return scaled(packing, 6) === 0n
    ? `${own}, no packing`
    : `${own}, and ${formatDecimal(packing)} for packing: ${formatDecimal(usd_with_packing)} USD`;
}

/** A sentence that follows another. */
const beginning = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Exactly 20.41, rounded down to 20.` */
function roundingText({ exact, half_up, rounded }: Trail["value"]) {
  const way =
    rounded === "up" || rounded === "down" ? `, rounded ${rounded} to ${formatDecimal(half_up)}` : "";
  return `Exactly ${formatDecimal(exact)}${way}.`;
}
