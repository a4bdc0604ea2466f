/** The lines or shipments as a table, the open line beside it; or why there are none. */
import { Button } from "@mantine/core";
import { Suspense } from "react";
import type { ListedEntry } from "~/shared/api/types";
import { counted } from "~/shared/lib/words";
import { DataTable, type Sort } from "~/shared/table/DataTable";
import { lazily } from "~/shared/ui/lazily";
import { EmptyState, ErrorState, Loading, NoMatch } from "~/shared/ui/states";
import { ENTRY_COLUMNS, LINE_COLUMNS } from "./columns";
import { Held } from "./Held";
import type { LineRow } from "./rows";
import type { LinesProps } from "./search";

const LineDetail = lazily(() => import("./LineDetail"));

interface BodyProps extends LinesProps {
  query: {
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
  pending: boolean;
}

export function Body({
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
  pending,
}: BodyProps) {
  if (query.data === undefined && query.error)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (pending) return <Loading rows={12} label="Loading the customs lines" />;
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
    onSearch({ sort: next ? `${next.id}${next.desc ? ".desc" : ""}` : undefined });
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
