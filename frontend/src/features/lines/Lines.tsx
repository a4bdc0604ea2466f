/** The customs lines of a period or shipment: figures, costs by day, the table, and one line in full. */
import { Button, SegmentedControl, Select, Tabs } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, Suspense, useCallback, useEffect, useMemo } from "react";
import type { ListedEntry } from "~/shared/api/types";
import { StackedBars } from "~/shared/charts/StackedBars";
import { download, toCsv } from "~/shared/lib/csv";
import { eachDay, periodOf, today } from "~/shared/lib/dates";
import { emptyStack, LAYER_SERIES, LAYERS } from "~/shared/lib/layers";
import { effectiveRate, formatCount, formatUsd } from "~/shared/lib/money";
import { counted, gapsOf } from "~/shared/lib/words";
import { useNewest } from "~/shared/session/pipeline";
import { Columns } from "~/shared/table/Columns";
import { DataTable, rowsOf, type Sort } from "~/shared/table/DataTable";
import { type Chip, Chips } from "~/shared/ui/Chips";
import { IconDownload } from "~/shared/ui/icons";
import { lazily } from "~/shared/ui/lazily";
import { Page } from "~/shared/ui/Page";
import { PeriodInput } from "~/shared/ui/PeriodInput";
import { SearchInput } from "~/shared/ui/SearchInput";
import { wordOf } from "~/shared/ui/Status";
import { Bone, EmptyState, ErrorState, Loading, NoMatch, StaleNote } from "~/shared/ui/states";
import { ENTRY_COLUMNS, HIDDEN, LINE_COLUMNS } from "./columns";
import { linesQuery } from "./queries";
import { figuresOf, type LineRow, rowsOfEntries, type Share, sharesOf } from "./rows";
import type { LinesSearch } from "./search";
import "./lines.css";

const LineDetail = lazily(() => import("./LineDetail"));
const MOST_PAGES = 40;
const NO_ENTRIES: ListedEntry[] = [];

interface Period {
  from: string;
  to: string;
}

interface Props {
  search: LinesSearch;
  onSearch: (change: Partial<LinesSearch>, replace?: boolean) => void;
}

export function Lines({ search, onSearch }: Props) {
  const newest = useNewest();
  const period = periodOf(search, newest.entries);
  const given = search.shipment !== undefined || search.from !== undefined || search.to !== undefined;
  const query = useInfiniteQuery({ ...linesQuery(search, period), enabled: newest.known || given });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, data } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && (data?.pages.length ?? 0) < MOST_PAGES)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, data, fetchNextPage]);

  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? NO_ENTRIES, [data]);
  const all = useMemo(() => rowsOfEntries(entries), [entries]);
  const origins = useMemo(() => [...new Set(all.map((row) => row.line.origin))].sort(), [all]);
  const before = useMemo(
    () =>
      all.filter(
        (row) =>
          (!search.origin || row.line.origin === search.origin) &&
          (!search.result || row.result === search.result),
      ),
    [all, search.origin, search.result],
  );
  const rows = useMemo(
    () => (search.day ? before.filter((row) => row.entry.entry_date === search.day) : before),
    [before, search.day],
  );
  const shownEntries = useMemo(
    () =>
      entries.filter(
        (entry) =>
          (!search.day || entry.entry_date === search.day) &&
          (!search.result || (entry.comparison?.status ?? "pending") === search.result) &&
          (!search.origin || entry.lines.some((line) => line.origin === search.origin)),
      ),
    [entries, search.day, search.result, search.origin],
  );
  const total = data?.pages[0]?.totals;
  const chips = chipsOf(search, onSearch);
  const clear = () =>
    onSearch({
      day: undefined,
      shipment: undefined,
      hts: undefined,
      origin: undefined,
      q: undefined,
      result: undefined,
      status: undefined,
    });
  const onFind = useCallback((q: string) => onSearch({ q: q || undefined }, true), [onSearch]);
  const shipments = search.view === "shipments";
  const hidden = search.hidden === undefined ? HIDDEN : search.hidden.split(",");

  const save = () => {
    const name = `customs-lines-${search.shipment ?? `${period.from}-${period.to}`}.csv`;
    const table = shipments ? rowsOf(ENTRY_COLUMNS, shownEntries) : rowsOf(LINE_COLUMNS, rows);
    download(name, toCsv(table.header, table.rows));
  };

  return (
    <Page
      title="Customs lines"
      lead={
        <>
          Made each day from shipments, products and the tariff measures in force on the entry date.
          {newest.known && !given && newest.entries < today() ? (
            <>
              {" "}
              Shown are {period.from} to {period.to}: there is no newer entry date.
            </>
          ) : null}
        </>
      }
    >
      <StaleNote query={query} />
      <Band
        rows={rows}
        before={before}
        held={shownEntries.filter((entry) => entry.status === "needs_input").length}
        pending={query.isPending}
        period={period}
        search={search}
        onSearch={onSearch}
      />
      <div className="panel lines-panel">
        <Tabs
          value={search.view ?? "lines"}
          onChange={(view) =>
            onSearch({
              view: view === "shipments" ? "shipments" : undefined,
              sort: undefined,
              line: undefined,
            })
          }
        >
          <Tabs.List px={8}>
            <Tabs.Tab value="lines">Lines</Tabs.Tab>
            <Tabs.Tab value="shipments">By shipment{total?.held ? ` (${total.held} held)` : ""}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <div className="toolbar" role="search" aria-label="Filter the lines">
          <SearchInput
            label="Shipment, HTS, invoice or material"
            placeholder="Shipment, HTS, invoice, material"
            value={search.q ?? ""}
            onChange={onFind}
          />
          <PeriodInput
            dates={search.shipment || !(newest.known || given) ? null : period}
            newest={newest.entries}
            onChange={(from, to) => onSearch({ from, to, day: undefined, shipment: undefined })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Comparison result"
            value={search.result ?? ""}
            onChange={(result) => onSearch({ result: (result || undefined) as LinesSearch["result"] })}
            data={[
              { value: "", label: "All" },
              ...["fail", "warn", "pass", "pending"].map((value) => ({ value, label: wordOf(value) })),
            ]}
          />
          <Select
            aria-label="Origin"
            placeholder="Any origin"
            data={origins}
            value={search.origin ?? null}
            onChange={(origin) => onSearch({ origin: origin ?? undefined })}
            searchable
            clearable
            clearButtonProps={{ "aria-label": "Any origin" }}
            w={120}
          />
          <div className="end">
            {shipments ? null : (
              <Columns
                columns={LINE_COLUMNS}
                hidden={hidden}
                onHidden={(next) => onSearch({ hidden: next.join(",") || "none" })}
              />
            )}
            <Button
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={save}
              disabled={rows.length === 0 && shownEntries.length === 0}
            >
              Download CSV
            </Button>
          </div>
        </div>
        <Chips chips={chips} onClear={clear} />
        <Body
          {...{ query, search, onSearch, rows, entries: shownEntries, hidden, clear, shipments }}
          newest={newest.entries}
          filtered={chips.length > 0 || Boolean(search.q)}
          any={entries.length > 0}
        />
      </div>
    </Page>
  );
}

interface BodyProps extends Props {
  query: {
    isPending: boolean;
    error: unknown;
    data: unknown;
    isFetchingNextPage: boolean;
    refetch: () => unknown;
  };
  rows: LineRow[];
  entries: ListedEntry[];
  hidden: string[];
  filtered: boolean;
  any: boolean;
  clear: () => void;
  shipments: boolean;
  newest: string;
}

function Body({
  query,
  search,
  onSearch,
  rows,
  entries,
  hidden,
  filtered,
  any,
  clear,
  shipments,
  newest,
}: BodyProps) {
  if (query.data === undefined && query.error)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Loading rows={12} label="Loading the customs lines" />;
  const held = entries.filter((entry) => entry.status === "needs_input");
  if (!shipments && rows.length === 0 && held.length > 0)
    return <Held entries={held} onAll={() => onSearch({ view: "shipments" })} />;
  if (shipments ? entries.length === 0 : rows.length === 0) {
    if (filtered && (any || search.q || search.hts || search.shipment))
      return <NoMatch what={shipments ? "shipments" : "lines"} onClear={clear} />;
    return (
      <EmptyState
        title="No entries in this period"
        actions={
          search.from || search.to ? (
            <Button onClick={() => onSearch({ from: undefined, to: undefined, day: undefined })}>
              Show the days up to {newest}
            </Button>
          ) : null
        }
      >
        No shipment has an entry date in this period. Choose other dates, or see in the pipeline whether
        shipments were delivered.
      </EmptyState>
    );
  }
  const [sortId, sortWay] = (search.sort ?? "date.desc").split(".");
  const sort: Sort | undefined = sortId ? { id: sortId, desc: sortWay === "desc" } : undefined;
  const onSort = (next: Sort | undefined) =>
    onSearch({ sort: next ? `${next.id}${next.desc ? ".desc" : ""}` : undefined }, true);
  if (shipments) {
    return (
      <div className="lines-body">
        <DataTable
          label="Shipments"
          columns={ENTRY_COLUMNS}
          rows={entries}
          rowId={(entry) => entry.shipment}
          sort={sort}
          onSort={onSort}
          tone={(entry) => (entry.comparison?.status === "fail" ? "fail" : undefined)}
          onOpen={(shipment) => onSearch({ shipment, view: undefined, sort: undefined, day: undefined })}
          footer={`${counted(entries.length, "shipment")}. Enter opens its lines.`}
        />
      </div>
    );
  }
  const open = search.line ? rows.find((row) => row.id === search.line) : undefined;
  const at = open ? rows.indexOf(open) : -1;
  const close = () => onSearch({ line: undefined });
  return (
    <div className={open ? "lines-body with-detail" : "lines-body"}>
      <DataTable
        label="Customs lines"
        columns={LINE_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        sort={sort}
        onSort={onSort}
        hidden={hidden}
        narrow={open !== undefined}
        open={search.line}
        onOpen={(line) => onSearch({ line }, search.line !== undefined)}
        onClose={close}
        tone={(row) => (row.result === "fail" ? "fail" : undefined)}
        footer={
          query.isFetchingNextPage
            ? `${counted(rows.length, "line")} so far, more are coming`
            : counted(rows.length, "line")
        }
      />
      {open ? (
        <Suspense fallback={<aside className="detail" aria-label="The line" />}>
          <LineDetail
            key={open.id}
            row={open}
            onClose={close}
            previous={at > 0 ? () => onSearch({ line: rows[at - 1]?.id }, true) : undefined}
            next={at < rows.length - 1 ? () => onSearch({ line: rows[at + 1]?.id }, true) : undefined}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

const HELD_SHOWN = 5;

/** In place of the lines of entries that are held: why there are none. */
function Held({ entries, onAll }: { entries: ListedEntry[]; onAll: () => void }) {
  return (
    <EmptyState
      title={`No lines: ${entries.length === 1 ? "the entry is" : `${counted(entries.length, "entry", "entries")} are`} held`}
      actions={<Button onClick={onAll}>By shipment</Button>}
    >
      {entries.slice(0, HELD_SHOWN).map((entry) => (
        <Fragment key={entry.shipment}>
          <span className="mono">{entry.shipment}</span>: {gapsOf(entry)}
          <br />
        </Fragment>
      ))}
      {entries.length > HELD_SHOWN ? (
        <>
          and {entries.length - HELD_SHOWN} more.
          <br />
        </>
      ) : null}
      Lines are made as soon as what is missing arrives.
    </EmptyState>
  );
}

interface BandProps extends Props {
  rows: LineRow[];
  before: LineRow[];
  held: number;
  pending: boolean;
  period: Period;
}

function Band({ rows, before, held, pending, period, search, onSearch }: BandProps) {
  const figures = useMemo(() => figuresOf(sharesOf(rows)), [rows]);
  const { from, to } = period;
  const bars = useMemo(
    () => barsOf(sharesOf(before), search.shipment ? null : { from, to }),
    [before, search.shipment, from, to],
  );
  const value = (text: string) => (pending ? <Bone width={96} /> : text);
  return (
    <section className="panel band" aria-label="Figures">
      <dl className="figures">
        <div>
          <dt>Lines</dt>
          <dd>{value(formatCount(rows.length))}</dd>
        </div>
        <div>
          <dt>Entered value</dt>
          <dd>{value(formatUsd(figures.value))}</dd>
        </div>
        <div>
          <dt>Duty and fees</dt>
          <dd>{value(formatUsd(figures.cost))}</dd>
          {figures.partial ? (
            <dd className="figure-note">before the entry's MPF minimum and maximum</dd>
          ) : null}
        </div>
        <div>
          <dt>Effective rate</dt>
          <dd>{value(effectiveRate(figures.cost, figures.value))}</dd>
        </div>
        <div>
          <dt>Shipments that differ</dt>
          <dd>{value(formatCount(figures.differing))}</dd>
        </div>
        <div>
          <dt>Shipments held</dt>
          <dd>{value(formatCount(held))}</dd>
        </div>
      </dl>
      <div className="pad band-chart">
        {pending ? (
          <Bone width="100%" height={190} />
        ) : (
          <StackedBars
            title="Duty and fees by entry date"
            series={LAYER_SERIES}
            bars={bars}
            height={172}
            selected={search.day}
            onSelect={(day) => onSearch({ day: day === search.day ? undefined : day, line: undefined })}
          />
        )}
      </div>
    </section>
  );
}

function barsOf(shares: Share[], period: Period | null) {
  const dates = period
    ? eachDay(period.from, period.to)
    : [...new Set(shares.map(({ entry }) => entry.entry_date))];
  const stacks = new Map(dates.map((date) => [date, emptyStack()]));
  for (const { entry, costs } of shares) {
    const stack = stacks.get(entry.entry_date);
    if (stack) for (const layer of LAYERS) stack[layer] += costs[layer];
  }
  return [...stacks].map(([date, values]) => ({ key: date, label: date, values }));
}

function chipsOf(search: LinesSearch, onSearch: Props["onSearch"]): Chip[] {
  const words: [keyof LinesSearch, string][] = [
    ["shipment", `Shipment ${search.shipment}`],
    ["day", `Entry date ${search.day}`],
    ["hts", `HTS ${search.hts}`],
    ["origin", `Origin ${search.origin}`],
    ["result", `Comparison: ${wordOf(search.result ?? "").toLowerCase()}`],
    ["status", `${wordOf(search.status ?? "")} entries`],
  ];
  return words
    .filter(([name]) => search[name])
    .map(([name, text]) => ({ id: name, words: text, onRemove: () => onSearch({ [name]: undefined }) }));
}
