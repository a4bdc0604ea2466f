/** Reference data as they hold on a date, and how each record came to be what it is. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useEffect, useMemo } from "react";
import type { ReferenceRow } from "~/shared/api/types";
import { download, toCsv } from "~/shared/lib/csv";
import { today } from "~/shared/lib/dates";
import { formatDecimal, formatRate } from "~/shared/lib/money";
import { counted, inSentence } from "~/shared/lib/words";
import { type Column, DataTable, type Sort } from "~/shared/table/DataTable";
import { DayInput } from "~/shared/ui/DayInput";
import { IconDownload, IconHistory } from "~/shared/ui/icons";
import { lazily } from "~/shared/ui/lazily";
import { Page } from "~/shared/ui/Page";
import { SearchInput } from "~/shared/ui/SearchInput";
import { EmptyState, ErrorState, Loading, NoMatch, StaleNote } from "~/shared/ui/states";
import { HtsPath, HtsTree } from "./HtsTree";
import { type Kind, SHOWN } from "./kinds";
import { type Cells, cellsOf, pageOf } from "./queries";
import type { ReferenceSearch } from "./search";
import { digitsOf } from "./tree";
import { inWords } from "./words";
import "./reference.css";

const RecordPanel = lazily(() => import("./RecordPanel"));
const MOST_PAGES = 40;

interface Props {
  kind: Kind;
  search: ReferenceSearch;
  onSearch: (change: Partial<ReferenceSearch>, replace?: boolean) => void;
}

interface Row {
  /** Its number in the file, which no other row has. */
  id: string;
  key: string;
  cells: Cells;
}

function cellOf(text: string, as: string | undefined, header: string) {
  if (text === "") return <span className="third">–</span>;
  if (as === "code") return <span className="mono">{text}</span>;
  if (header === "Rate" || header === "Cap") return formatRate(text);
  return as === "number" ? formatDecimal(text) : inWords(header, text);
}

export function ReferencePage({ kind, search, onSearch }: Props) {
  const shown = SHOWN[kind];
  const asOf = shown.dated ? search.asOf : undefined;
  const asked = { ...(asOf ? { as_of: asOf } : {}), ...(search.q ? { q: search.q } : {}) };
  const query = useInfiniteQuery({
    queryKey: ["reference", kind, asked],
    queryFn: ({ pageParam }) =>
      pageOf(kind, { ...asked, limit: 500, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const { hasNextPage, isFetchingNextPage, isError, data, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && (data?.pages.length ?? 0) < MOST_PAGES)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, data, fetchNextPage]);
  const all = useMemo(
    (): Row[] =>
      (data?.pages.flatMap((page): ReferenceRow[] => page.rows) ?? []).map((row) => ({
        id: String(row.row),
        key: row.key,
        cells: cellsOf(row),
      })),
    [data],
  );
  const tree = kind === "hts";
  const under = tree ? (search.under ?? "") : "";
  const codes = useMemo(() => (tree ? all.map((row) => row.key) : []), [tree, all]);
  const rows = useMemo(
    () => (under ? all.filter((row) => digitsOf(row.key).startsWith(under)) : all),
    [all, under],
  );
  const onUnder = (digits: string | undefined) =>
    onSearch({ under: digits, key: undefined, row: undefined }, under !== "");
  const columns = useMemo(
    (): Column<Row>[] =>
      shown.columns.map(([header, width, as, phone], index) => ({
        id: header,
        header,
        width,
        essential: index < 3,
        grow: as === "grow",
        decimal: as === "number",
        ...(as === "number" ? { align: "end" as const } : {}),
        ...(phone ? { phone } : {}),
        text: ({ cells }) => cells[header] ?? "",
        cell: ({ cells }) => cellOf(cells[header] ?? "", as, header),
      })),
    [shown],
  );
  const searched = Boolean(search.q);
  // Back leads to what was there before the search, not through its letters.
  const onFind = useCallback(
    (q: string) => onSearch({ q: q || undefined }, searched && q !== ""),
    [onSearch, searched],
  );
  const open =
    rows.find((row) => row.key === search.key && row.id === search.row) ??
    rows.find((row) => row.key === search.key);
  const [sortId, way] = (search.sort ?? "").split(".");
  const sort: Sort | undefined = sortId ? { id: sortId, desc: way === "desc" } : undefined;
  const names = Object.keys(rows[0]?.cells ?? {});
  const late = asOf && asOf !== today();
  const fromFiles = data?.pages.some((page) => page.source === "csv");
  return (
    <Page title={shown.name} lead={shown.lead}>
      <StaleNote query={query} />
      {late ? (
        <div className="as-of" role="status">
          <IconHistory size={16} aria-hidden />
          <span>
            These are the data in force on <b>{asOf}</b>, not today's.
          </span>
          <button type="button" className="link-button" onClick={() => onSearch({ asOf: undefined })}>
            Back to today
          </button>
        </div>
      ) : null}
      {fromFiles ? (
        <div className="as-of" role="status">
          <IconHistory size={16} aria-hidden />
          <span>
            These rows are from files: the table does not answer. They may be older than what is loaded.
          </span>
        </div>
      ) : null}
      <div className="panel reference-panel">
        <div className="toolbar" role="search" aria-label={`Filter the ${inSentence(shown.name)}`}>
          <SearchInput
            key={kind}
            label={shown.search}
            placeholder={shown.search}
            value={search.q ?? ""}
            onChange={onFind}
          />
          {shown.dated ? (
            <DayInput
              label="In force on"
              labelled={false}
              placeholder="In force on"
              clearable
              value={asOf ?? null}
              onChange={(date) => onSearch({ asOf: date ?? undefined })}
            />
          ) : null}
          <div className="end">
            <Button
              leftSection={<IconDownload size={15} aria-hidden />}
              disabled={rows.length === 0}
              onClick={() =>
                download(
                  `${kind}-${asOf ?? today()}.csv`,
                  toCsv(
                    names,
                    rows.map(({ cells }) => names.map((name) => cells[name] ?? "")),
                  ),
                )
              }
            >
              Download CSV
            </Button>
          </div>
        </div>
        {under ? <HtsPath under={under} onUnder={onUnder} /> : null}
        <div className="reference-body">
          {tree && codes.length > 0 ? <HtsTree codes={codes} under={under} onUnder={onUnder} /> : null}
          {query.data === undefined ? (
            query.error ? (
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <Loading rows={12} />
            )
          ) : rows.length === 0 ? (
            search.q || under ? (
              <NoMatch
                what={inSentence(shown.name)}
                onClear={() => onSearch({ q: undefined, under: undefined })}
              />
            ) : (
              <EmptyState title={`No ${inSentence(shown.name)}${asOf ? ` in force on ${asOf}` : " yet"}`}>
                {asOf
                  ? "Choose another date, or none for all."
                  : "They come with the next delivery, or with an upload."}
              </EmptyState>
            )
          ) : (
            <DataTable
              label={shown.name}
              columns={columns}
              rows={rows}
              rowId={(row) => row.id}
              sort={sort}
              onSort={(next) =>
                onSearch({ sort: next ? `${next.id}${next.desc ? ".desc" : ""}` : undefined })
              }
              narrow={open !== undefined}
              open={open?.id}
              onOpen={(id) =>
                onSearch(
                  { key: rows.find((row) => row.id === id)?.key, row: id, a: undefined, b: undefined },
                  search.key !== undefined,
                )
              }
              onClose={() => onSearch({ key: undefined, row: undefined })}
              footer={`${counted(rows.length, "row")}${isFetchingNextPage ? " so far, more are coming" : ""}, revision ${data?.pages[0]?.revision ?? "–"}`}
            />
          )}
          {search.key && query.data !== undefined ? (
            <Suspense fallback={<aside className="record" aria-label="The record" />}>
              <RecordPanel key={search.key} kind={kind} id={search.key} search={search} onSearch={onSearch} />
            </Suspense>
          ) : null}
        </div>
      </div>
    </Page>
  );
}
