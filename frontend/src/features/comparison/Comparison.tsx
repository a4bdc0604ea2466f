/** How our lines compare with what was reported: the verdict, the trend, the differences, and what to do. */
import { Button, Tabs, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { answer, client } from "~/shared/api/client";
import type { ComparisonStatus, Comparisons, Day } from "~/shared/api/types";
import { TrendLine } from "~/shared/charts/TrendLine";
import { download, toCsv } from "~/shared/lib/csv";
import { addDays, daysIn, periodOf, today } from "~/shared/lib/dates";
import { cents, formatCount, formatDecimal, formatUsd } from "~/shared/lib/money";
import { counted, findingName } from "~/shared/lib/words";
import { useNewest } from "~/shared/session/pipeline";
import { type Column, DataTable, rowsOf, type Sort } from "~/shared/table/DataTable";
import { type Chip, Chips } from "~/shared/ui/Chips";
import { DiffSide } from "~/shared/ui/Diff";
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { PeriodInput } from "~/shared/ui/PeriodInput";
import { Status, ToneIcon, toneOf, wordOf } from "~/shared/ui/Status";
import { Bone, EmptyState, ErrorState, Loading, NoMatch, StaleNote } from "~/shared/ui/states";
import { HtsCode, Money, When } from "~/shared/ui/values";
import { allowed, byKind, type FindingRow, findingRows, TABS, type Tab, tabOf, verdictOf } from "./findings";
import type { ComparisonSearch } from "./search";
import "./comparison.css";

const MOST_PAGES = 20;
const TREND_DAYS = 90;

interface Period {
  from: string;
  to: string;
  status?: ComparisonStatus;
}

async function everyComparison(query: Period): Promise<Comparisons> {
  const first = await answer(client.GET("/api/comparisons", { params: { query: { ...query, limit: 500 } } }));
  const comparisons = [...first.comparisons];
  let next = first.next;
  for (let page = 1; next && page < MOST_PAGES; page++) {
    const more: Comparisons = await answer(
      client.GET("/api/comparisons", { params: { query: { ...query, limit: 500, cursor: next } } }),
    );
    comparisons.push(...more.comparisons);
    next = more.next;
  }
  return { ...first, comparisons, next };
}

const COLUMNS: Column<FindingRow>[] = [
  { id: "date", header: "Entry date", width: 100, text: ({ comparison }) => comparison.entry_date },
  {
    id: "shipment",
    header: "Shipment",
    width: 106,
    phone: 100,
    essential: true,
    text: ({ comparison }) => comparison.shipment,
    cell: ({ comparison }) => <span className="mono">{comparison.shipment}</span>,
  },
  {
    id: "line",
    header: "Line",
    width: 50,
    essential: true,
    text: ({ finding }) => finding.line,
    cell: ({ finding }) => <span className="mono">{finding.line || "–"}</span>,
  },
  {
    id: "kind",
    header: "Difference",
    width: 192,
    phone: 192,
    grow: true,
    essential: true,
    text: ({ finding }) => findingName(finding.kind),
    cell: ({ finding }) => <Status state={finding.severity} label={findingName(finding.kind)} />,
  },
  {
    id: "hts",
    header: "HTS number",
    width: 110,
    text: ({ finding }) => finding.hts,
    cell: ({ finding }) => <HtsCode code={finding.hts} />,
  },
  {
    id: "expected",
    header: "Ours",
    width: 110,
    align: "end",
    text: ({ finding }) => finding.expected ?? "",
    cell: ({ finding }) => (
      <DiffSide expected={finding.expected} reported={finding.reported} side="expected" />
    ),
  },
  {
    id: "reported",
    header: "Reported",
    width: 110,
    align: "end",
    text: ({ finding }) => finding.reported ?? "",
    cell: ({ finding }) => (
      <DiffSide expected={finding.expected} reported={finding.reported} side="reported" />
    ),
  },
  {
    id: "difference",
    header: "Off by",
    width: 78,
    align: "end",
    decimal: true,
    text: ({ finding }) => finding.difference ?? "",
    cell: ({ finding }) =>
      finding.difference ? formatDecimal(finding.difference) : <span className="third">–</span>,
  },
  {
    id: "effect",
    header: "Duty effect (USD)",
    width: 124,
    align: "end",
    decimal: true,
    essential: true,
    text: ({ finding }) => finding.duty_effect,
    cell: ({ finding }) => <Money amount={finding.duty_effect} sign />,
  },
];

interface Props {
  search: ComparisonSearch;
  onSearch: (change: Partial<ComparisonSearch>, replace?: boolean) => void;
}

export function ComparisonPage({ search, onSearch }: Props) {
  const newest = useNewest();
  const given = search.from !== undefined || search.to !== undefined;
  const { from, to } = periodOf(search, newest.compared, 1);
  const asked: Period = { from, to, ...(search.status ? { status: search.status } : {}) };
  const query = useQuery({
    queryKey: ["comparisons", "all", asked],
    queryFn: () => everyComparison(asked),
    enabled: newest.known || given,
  });
  const last = newest.entries;
  const trend = useQuery({
    queryKey: ["days", "trend", last],
    queryFn: () =>
      answer(
        client.GET("/api/days", { params: { query: { from: addDays(last, 1 - TREND_DAYS), to: last } } }),
      ),
    enabled: newest.known,
    staleTime: 300_000,
  });
  const days = daysIn(from, to);
  const move = (way: number) =>
    onSearch({ from: addDays(from, way * days), to: addDays(to, way * days), finding: undefined });
  return (
    <Page
      title="Comparison"
      lead={
        <>
          Our customs lines beside what was reported to CBP, field by field.
          {newest.known && !given && newest.compared < today() ? (
            <> Shown is {newest.compared}: no newer entry date was compared.</>
          ) : null}
        </>
      }
      actions={
        <>
          <Button aria-label="Period before" onClick={() => move(-1)}>
            <IconChevronLeft size={16} />
          </Button>
          <PeriodInput
            dates={newest.known || given ? { from, to } : null}
            newest={newest.compared}
            onChange={(first, last) =>
              onSearch({ from: first, to: last, finding: undefined, shipment: undefined })
            }
          />
          <Button aria-label="Period after" onClick={() => move(1)}>
            <IconChevronRight size={16} />
          </Button>
        </>
      }
    >
      <StaleNote query={query} />
      <div className="panel verdict-band">
        <div className="pad">
          {query.data ? (
            <VerdictWords data={query.data} />
          ) : query.error ? (
            <p className="second">The comparison could not be loaded.</p>
          ) : (
            <Bone width={280} height={28} />
          )}
        </div>
        <div className="pad trend-box">
          {trend.data ? (
            <Trend days={trend.data.days} last={last} />
          ) : trend.error ? (
            <p className="second small">The trend could not be loaded.</p>
          ) : (
            <Bone width="100%" height={150} />
          )}
        </div>
      </div>
      {query.data ? (
        <Findings data={query.data} search={search} onSearch={onSearch} newest={newest.compared} />
      ) : (
        <div className="panel">
          {query.error ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Loading rows={10} />
          )}
        </div>
      )}
    </Page>
  );
}

function VerdictWords({ data }: { data: Comparisons }) {
  const verdict = verdictOf(data.totals);
  const tone = toneOf(verdict.state);
  const effect = data.comparisons.reduce(
    (sum, comparison) =>
      sum +
      comparison.findings.reduce(
        (part, finding) => part + (finding.acknowledged ? 0n : cents(finding.duty_effect)),
        0n,
      ),
    0n,
  );
  const { pass, warn, fail, pending } = data.totals;
  return (
    <>
      <p className={`verdict-line ${tone}`}>
        <ToneIcon tone={tone} size={22} />
        {verdict.sentence}
      </p>
      <dl className="verdict-figures">
        {Object.entries({ pass, warn, fail, pending }).map(([state, count]) => (
          <div key={state}>
            <dt>{wordOf(state)}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="second small">
        Duty effect of what is open: {formatUsd(effect, true)}. Reported minus ours: below nought, duty is
        owed. A shipment is a pass if nothing differs, for review with minor differences, and a fail with a
        material one.
      </p>
    </>
  );
}

function Trend({ days, last }: { days: Day[]; last: string }) {
  const points = days
    .map((day) => ({ day, compared: day.pass + day.warn + day.fail }))
    .filter(({ compared }) => compared > 0)
    .map(({ day, compared }) => ({
      date: day.date,
      share: (day.pass + day.warn) / compared,
      words: `${day.date}: ${day.pass + day.warn} of ${compared} without a material difference`,
    }));
  if (points.length < 2) return <p className="second small">The trend shows once two days were compared.</p>;
  return (
    <TrendLine
      title={`Shipments without a material difference, ${TREND_DAYS} days`}
      points={points}
      from={points[0]?.date ?? last}
      to={last}
      limit={{ share: 0.95, words: "95%" }}
    />
  );
}

function Findings({ data, search, onSearch, newest }: { data: Comparisons; newest: string } & Props) {
  const all = useMemo(
    () =>
      findingRows(data.comparisons).filter(
        ({ comparison }) => !search.shipment || comparison.shipment === search.shipment,
      ),
    [data, search.shipment],
  );
  const counts = new Map<Tab, number>();
  for (const { finding } of all) counts.set(tabOf(finding), (counts.get(tabOf(finding)) ?? 0) + 1);
  const first = TABS.find(({ id }) => (counts.get(id) ?? 0) > 0)?.id ?? "differs";
  const asked = all.find((row) => row.id === search.finding);
  const tab: Tab =
    search.tab ??
    (asked ? tabOf(asked.finding) : undefined) ??
    ((counts.get("differs") ?? 0) > 0 ? "differs" : first);
  const inTab = useMemo(() => all.filter(({ finding }) => tabOf(finding) === tab), [all, tab]);
  const rows = useMemo(
    () => inTab.filter(({ finding }) => !search.kind || finding.kind === search.kind),
    [inTab, search.kind],
  );
  const tolerances = data.comparisons[0]?.tolerances;
  const clear = () =>
    onSearch({ shipment: undefined, status: undefined, kind: undefined, finding: undefined });
  const chips: Chip[] = [
    ...(search.shipment
      ? [
          {
            id: "shipment",
            words: `Shipment ${search.shipment}`,
            onRemove: () => onSearch({ shipment: undefined }),
          },
        ]
      : []),
    ...(search.status
      ? [
          {
            id: "status",
            words: `Shipments: ${wordOf(search.status).toLowerCase()}`,
            onRemove: () => onSearch({ status: undefined }),
          },
        ]
      : []),
    ...(search.kind
      ? [{ id: "kind", words: findingName(search.kind), onRemove: () => onSearch({ kind: undefined }) }]
      : []),
  ];
  const [sortId, way] = (search.sort ?? "").split(".");
  const sort: Sort | undefined = sortId ? { id: sortId, desc: way === "desc" } : undefined;
  const open = asked;
  const save = () => {
    const table = rowsOf(
      [
        ...COLUMNS,
        { id: "advice", header: "Advice", width: 0, text: ({ finding }: FindingRow) => finding.advice },
      ],
      rows,
    );
    download("differences.csv", toCsv(table.header, table.rows));
  };
  if (all.length === 0) {
    return (
      <div className="panel">
        {chips.length > 0 ? (
          <>
            <Chips chips={chips} onClear={clear} />
            <NoMatch what="differences" onClear={clear} />
          </>
        ) : (
          <EmptyState
            title={data.comparisons.length > 0 ? "Nothing differs" : "Nothing was compared"}
            actions={
              data.comparisons.length === 0 && (search.from || search.to) ? (
                <Button onClick={() => onSearch({ from: undefined, to: undefined })}>Show {newest}</Button>
              ) : null
            }
          >
            {data.comparisons.length > 0
              ? "Every shipment that was reported agrees with our lines, within the tolerances."
              : "No shipment has an entry date in this period. Choose other dates with the arrows above."}
          </EmptyState>
        )}
      </div>
    );
  }
  return (
    <div className="panel findings-panel">
      <div className="tabs-row">
        <Tabs
          value={tab}
          onChange={(next) =>
            onSearch({
              tab: next === "differs" ? undefined : (next as ComparisonSearch["tab"]),
              kind: undefined,
              finding: undefined,
            })
          }
        >
          <Tabs.List px={8}>
            {TABS.map(({ id, name }) => (
              <Tabs.Tab key={id} value={id}>
                {name} ({counts.get(id) ?? 0})
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <span className="tabs-end">
          <Button
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={save}
            disabled={rows.length === 0}
          >
            Download CSV
          </Button>
        </span>
      </div>
      <Chips chips={chips} onClear={clear} />
      <div className="findings-body">
        <nav className="kinds" aria-label="By field">
          <ul>
            <li>
              <button type="button" aria-pressed={!search.kind} onClick={() => onSearch({ kind: undefined })}>
                All <b>{inTab.length}</b>
              </button>
            </li>
            {byKind(inTab).map(([kind, count]) => (
              <li key={kind}>
                <button type="button" aria-pressed={search.kind === kind} onClick={() => onSearch({ kind })}>
                  <span>
                    {findingName(kind)}
                    <small>{allowed(kind, tolerances)}</small>
                  </span>
                  <b>{count}</b>
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {rows.length === 0 ? (
          <EmptyState title="None of this kind">The other tabs have what differs.</EmptyState>
        ) : (
          <DataTable
            label="Differences"
            columns={COLUMNS}
            rows={rows}
            rowId={(row) => row.id}
            sort={sort}
            onSort={(next) =>
              onSearch({ sort: next ? `${next.id}${next.desc ? ".desc" : ""}` : undefined }, true)
            }
            narrow={open !== undefined}
            open={search.finding}
            onOpen={(finding) => onSearch({ finding }, search.finding !== undefined)}
            onClose={() => onSearch({ finding: undefined })}
            footer={`${counted(rows.length, "difference")} in ${counted(new Set(rows.map((row) => row.comparison.shipment)).size, "shipment")}`}
          />
        )}
        {open ? (
          <FindingDetail key={open.id} row={open} onClose={() => onSearch({ finding: undefined })} />
        ) : null}
      </div>
    </div>
  );
}

function FindingDetail({ row, onClose }: { row: FindingRow; onClose: () => void }) {
  const { finding, comparison } = row;
  return (
    <aside
      className="finding"
      aria-label="The difference"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
    >
      <div className="finding-head">
        <h2>{findingName(finding.kind)}</h2>
        <button type="button" className="icon-button" aria-label="Close the difference" onClick={onClose}>
          <IconX size={17} aria-hidden />
        </button>
      </div>
      <p className="second small">
        Entry <span className="mono">{comparison.shipment}</span>
        {finding.line ? (
          <>
            ,{" "}
            <Link
              to="/lines"
              search={{ shipment: comparison.shipment, line: `${comparison.shipment}.${finding.line}` }}
            >
              line {finding.line}
            </Link>
          </>
        ) : null}
        , compared <When at={comparison.compared_at} />
      </p>
      <div className="sides">
        <div>
          <span>Ours</span>
          <DiffSide expected={finding.expected} reported={finding.reported} side="expected" />
        </div>
        <div>
          <span>Reported</span>
          <DiffSide expected={finding.expected} reported={finding.reported} side="reported" />
        </div>
      </div>
      <dl className="facts">
        {finding.difference ? (
          <>
            <dt>Off by</dt>
            <dd>
              {formatDecimal(finding.difference)}
              {allowed(finding.kind, comparison.tolerances)
                ? `, ${allowed(finding.kind, comparison.tolerances)}`
                : ""}
            </dd>
          </>
        ) : null}
        <dt>Duty effect</dt>
        <dd>
          <Money amount={finding.duty_effect} unit sign />
        </dd>
        <dt>HTS number</dt>
        <dd>
          <HtsCode code={finding.hts} /> from {finding.origin}
        </dd>
        <dt>Invoice</dt>
        <dd className="mono">{finding.invoice}</dd>
      </dl>
      <h3>What to do</h3>
      <p>{finding.advice}</p>
      <Acknowledge row={row} />
    </aside>
  );
}

function Acknowledge({ row }: { row: FindingRow }) {
  const { finding, comparison } = row;
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const path = { id: comparison.id, n: finding.n };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["comparisons"] });
  const undo = useMutation({
    mutationFn: () =>
      answer(client.DELETE("/api/comparisons/{id}/findings/{n}/acknowledge", { params: { path } })),
    onSettled: () => refresh(),
  });
  const acknowledge = useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/comparisons/{id}/findings/{n}/acknowledge", { params: { path }, body: { reason } }),
      ),
    onSuccess: async () => {
      const id = `ack-${row.id}`;
      notifications.show({
        id,
        autoClose: 10_000,
        message: (
          <>
            Acknowledged.{" "}
            <button
              type="button"
              className="link-button"
              onClick={() => {
                notifications.hide(id);
                undo.mutate();
              }}
            >
              Undo
            </button>
          </>
        ),
      });
      await refresh();
    },
    onError: () => refresh(),
  });
  if (finding.acknowledged) {
    return (
      <div className="acknowledged">
        <p className="small">
          Acknowledged by {finding.acknowledged.by}, <When at={finding.acknowledged.at} />: “
          {finding.acknowledged.reason}”
        </p>
        <Button onClick={() => undo.mutate()} loading={undo.isPending}>
          Take it back
        </Button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) acknowledge.mutate();
  };
  return (
    <form onSubmit={submit} className="acknowledged">
      <Textarea
        label="Acknowledge"
        description="Why this is right, or what was done. It stays in the audit log."
        rows={3}
        maxLength={1000}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={acknowledge.error?.message}
      />
      <Button type="submit" variant="filled" loading={acknowledge.isPending} disabled={!reason.trim()}>
        Acknowledge
      </Button>
    </form>
  );
}
