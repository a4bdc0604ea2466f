/** What an article would cost under other circumstances: up to four side by side, the first the measure of the others. */
import { Button, Select, TextInput } from "@mantine/core";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import type { Scenario } from "~/shared/api/types";
import { MODES } from "~/shared/api/values";
import { StackedBars } from "~/shared/charts/StackedBars";
import { copy, download, toCsv } from "~/shared/lib/csv";
import { today } from "~/shared/lib/dates";
import { addLine, dutyAndFees, emptyStack, LAYER_SERIES, layerOf } from "~/shared/lib/layers";
import { cents, effectiveRate, formatCents, formatDecimal, formatRate, formatUsd } from "~/shared/lib/money";
import { gapName, partName, plain } from "~/shared/lib/words";
import { DayInput } from "~/shared/ui/DayInput";
import { IconCalculator, IconDownload, IconLink, IconPlus, IconPrinter, IconTrash } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Status } from "~/shared/ui/Status";
import { Bone, EmptyState, ErrorState } from "~/shared/ui/states";
import { Money } from "~/shared/ui/values";
import { PrintHead } from "./PrintHead";
import {
  askedOf,
  type Choice,
  choicesOf,
  choicesText,
  countryOf,
  MOST,
  type Mode,
  USUAL,
  type WhatIfSearch,
} from "./search";
import "./whatif.css";

const MODE_NAMES: Record<Mode, string> = {
  "10": "vessel",
  "11": "vessel, container",
  "12": "border, water-borne",
  "20": "rail",
  "21": "rail, container",
  "30": "truck",
  "31": "truck, container",
  "32": "auto",
  "33": "pedestrian",
  "34": "road, other",
  "40": "air",
  "41": "air, container",
  "50": "mail",
  "60": "passenger, hand-carried",
  "70": "fixed transport",
};
const MODE_CHOICES = MODES.map((mode) => ({ value: mode, label: `${mode}, ${MODE_NAMES[mode]}` }));
const BASELINE = (): Choice => ({ origin: "CN", date: today() });

interface Props {
  search: WhatIfSearch;
  onSearch: (change: Partial<WhatIfSearch>) => void;
}

export function WhatIf({ search, onSearch }: Props) {
  const given = choicesOf(search.s);
  const choices = given.length > 0 ? given : [BASELINE()];
  const setChoices = (next: Choice[]) => onSearch({ s: choicesText(next) });
  const asked = choices.map((choice) => askedOf(search, choice));
  const results = useQueries({
    queries: asked.map((body) => ({
      queryKey: ["scenario", body],
      queryFn: async () => {
        if (!body) throw new Error("Nothing was asked.");
        const { scenarios } = await answer(client.POST("/api/scenarios", { body }));
        return scenarios[0] ?? null;
      },
      enabled: body !== null,
      staleTime: 300_000,
      placeholderData: keepPreviousData,
    })),
  });
  const scenarios = results.map((result) => result.data ?? null);
  const ready = scenarios.filter((scenario) => scenario !== null);
  const [said, setSaid] = useState("");
  const save = () => {
    const rows = scenarios.flatMap((scenario) =>
      scenario
        ? scenario.lines.flatMap((line) =>
            line.tariffs.map((tariff) => [
              line.origin,
              scenario.entry_date,
              line.line,
              line.hts,
              tariff.code,
              tariff.rate,
              tariff.base,
              tariff.duty,
              line.mpf,
              line.hmf,
            ]),
          )
        : [],
    );
    download(
      search.name ? `what-if ${search.name.replace(/[^\p{L}\p{N} ._-]+/gu, "-")}.csv` : "what-if.csv",
      toCsv(
        [
          "Origin",
          "Entry date",
          "Line",
          "HTS number",
          "Tariff",
          "Rate",
          "Base",
          "Duty (USD)",
          "MPF of the line",
          "HMF of the line",
        ],
        rows,
      ),
    );
  };
  return (
    <Page
      title="What-if"
      {...(search.name ? { name: `${search.name}, what-if` } : {})}
      lead={
        <>
          {search.name ? (
            <>
              <b>{search.name}.</b>{" "}
            </>
          ) : null}
          An estimate, not an entry: nothing is stored, and nobody is told.
        </>
      }
      actions={
        <>
          <Button
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={choices.length >= MOST || asked[0] === null}
            onClick={() => setChoices([...choices, { ...(choices.at(-1) ?? BASELINE()) }])}
          >
            Add a scenario
          </Button>
          <span role="status" className="small third">
            {said}
          </span>
          <Button
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={() =>
              void copy(window.location.href).then((done) => setSaid(done ? "Link copied" : "Not copied"))
            }
          >
            Copy link
          </Button>
          <Button
            leftSection={<IconDownload size={15} aria-hidden />}
            disabled={ready.length === 0}
            onClick={save}
          >
            Download CSV
          </Button>
          <Button
            leftSection={<IconPrinter size={15} aria-hidden />}
            disabled={ready.length === 0}
            onClick={() => window.print()}
          >
            Print
          </Button>
        </>
      }
    >
      <PrintHead search={search} mode={MODE_NAMES[search.mode ?? USUAL.mode]} hts={ready[0]?.lines[0]?.hts} />
      <div className="whatif">
        <Article
          key={JSON.stringify([search.name, search.material, search.hts, search.value, search.quantity])}
          search={search}
          onSearch={onSearch}
        />
        <div className="whatif-results">
          {asked[0] === null ? (
            <div className="panel">
              <EmptyState title="Which article?" icon={<IconCalculator size={28} stroke={1.5} aria-hidden />}>
                Give a material of the product list, or an HTS number with net weight. Then add origins and
                dates beside each other.
              </EmptyState>
            </div>
          ) : (
            <>
              {ready.length === 0 && results.some((result) => result.isPending) ? (
                <section className="panel pad chart-place" aria-label="Costs side by side">
                  <Bone width="100%" height={194} />
                </section>
              ) : null}
              {ready.length > 0 ? (
                <section className="panel pad chart-place" aria-label="Costs side by side">
                  <StackedBars
                    title="Duty and fees"
                    series={LAYER_SERIES}
                    height={170}
                    bars={ready.map((scenario, index) => ({
                      key: `${index + 1}`,
                      label: `${scenario.origin ?? "own origins"}, ${scenario.entry_date}`,
                      values: stackOf(scenario),
                    }))}
                  />
                </section>
              ) : null}
              <div className="columns-of-scenarios">
                {choices.map((choice, index) => (
                  <Column
                    // biome-ignore lint/suspicious/noArrayIndexKey: a scenario is its place; two may be the same
                    key={index}
                    number={index + 1}
                    choice={choice}
                    result={results[index]}
                    baseline={index === 0 ? null : (scenarios[0] ?? null)}
                    onChange={(next) => setChoices(choices.map((one, at) => (at === index ? next : one)))}
                    onRemove={
                      choices.length > 1
                        ? () => setChoices(choices.filter((_, at) => at !== index))
                        : undefined
                    }
                  />
                ))}
              </div>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

function stackOf(scenario: Scenario) {
  const stack = emptyStack();
  for (const line of scenario.lines) addLine(stack, line);
  // The entry's, after the minimum and maximum of its MPF.
  stack.fees = cents(scenario.totals.mpf) + cents(scenario.totals.hmf);
  return stack;
}

function Article({ search, onSearch }: Props) {
  const [draft, setDraft] = useState({
    name: search.name ?? "",
    material: search.material ?? "",
    hts: search.hts ?? "",
    value: search.value ?? USUAL.value,
    quantity: search.quantity ?? USUAL.quantity,
    net: search.net ?? "",
    gross: search.gross ?? "",
    spi: search.spi ?? "",
    claims: search.claims ?? "",
    mode: search.mode ?? USUAL.mode,
  });
  const set = (name: keyof typeof draft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [name]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(
      Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value.trim() || undefined])),
    );
  };
  const decimal = {
    inputMode: "decimal" as const,
    pattern: "\\d{1,15}(\\.\\d{1,6})?",
    title: "A number with a point and at most six decimals, without thousands",
  };
  return (
    <form className="panel pad article no-print" onSubmit={submit} aria-label="The article">
      <h2>The article</h2>
      <TextInput label="Material" value={draft.material} onChange={set("material")} placeholder="10005242" />
      <TextInput
        label="HTS number"
        description="in place of the product list's"
        value={draft.hts}
        onChange={set("hts")}
        placeholder="8504.40.9580"
        pattern="\d{4}\.?\d{2}\.?\d{4}"
        title="Ten digits, with or without dots"
      />
      <div className="two">
        <TextInput label="Value (USD)" value={draft.value} onChange={set("value")} {...decimal} />
        <TextInput label="Quantity" value={draft.quantity} onChange={set("quantity")} {...decimal} />
        <TextInput label="Net (kg each)" value={draft.net} onChange={set("net")} {...decimal} />
        <TextInput label="Gross (kg each)" value={draft.gross} onChange={set("gross")} {...decimal} />
      </div>
      <Select
        label="Mode of transport"
        data={MODE_CHOICES}
        value={draft.mode}
        onChange={(mode) => setDraft({ ...draft, mode: mode ?? USUAL.mode })}
        allowDeselect={false}
      />
      <div className="two">
        <TextInput label="SPI" value={draft.spi} onChange={set("spi")} placeholder="S" />
        <TextInput label="Claims" value={draft.claims} onChange={set("claims")} placeholder="9903.88.69" />
      </div>
      <TextInput
        label="Name of the what-if"
        description="in the link, the bookmark, the file and on paper"
        value={draft.name}
        onChange={set("name")}
        maxLength={80}
        placeholder="Mexico from spring"
      />
      <Button type="submit" variant="filled" fullWidth>
        Estimate
      </Button>
    </form>
  );
}

interface ColumnProps {
  number: number;
  choice: Choice;
  result:
    | { data: Scenario | null | undefined; error: unknown; isFetching: boolean; refetch: () => unknown }
    | undefined;
  baseline: Scenario | null;
  onChange: (choice: Choice) => void;
  onRemove: (() => void) | undefined;
}

function Column({ number, choice, result, baseline, onChange, onRemove }: ColumnProps) {
  const [origin, setOrigin] = useState<string>(choice.origin);
  const scenario = result?.data;
  return (
    <section className="panel scenario" aria-label={`Scenario ${number}`} aria-busy={result?.isFetching}>
      <div className="scenario-head">
        <h2>{number === 1 ? "Baseline" : `Scenario ${number}`}</h2>
        {onRemove ? (
          <button
            type="button"
            className="icon-button no-print"
            aria-label={`Remove scenario ${number}`}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </button>
        ) : null}
      </div>
      <p className="print-only">
        Origin <b>{choice.origin}</b>
        <br />
        Entry date <b>{choice.date}</b>
      </p>
      <div className="two no-print">
        <TextInput
          label="Origin"
          value={origin}
          maxLength={2}
          error={countryOf(origin) ? undefined : "no country code, such as VN"}
          onChange={(event) => {
            const next = event.currentTarget.value.toUpperCase();
            setOrigin(next);
            const country = countryOf(next);
            if (country) onChange({ ...choice, origin: country });
          }}
        />
        <DayInput
          label="Entry date"
          value={choice.date}
          onChange={(date) => date && onChange({ ...choice, date })}
        />
      </div>
      {scenario ? (
        <Costs scenario={scenario} baseline={baseline} first={number === 1} />
      ) : result?.error ? (
        <Refused error={result.error} onRetry={() => void result.refetch()} />
      ) : (
        <Bone width="100%" height={180} />
      )}
    </section>
  );
}

function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 422)
    return <ErrorState error={error} onRetry={onRetry} />;
  const faults = Object.entries(error.problem.errors);
  return (
    <div className="gaps" role="alert">
      <p>
        <b>{error.problem.title}</b>
      </p>
      {faults.length > 0 ? (
        <ul>
          {faults.map(([field, texts]) => (
            <li key={field}>
              {plain(field.replace(/^.*\./, ""))}: {texts.join(" ")}
            </li>
          ))}
        </ul>
      ) : (
        error.problem.detail
      )}
    </div>
  );
}

interface CostsProps {
  scenario: Scenario;
  /** Null for the baseline itself, and as long as it is not known. */
  baseline: Scenario | null;
  first: boolean;
}

function Costs({ scenario, baseline, first }: CostsProps) {
  const cost = dutyAndFees(scenario.totals);
  const value = cents(scenario.totals.value);
  if (scenario.findings.length > 0) {
    return (
      <div className="gaps">
        <Status state="needs_input" label="Not to be estimated" />
        <ul>
          {scenario.findings.map((gap) => (
            <li key={`${gap.kind} ${gap.subject}`}>
              {gapName(gap.kind)}: <span className="mono">{gap.subject}</span>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const off = baseline && baseline.findings.length === 0 ? cost - dutyAndFees(baseline.totals) : null;
  return (
    <>
      <p className="cost">
        {formatUsd(cost)} <span>{effectiveRate(cost, value)}</span>
      </p>
      <p className="small second">
        {off === null
          ? first
            ? "the measure of the others"
            : "\u00a0"
          : off === 0n
            ? "the same as the baseline"
            : `${formatUsd(off, true)} against the baseline`}
      </p>
      <table className="table">
        <tbody>
          {scenario.lines.map((line) => (
            <LineOf key={line.line} line={line} several={scenario.lines.length > 1} />
          ))}
          <tr>
            <th scope="row">
              <i className="swatch" style={{ background: "var(--layer-fees)" }} />
              MPF
            </th>
            <td className="num">
              <Money amount={scenario.totals.mpf} />
            </td>
          </tr>
          <tr>
            <th scope="row">
              <i className="swatch" style={{ background: "var(--layer-fees)" }} />
              HMF
            </th>
            <td className="num">
              <Money amount={scenario.totals.hmf} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Duty and fees (USD)</th>
            <td className="num">{formatCents(cost)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="small second">
        {scenario.changes_next ? (
          <>
            Changes next on <b>{scenario.changes_next}</b>.
          </>
        ) : (
          "No change of law is known after this date."
        )}
      </p>
    </>
  );
}

function LineOf({ line, several }: { line: Scenario["lines"][number]; several: boolean }) {
  return (
    <>
      {several ? (
        <tr>
          <th scope="row" colSpan={2}>
            <b>{partName(line.part)}</b>, <span className="mono">{line.hts}</span>
          </th>
        </tr>
      ) : null}
      {line.tariffs.map((tariff) => (
        <tr key={`${line.line} ${tariff.code}`}>
          <th scope="row">
            <i className="swatch" style={{ background: `var(--layer-${layerOf(tariff.code)})` }} />
            <span className="mono">{tariff.code}</span>
            <div className="third small">
              {formatRate(tariff.rate)} of {baseText(tariff.base)}
            </div>
          </th>
          <td className="num">
            <Money amount={tariff.duty} />
          </td>
        </tr>
      ))}
    </>
  );
}

/** `50000 USD` as `50,000 USD`. */
function baseText(base: string): string {
  const [number = "", ...unit] = base.split(" ");
  return [formatDecimal(number), ...unit].join(" ");
}
