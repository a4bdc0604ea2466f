/** What an article would cost under other circumstances: up to four side by side, the first the measure of the others. */
import { Button } from "@mantine/core";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { Scenario } from "~/shared/api/types";
import { StackedBars } from "~/shared/charts/StackedBars";
import { copy, download, toCsv } from "~/shared/lib/csv";
import { today } from "~/shared/lib/dates";
import { addLine, emptyStack, LAYER_SERIES } from "~/shared/lib/layers";
import { cents } from "~/shared/lib/money";
import { IconCalculator, IconDownload, IconLink, IconPlus, IconPrinter } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { Bone, EmptyState } from "~/shared/ui/states";
import { Unread } from "~/shared/ui/Unread";
import { Article } from "./Article";
import { MODE_NAMES } from "./modes";
import { PrintHead } from "./PrintHead";
import { ScenarioColumn } from "./ScenarioColumn";
import { askedOf, type Choice, choicesOf, choicesText, MOST, USUAL, type WhatIfProps } from "./search";
import { HEADER, rowsOf } from "./table";
import "./whatif.css";

const A_NUMBER = "a plain number, such as 1250.50";
const WANTED = {
  value: A_NUMBER,
  quantity: A_NUMBER,
  net: A_NUMBER,
  gross: A_NUMBER,
  mode: "a mode of transport, such as 11",
};
const BASELINE = (): Choice => ({ origin: "CN", date: today() });

export function WhatIf({ search, onSearch }: WhatIfProps) {
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
  const reckoned = ready.filter(({ findings }) => findings.length === 0);
  const save = () => {
    const rows = rowsOf(
      scenarios.flatMap((scenario, index) => (scenario ? [[index + 1, scenario] as const] : [])),
    );
    const name = search.name ? `what-if ${search.name.replace(/[^\p{L}\p{N} ._-]+/gu, "-")}` : "what-if";
    download(`${name}.csv`, toCsv(HEADER, rows));
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
            disabled={reckoned.length === 0}
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
      <Unread search={search} wanted={WANTED} />
      <PrintHead search={search} mode={MODE_NAMES[search.mode ?? USUAL.mode]} hts={ready[0]?.lines[0]?.hts} />
      {search.of ? <OfLine of={search.of} onClose={() => onSearch({ of: undefined })} /> : null}
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
              {reckoned.length > 0 ? (
                <section className="panel pad chart-place" aria-label="Costs side by side">
                  <StackedBars
                    title="Duty and fees"
                    series={LAYER_SERIES}
                    height={170}
                    bars={reckoned.map((scenario, index) => ({
                      key: `${index + 1}`,
                      label: `${scenario.origin ?? "own origins"}, ${scenario.entry_date}`,
                      values: stackOf(scenario),
                    }))}
                  />
                </section>
              ) : null}
              <div className="columns-of-scenarios">
                {choices.map((choice, index) => (
                  <ScenarioColumn
                    // biome-ignore lint/suspicious/noArrayIndexKey: a scenario is its place; two may be the same
                    key={index}
                    number={index + 1}
                    choice={choice}
                    result={results[index]}
                    several={choices.length > 1}
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

interface OfLineProps {
  /** `SH261100042.007` */
  of: string;
  onClose: () => void;
}

/** Why the figures of a what-if are not those of the line that it came from. */
function OfLine({ of, onClose }: OfLineProps) {
  const [shipment = "", line = ""] = of.split(".");
  return (
    <div className="of-line" role="note">
      <span>
        From{" "}
        <Link to="/lines" search={{ shipment, line: of }}>
          line <span className="mono">{line}</span> of <span className="mono">{shipment}</span>
        </Link>
        : the whole article as it is invoiced there, with packing and all its pieces, so all its parts
        together. MPF is reckoned as if it were an entry of its own, with an entry's minimum and maximum;
        whole dollars are rounded without the invoice's other lines.
      </span>
      <button type="button" className="link-button no-print" onClick={onClose}>
        Hide
      </button>
    </div>
  );
}
