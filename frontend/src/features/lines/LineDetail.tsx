/** One customs line: what it costs and why, where its numbers came from, how it compared, what it was before. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Trail as TrailDocument } from "~/shared/api/types";
import { MODES } from "~/shared/api/values";
import { copy, toTabs } from "~/shared/lib/csv";
import { LAYER_NAMES, layerOf } from "~/shared/lib/layers";
import { cents, effectiveRate, formatDecimal, formatRate, formatUsd } from "~/shared/lib/money";
import { findingName, partName } from "~/shared/lib/words";
import { DiffSide } from "~/shared/ui/Diff";
import { IconChevronLeft, IconChevronRight, IconCopy, IconLink, IconPrinter, IconX } from "~/shared/ui/icons";
import { Status } from "~/shared/ui/Status";
import { Asked, Bone, Loading } from "~/shared/ui/states";
import { type Step, Trail } from "~/shared/ui/Trail";
import { HtsCode, Money, When } from "~/shared/ui/values";
import { LINE_COLUMNS } from "./columns";
import { comparisonQuery, entryQuery, printable, trailQuery } from "./queries";
import type { LineRow } from "./rows";

type TrailFee = TrailDocument["fees"]["hmf"];

interface Props {
  row: LineRow;
  onClose: () => void;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

export default function LineDetail({ row, onClose, previous, next }: Props) {
  const { entry, line } = row;
  const trail = useQuery(trailQuery(entry.shipment, line.line));
  const [said, setSaid] = useState("");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // Over the whole screen of a phone the panel takes the focus; beside the table the table keeps it.
    if (window.matchMedia?.("(max-width: 1000px)").matches) panel.current?.focus();
  }, []);
  const say = (copied: boolean, what: string) =>
    setSaid(copied ? `${what} copied` : "The browser did not allow copying");
  const name = trail.data?.articles.map((article) => article.description).join(", ");
  return (
    <aside
      ref={panel}
      className="detail"
      aria-label={`Line ${line.line} of ${entry.shipment}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header>
        <div className="detail-title">
          <h2>{name || `Line ${line.line}`}</h2>
          <ActionIcon variant="subtle" aria-label="Line before" disabled={!previous} onClick={previous}>
            <IconChevronLeft size={17} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label="Line after" disabled={!next} onClick={next}>
            <IconChevronRight size={17} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label="Close the line" onClick={onClose}>
            <IconX size={17} />
          </ActionIcon>
        </div>
        <p className="second">
          Entry <span className="mono">{entry.shipment}</span>, line <span className="mono">{line.line}</span>
          , invoice <span className="mono">{line.invoice}</span>
        </p>
        <div className="detail-actions">
          <Status state={row.result} />
          <span className="grow" />
          <Button
            renderRoot={(props: object) => (
              <Link
                {...props}
                to="/what-if"
                search={{
                  hts: line.hts,
                  value: line.value,
                  quantity: line.quantity ?? undefined,
                  material: trail.data?.articles[0]?.material,
                  mode: MODES.find((mode) => mode === trail.data?.entry.mode),
                  s: `${line.origin}.${entry.entry_date}`,
                }}
              />
            )}
          >
            What if
          </Button>
          <Button
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={() => void copy(window.location.href).then((done) => say(done, "Link"))}
          >
            Copy link
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label="Copy the line">
                <IconCopy size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                onClick={() =>
                  void copy(
                    toTabs([
                      LINE_COLUMNS.map((column) => column.header),
                      LINE_COLUMNS.map((column) => column.text(row)),
                    ]),
                  ).then((done) => say(done, "Cells"))
                }
              >
                As cells of a spreadsheet
              </Menu.Item>
              <Menu.Item
                onClick={() => void copy(JSON.stringify(line, null, 2)).then((done) => say(done, "JSON"))}
              >
                As JSON
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <ActionIcon
            component="a"
            href={printable(entry.shipment, line.line)}
            target="_blank"
            rel="noreferrer"
            aria-label="Page to print, with every figure's working"
          >
            <IconPrinter size={16} />
          </ActionIcon>
        </div>
        <span role="status" className="small third">
          {said}
        </span>
      </header>
      <Reached row={row} trail={trail.data} pending={trail.isPending} />
      <section>
        <h3>What it is</h3>
        <dl className="facts">
          <dt>HTS number</dt>
          <dd>
            <Link
              to="/reference/$kind"
              params={{ kind: "hts" }}
              search={{ q: line.hts, asOf: entry.entry_date }}
            >
              <HtsCode code={line.hts} />
            </Link>
            {trail.data ? `, ${trail.data.hts.description}` : ""}
            {trail.isPending ? <Bone width={190} height={11} /> : null}
          </dd>
          <dt>Origin</dt>
          <dd>{line.origin}</dd>
          <dt>Part</dt>
          <dd>{partName(line.part)}</dd>
          <dt>Quantity</dt>
          <dd>
            {line.quantity === null ? "none is asked for" : `${formatDecimal(line.quantity)} ${line.unit}`}
          </dd>
          <dt>Weight</dt>
          <dd>
            {formatDecimal(line.net_kg)} kg net, {formatDecimal(line.gross_kg)} kg gross
          </dd>
          <dt>Entry date</dt>
          <dd>{entry.entry_date}</dd>
        </dl>
      </section>
      <section>
        <h3>Where each number came from</h3>
        <Asked query={trail} loading={<Loading rows={5} label="Loading the working" />}>
          {(document) => <Trail steps={stepsOf(document)} />}
        </Asked>
      </section>
      <Compared row={row} />
      <History row={row} />
    </aside>
  );
}

interface ReachedProps {
  row: LineRow;
  trail: TrailDocument | undefined;
  /** The working is on its way: its place is kept. */
  pending: boolean;
}

function Reached({ row, trail, pending }: ReachedProps) {
  const { line } = row;
  const value = cents(line.value);
  return (
    <section>
      <h3>How {formatUsd(row.cost)} was reached</h3>
      <table className="table reached">
        <thead>
          <tr>
            <th scope="col">Tariff</th>
            <th scope="col" className="num">
              Rate
            </th>
            <th scope="col" className="num">
              Amount (USD)
            </th>
          </tr>
        </thead>
        <tbody>
          {line.tariffs.map((tariff, index) => {
            const duty = trail?.duties.find(
              (one, at) => one.code === tariff.code && (at === index || one.row !== ""),
            );
            const cite = citeOf(trail, tariff.code);
            return (
              <tr key={tariff.code}>
                <th scope="row">
                  <i className="swatch" style={{ background: `var(--layer-${layerOf(tariff.code)})` }} />
                  {LAYER_NAMES[layerOf(tariff.code)]}
                  <br />
                  <span className="mono second">{tariff.code}</span>
                  {duty?.program ? <span className="second small"> {duty.program}</span> : null}
                  {cite ? (
                    <div className="third small cite">{cite}</div>
                  ) : pending ? (
                    <Place width={170} />
                  ) : null}
                </th>
                <td className="num">
                  {formatRate(tariff.rate)}
                  <div className="third small">of {formatDecimal(duty?.value ?? line.value)}</div>
                </td>
                <td className="num">
                  <Money amount={tariff.duty} />
                </td>
              </tr>
            );
          })}
          <Fee name="MPF" amount={line.mpf} fee={trail?.fees.mpf} value={line.value} pending={pending} />
          <Fee name="HMF" amount={line.hmf} fee={trail?.fees.hmf} value={line.value} pending={pending} />
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Duty and fees</th>
            <td className="num">{effectiveRate(row.cost, value)}</td>
            <td className="num">
              <Money amount={row.cost} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="second small mpf-of-entry">
        {trail ? (
          <>MPF has a minimum and a maximum per entry. {trail.fees.mpf.entry_why}</>
        ) : pending ? (
          <Bone width={300} height={11} />
        ) : null}
      </p>
    </section>
  );
}

function Fee({
  name,
  amount,
  fee,
  value,
  pending,
}: {
  name: string;
  amount: string;
  fee: TrailFee | undefined;
  value: string;
  pending: boolean;
}) {
  return (
    <tr className="fee">
      <th scope="row">
        <i className="swatch" style={{ background: "var(--layer-fees)" }} />
        {name}
        {fee ? <div className="third small">{fee.source}</div> : pending ? <Place width={150} /> : null}
      </th>
      <td className="num">
        {fee?.rate ? formatRate(fee.rate) : "–"}
        {fee ? <div className="third small">of {formatDecimal(fee.value || value)}</div> : null}
      </td>
      <td className="num">
        <Money amount={amount} />
      </td>
    </tr>
  );
}

/** Where a line of small text will stand. */
function Place({ width }: { width: number }) {
  return (
    <div className="small cite">
      <Bone width={width} height={11} />
    </div>
  );
}

/** The law a heading rests on, with the days it holds. */
function citeOf(trail: TrailDocument | undefined, code: string): string {
  if (!trail) return "";
  if (code === trail.hts.hts) return `HTS, ${trail.hts.period}`;
  for (const program of trail.tariffs.programs) {
    for (const one of program.cases) {
      if (one.winner?.heading === code) return `${one.winner.source}, ${one.winner.period}`;
    }
  }
  return "";
}

function stepsOf(trail: TrailDocument): Step[] {
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
      body: trail.invoice_lines
        .map(
          (one) =>
            `${formatDecimal(one.amount)} ${one.currency} is ${formatDecimal(one.usd)} USD, with packing ${formatDecimal(one.packing)}`,
        )
        .join("; "),
      source: rates ? `Exchange rate: ${rates}` : undefined,
    },
    { id: "value", title: `Value ${formatDecimal(trail.value.reported)} USD`, body: trail.value.why },
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

function Compared({ row }: { row: LineRow }) {
  const { comparison } = row.entry;
  return (
    <section>
      <h3>Compared with what was reported</h3>
      {comparison ? (
        <Comparison row={row} id={comparison.id} />
      ) : (
        <p className="second small">Not compared yet.</p>
      )}
    </section>
  );
}

function Comparison({ row, id }: { row: LineRow; id: string }) {
  const { entry, line } = row;
  const query = useQuery(comparisonQuery(id));
  return (
    <Asked query={query} loading={<Loading rows={2} />}>
      {(comparison) => {
        const findings = comparison.findings.filter(
          (finding) => finding.line === line.line && finding.kind !== "EXTRA_LINE",
        );
        return (
          <>
            {findings.length === 0 ? (
              <p className="second small">
                {comparison.status === "pending"
                  ? "SAP has not reported this shipment yet."
                  : "Nothing differs on this line."}
              </p>
            ) : (
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Difference</th>
                    <th scope="col">Ours</th>
                    <th scope="col">Reported</th>
                  </tr>
                </thead>
                <tbody>
                  {findings.map((finding) => (
                    <tr key={finding.n}>
                      <th scope="row">
                        <Status state={finding.severity} /> {findingName(finding.kind)}
                        <div className="second small">{finding.advice}</div>
                      </th>
                      <td>
                        <DiffSide expected={finding.expected} reported={finding.reported} side="expected" />
                      </td>
                      <td>
                        <DiffSide expected={finding.expected} reported={finding.reported} side="reported" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <p className="small">
              <Link
                to="/comparison"
                search={{ from: entry.entry_date, to: entry.entry_date, shipment: entry.shipment }}
              >
                The shipment's whole comparison
              </Link>
            </p>
          </>
        );
      }}
    </Asked>
  );
}

function History({ row }: { row: LineRow }) {
  const query = useQuery(entryQuery(row.entry.shipment));
  return (
    <section>
      <h3>History of the entry</h3>
      <Asked query={query} loading={<Loading rows={2} />}>
        {(entry) => (
          <>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">Made</th>
                  <th scope="col" className="num">
                    Duty (USD)
                  </th>
                </tr>
              </thead>
              <tbody>
                {entry.versions.map((version) => (
                  <tr key={version.version}>
                    <th scope="row">
                      {version.version} <Status state={version.status} />
                    </th>
                    <td>
                      <When at={version.generated_at} />
                    </td>
                    <td className="num">
                      <Money amount={version.totals.duty} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="small second">
              Made{" "}
              {entry.run ? (
                <>
                  by run{" "}
                  <Link to="/runs/$id" params={{ id: entry.run }}>
                    <span className="mono">{entry.run}</span>
                  </Link>{" "}
                </>
              ) : null}
              with revision {entry.revision}, rules {entry.code_version}.
            </p>
          </>
        )}
      </Asked>
    </section>
  );
}
