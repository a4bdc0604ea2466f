/** The customs lines of a period or shipment: figures, costs by day, the table, and one line in full. */
import { Button, SegmentedControl, Select, Tabs } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import type { ListedEntry } from "~/shared/api/types";
import { download, toCsv } from "~/shared/lib/csv";
import { periodOf, periodText, today } from "~/shared/lib/dates";
import { useNewest } from "~/shared/session/pipeline";
import { Columns } from "~/shared/table/Columns";
import { rowsOf } from "~/shared/table/DataTable";
import { Chips } from "~/shared/ui/Chips";
import { IconDownload } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { PeriodInput } from "~/shared/ui/PeriodInput";
import { SearchInput } from "~/shared/ui/SearchInput";
import { wordOf } from "~/shared/ui/Status";
import { StaleNote } from "~/shared/ui/states";
import { A_DATE, Unread } from "~/shared/ui/Unread";
import { Band } from "./Band";
import { Body } from "./Body";
import { chipsOf, filtersOf } from "./chips";
import { ENTRY_COLUMNS, HIDDEN, LINE_COLUMNS } from "./columns";
import { NoSuchLine } from "./NoSuchLine";
import { linesQuery } from "./queries";
import { adjustmentsOf, rowsOfEntries, sharesOf } from "./rows";
import type { LinesProps, LinesSearch } from "./search";
import "./lines.css";

const WANTED = {
  from: A_DATE,
  to: A_DATE,
  day: A_DATE,
  hts: "a beginning of an HTS number, such as 9403.20",
};
const MOST_PAGES = 40;
const NO_ENTRIES: ListedEntry[] = [];

export function Lines({ search, onSearch }: LinesProps) {
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
          (!search.result || row.result === search.result) &&
          (!search.noted || row.entry.advisories.length > 0),
      ),
    [all, search.origin, search.result, search.noted],
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
          (!search.origin || entry.lines.some((line) => line.origin === search.origin)) &&
          (!search.noted || entry.advisories.length > 0),
      ),
    [entries, search.day, search.result, search.origin, search.noted],
  );
  const held = shownEntries.filter((entry) => entry.status === "needs_input").length;
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
      noted: undefined,
    });
  const searched = Boolean(search.q);
  // Back leads to what was there before the search, not through its letters.
  const onFind = useCallback(
    (q: string) => onSearch({ q: q || undefined }, searched && q !== ""),
    [onSearch, searched],
  );
  const shipments = search.view === "shipments";
  const hidden = search.hidden === undefined ? HIDDEN : search.hidden.split(",");

  const save = () => {
    const what = shipments ? "shipments" : "customs-lines";
    const of = search.shipment ?? `${period.from}-${period.to}`;
    const name = `${[what, of, ...filtersOf(search)].join("-")}.csv`;
    const table = shipments ? rowsOf(ENTRY_COLUMNS, shownEntries) : rowsOf(LINE_COLUMNS, rows);
    const more = shipments
      ? []
      : adjustmentsOf(sharesOf(rows)).map((cells) => LINE_COLUMNS.map(({ id }) => cells[id] ?? ""));
    download(name, toCsv(table.header, [...table.rows, ...more]));
  };

  return (
    <Page
      title="Customs lines"
      lead={
        <>
          Made each day from shipments, products and the tariff measures in force on the entry date.
          {newest.known && !given && newest.entries < today() ? (
            <> Shown are {periodText(period)}: there is no newer entry date.</>
          ) : null}
        </>
      }
    >
      <Unread search={search} wanted={WANTED} />
      <StaleNote query={query} />
      <Band
        rows={rows}
        before={before}
        held={held}
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
            <Tabs.Tab value="shipments">By shipment{held > 0 ? ` (${held} held)` : ""}</Tabs.Tab>
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
        {search.line && data && !hasNextPage && !rows.some((row) => row.id === search.line) ? (
          <NoSuchLine line={search.line} entries={entries} shipment={search.shipment} />
        ) : null}
        <Body
          {...{ query, search, onSearch, rows, entries: shownEntries, hidden, clear, shipments }}
          pending={query.isPending}
          newest={newest.entries}
          filtered={chips.length > 0 || Boolean(search.q)}
          any={entries.length > 0}
        />
      </div>
    </Page>
  );
}
