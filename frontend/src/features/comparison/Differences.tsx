/** The differences: by tab and by field, in a table, each to be opened; all of them as a file. */
import { Button, Tabs } from "@mantine/core";
import { useMemo } from "react";
import type { Comparisons } from "~/shared/api/types";
import { download, toCsv } from "~/shared/lib/csv";
import { counted, findingName } from "~/shared/lib/words";
import { DataTable, rowsOf, type Sort } from "~/shared/table/DataTable";
import { type Chip, Chips } from "~/shared/ui/Chips";
import { IconDownload } from "~/shared/ui/icons";
import { wordOf } from "~/shared/ui/Status";
import { EmptyState, NoMatch } from "~/shared/ui/states";
import { COLUMNS, FILE_COLUMNS } from "./columns";
import { FindingDetail } from "./FindingDetail";
import { allowed, byKind, byTab, type FindingRow, TABS, type Tab, tabOf } from "./findings";
import type { ComparisonSearch } from "./search";

interface Props {
  /** The comparisons that are shown, and their differences. */
  data: Comparisons;
  rows: FindingRow[];
  period: { from: string; to: string };
  newest: string;
  search: ComparisonSearch;
  onSearch: (change: Partial<ComparisonSearch>, replace?: boolean) => void;
}

export function Differences({ data, rows: all, period, search, onSearch, newest }: Props) {
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
  const chips = chipsOf(search, onSearch);
  const [sortId, way] = (search.sort ?? "").split(".");
  const sort: Sort | undefined = sortId ? { id: sortId, desc: way === "desc" } : undefined;
  const open = asked;
  const saved = byTab(all).filter(({ finding }) => !search.kind || finding.kind === search.kind);
  const save = () => {
    const table = rowsOf(FILE_COLUMNS, saved);
    download(fileName(period, search.shipment), toCsv(table.header, table.rows));
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
          <NoDifferences
            data={data}
            newest={newest}
            given={Boolean(search.from || search.to)}
            onSearch={onSearch}
          />
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
            disabled={saved.length === 0}
            title={`${counted(saved.length, "difference")}, those of all tabs`}
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

/** `differences-2026-11-01-2026-11-23.csv`: what it is of, and from when. */
function fileName({ from, to }: Props["period"], shipment: string | undefined): string {
  return `${["differences", shipment, from, to === from ? undefined : to].filter(Boolean).join("-")}.csv`;
}

function chipsOf(search: ComparisonSearch, onSearch: Props["onSearch"]): Chip[] {
  const words: [keyof ComparisonSearch, string][] = [
    ["shipment", `Shipment ${search.shipment}`],
    ["status", `Shipments: ${wordOf(search.status ?? "").toLowerCase()}`],
    ["kind", findingName(search.kind ?? "")],
  ];
  return words
    .filter(([name]) => search[name])
    .map(([name, text]) => ({ id: name, words: text, onRemove: () => onSearch({ [name]: undefined }) }));
}

interface NoneProps extends Pick<Props, "data" | "newest" | "onSearch"> {
  /** Whether the dates are somebody's choice. */
  given: boolean;
}

/** Why there is no difference: all agree, nothing could be compared, or there is nothing. */
function NoDifferences({ data, newest, given, onSearch }: NoneProps) {
  const { pass, warn, fail } = data.totals;
  if (data.comparisons.length === 0)
    return (
      <EmptyState
        title="Nothing was compared"
        actions={
          given ? (
            <Button onClick={() => onSearch({ from: undefined, to: undefined })}>Show {newest}</Button>
          ) : null
        }
      >
        No shipment has an entry date in this period. Choose other dates with the arrows above.
      </EmptyState>
    );
  if (pass + warn + fail === 0)
    return (
      <EmptyState title="Nothing could be compared">
        {counted(data.comparisons.length, "shipment")}, held by us or not reported by SAP yet. It is compared
        as soon as both sides are there.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing differs">
      Every shipment that could be compared agrees with our lines, within the tolerances.
    </EmptyState>
  );
}
