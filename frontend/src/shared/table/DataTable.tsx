/** The one table: virtual rows, sorted, walked by keyboard, its columns chosen, its rows copied. */
import { useMediaQuery } from "@mantine/hooks";
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  metaHelper,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { copy, toTabs } from "~/shared/lib/csv";
import { compareDecimals } from "~/shared/lib/money";
import { useSettings } from "~/shared/lib/settings";
import { IconArrowDown, IconArrowUp } from "~/shared/ui/icons";
import "./table.css";

export interface Column<Row> {
  id: string;
  header: string;
  /** Of the cell in pixels; `grow` takes what is left, which all share where no column does. */
  width: number;
  grow?: boolean;
  align?: "end";
  /** What the cell says as plain text: for copying, CSV and sorting. */
  text: (row: Row) => string;
  /** Sorted as a decimal. */
  decimal?: boolean;
  sortable?: boolean;
  cell?: (row: Row) => ReactNode;
  /** Shown when the table is short of room. */
  essential?: boolean;
  /** Shown on a phone, so many pixels wide; a row that is opened has the rest. */
  phone?: number;
}

export interface Sort {
  id: string;
  desc: boolean;
}

interface Meta {
  width: number;
  align: "end" | undefined;
  grow: boolean;
}

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  columnMeta: metaHelper<Meta>(),
});

/** Of the head, which stays over the rows. */
const HEAD = 35;
const HEIGHTS = { compact: 28, regular: 33, comfortable: 40 };
const NO_COLUMNS: readonly string[] = [];
const PHONE = "(max-width: 600px)";

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort | undefined) => void) | undefined;
  hidden?: readonly string[];
  /** Only essential columns: there is a panel beside the table. */
  narrow?: boolean;
  open?: string | undefined;
  onOpen?: ((id: string) => void) | undefined;
  onClose?: () => void;
  tone?: (row: Row) => "fail" | undefined;
  /** Said under the table: counts, what is still loading. */
  footer?: ReactNode;
}

export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { columns, rows, rowId, sort, onSort, hidden = NO_COLUMNS, narrow = false, open } = props;
  const { density } = useSettings();
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) ?? false;
  const rowHeight = HEIGHTS[density];
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | undefined>(open);
  const [said, setSaid] = useState("");

  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: column.text,
          enableSorting: column.sortable !== false,
          sortDescFirst: false,
          sortFn: column.decimal
            ? (a, b, name) => compareDecimals(a.getValue<string>(name), b.getValue<string>(name))
            : (a, b, name) => compareTexts(a.getValue<string>(name), b.getValue<string>(name)),
          cell: ({ row }) => (column.cell ?? column.text)(row.original),
          meta: {
            width: (phone ? column.phone : undefined) ?? column.width,
            align: column.align,
            grow: column.grow ?? false,
          },
        }),
      ),
    [columns, phone],
  );
  const visibility = useMemo(() => {
    const shows = (column: Column<Row>) => {
      if (phone && columns.some((one) => one.phone)) return column.phone !== undefined;
      return !hidden.includes(column.id) && (!narrow || column.essential === true);
    };
    return Object.fromEntries(columns.map((column) => [column.id, shows(column)]));
  }, [columns, hidden, narrow, phone]);
  const sorting = useMemo<SortingState>(() => (sort ? [sort] : []), [sort]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { sorting, columnVisibility: visibility },
    onSortingChange: (change) => {
      const next = typeof change === "function" ? change(sorting) : change;
      onSort?.(next[0]);
    },
  });
  const shown = table.getRowModel().rows;
  const leaves = table.getVisibleLeafColumns();
  const metas = leaves.map(
    (column) => column.columnDef.meta ?? { width: 100, align: undefined, grow: false },
  );
  const grows = metas.some((meta) => meta.grow);
  const template = metas
    .map(({ width, grow }) => {
      if (grow) return `minmax(${width}px, 1fr)`;
      return grows ? `${width}px` : `minmax(${width}px, ${width}fr)`;
    })
    .join(" ");
  const least = metas.reduce((sum, meta) => sum + meta.width, 0);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingEnd: HEAD,
    getItemKey: (index) => shown[index]?.id ?? index,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new density is measured anew
  useEffect(() => virtual.measure(), [rowHeight]);
  useEffect(() => {
    if (open) setActive(open);
  }, [open]);

  const at = shown.findIndex((row) => row.id === active);
  const openAt = open === undefined ? -1 : shown.findIndex((row) => row.id === open);
  const found = openAt >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was opened from outside is brought into view
  useEffect(() => {
    if (found) virtual.scrollToIndex(openAt, { align: "auto" });
  }, [open, found]);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, index));
    const row = shown[next];
    if (!row) return;
    setActive(row.id);
    virtual.scrollToIndex(next);
    if (open && props.onOpen) props.onOpen(row.id);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const key = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at < 0 ? 0 : at - 1),
      j: () => go(at + 1),
      k: () => go(at < 0 ? 0 : at - 1),
      PageDown: () => go(at + page),
      PageUp: () => go(at - page),
      Home: () => go(0),
      End: () => go(shown.length - 1),
      ArrowRight: () => scroller.current?.scrollBy({ left: 120 }),
      ArrowLeft: () => scroller.current?.scrollBy({ left: -120 }),
      Enter: () => {
        if (active && at >= 0) props.onOpen?.(active);
      },
      Escape: () => props.onClose?.(),
      "Ctrl+c": () => void copyRow(),
    };
    const move = moves[key];
    if (!move || (key === "Ctrl+c" && window.getSelection()?.toString())) return;
    event.preventDefault();
    move();
  };

  const copyRow = async () => {
    const row = shown[at];
    if (!row) return;
    const copied = await copy(toTabs([leaves.map((column) => String(row.getValue(column.id) ?? ""))]));
    setSaid(copied ? "Row copied" : "The browser did not allow copying");
  };

  return (
    <div className="data-table">
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={shown.length + 1}
        aria-colcount={leaves.length}
        aria-activedescendant={
          at >= 0 && virtual.getVirtualItems().some((item) => item.index === at) ? `${id}-${at}` : undefined
        }
        className="grid"
        style={{ flexBasis: HEAD + virtual.getTotalSize(), ["--row" as string]: `${rowHeight}px` }}
        onKeyDown={onKeyDown}
      >
        <div className="grid-inner" style={{ minWidth: least }}>
          {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus */}
          <div role="row" aria-rowindex={1} className="grid-head" style={{ gridTemplateColumns: template }}>
            {leaves.map((column, index) => {
              const sorted = column.getIsSorted();
              const title = String(column.columnDef.header);
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the button inside does
                <div
                  key={column.id}
                  role="columnheader"
                  aria-colindex={index + 1}
                  aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none"}
                  className={metas[index]?.align === "end" ? "num" : undefined}
                >
                  {onSort && column.getCanSort() ? (
                    <button type="button" onClick={() => column.toggleSorting(sorted === "asc")}>
                      {title}
                      {sorted === "asc" ? <IconArrowUp size={13} aria-hidden /> : null}
                      {sorted === "desc" ? <IconArrowDown size={13} aria-hidden /> : null}
                    </button>
                  ) : (
                    title
                  )}
                </div>
              );
            })}
          </div>
          <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const row = shown[item.index];
              if (!row) return null;
              const classes = ["grid-row"];
              if (row.id === open) classes.push("open");
              if (item.index === at) classes.push("active");
              const tone = props.tone?.(row.original);
              if (tone) classes.push(tone);
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row
                // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
                <div
                  key={row.id}
                  id={`${id}-${item.index}`}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={row.id === open}
                  className={classes.join(" ")}
                  style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                  onClick={() => {
                    if (window.getSelection()?.toString()) return;
                    setActive(row.id);
                    props.onOpen?.(row.id);
                  }}
                >
                  {row.getVisibleCells().map((cell, index) => (
                    // biome-ignore lint/a11y/useFocusableInteractive: as above
                    <div
                      key={cell.id}
                      role="gridcell"
                      aria-colindex={index + 1}
                      className={metas[index]?.align === "end" ? "num" : undefined}
                    >
                      <table.FlexRender cell={cell} />
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div className="grid-foot">
        <span>{props.footer}</span>
        <span className="print-only">Only rows in view are on paper; the CSV file has all of them.</span>
        <span role="status" className="third">
          {said}
        </span>
      </div>
    </div>
  );
}

const collator = new Intl.Collator("en", { numeric: true });
function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}

/** All rows as the table's CSV has them, every column included. */
export function rowsOf<Row>(columns: Column<Row>[], rows: Row[]): { header: string[]; rows: string[][] } {
  return {
    header: columns.map((column) => column.header),
    rows: rows.map((row) => columns.map((column) => column.text(row))),
  };
}
