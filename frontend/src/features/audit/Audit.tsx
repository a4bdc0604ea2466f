/** Who did what, when, to which thing; each event sealed by the one before it. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { answer, client } from "~/shared/api/client";
import type { AuditEvent, Verified } from "~/shared/api/types";
import { download, toCsv } from "~/shared/lib/csv";
import { addDays, utcDay } from "~/shared/lib/dates";
import { counted, plain } from "~/shared/lib/words";
import { useMay } from "~/shared/session/session";
import { type Column, DataTable, rowsOf } from "~/shared/table/DataTable";
import { DayInput } from "~/shared/ui/DayInput";
import { FieldDiff } from "~/shared/ui/Diff";
import { IconChevronLeft, IconChevronRight, IconCircleCheck, IconDownload, IconX } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { SearchInput } from "~/shared/ui/SearchInput";
import { EmptyState, ErrorState, Forbidden, Loading, NoMatch } from "~/shared/ui/states";
import { When } from "~/shared/ui/values";
import type { AuditSearch } from "./search";
import "./audit.css";

const COLUMNS: Column<AuditEvent>[] = [
  {
    id: "at",
    header: "At",
    width: 168,
    phone: 152,
    essential: true,
    text: (event) => event.at,
    cell: (event) => <When at={event.at} />,
  },
  { id: "actor", header: "Who", width: 150, phone: 90, essential: true, text: (event) => event.actor },
  {
    id: "action",
    header: "Did what",
    width: 190,
    phone: 124,
    essential: true,
    text: (event) => event.action,
  },
  {
    id: "subject",
    header: "To what",
    width: 220,
    grow: true,
    text: (event) => event.subject,
    cell: (event) => <span className="mono">{event.subject}</span>,
  },
  {
    id: "number",
    header: "No.",
    width: 70,
    align: "end",
    decimal: true,
    text: (event) => String(event.number),
  },
  {
    id: "hash",
    header: "Seal",
    width: 130,
    text: (event) => event.hash,
    cell: (event) => <span className="mono">{event.hash.slice(0, 12)}</span>,
  },
];

interface Props {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>, replace?: boolean) => void;
}

export function Audit(props: Props) {
  return useMay("GET /api/audit") ? <Events {...props} /> : <Forbidden />;
}

function Events({ search, onSearch }: Props) {
  const date = search.date ?? utcDay();
  const mayVerify = useMay("GET /api/audit/verify");
  const asked = {
    date,
    ...(search.actor ? { actor: search.actor } : {}),
    ...(search.action ? { action: search.action } : {}),
    ...(search.subject ? { subject: search.subject } : {}),
  };
  const query = useInfiniteQuery({
    queryKey: ["audit", asked],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/audit", {
          params: { query: { ...asked, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const events = useMemo(() => query.data?.pages.flatMap((page) => page.events) ?? [], [query.data]);
  const id = (event: AuditEvent) => `${event.chain}.${event.number}`;
  const open = events.find((event) => id(event) === search.event);
  const onActor = useCallback((actor: string) => onSearch({ actor: actor || undefined }, true), [onSearch]);
  const onSubject = useCallback(
    (subject: string) => onSearch({ subject: subject || undefined }, true),
    [onSearch],
  );
  const onAction = useCallback(
    (action: string) => onSearch({ action: action || undefined }, true),
    [onSearch],
  );
  const filtered = Boolean(search.actor || search.action || search.subject);
  const save = () => {
    const table = rowsOf(
      [
        ...COLUMNS,
        { id: "facts", header: "Facts", width: 0, text: (event: AuditEvent) => JSON.stringify(event.facts) },
      ],
      events,
    );
    download(`audit-${date}.csv`, toCsv(table.header, table.rows));
  };
  return (
    <Page
      title="Audit log"
      lead="Nothing is changed or removed here. Each event carries the seal of the one before it."
      actions={mayVerify ? <Verify date={date} /> : undefined}
    >
      <div className="panel audit-panel">
        <div className="toolbar" role="search" aria-label="Filter the events">
          <Button
            aria-label="Day before"
            onClick={() => onSearch({ date: addDays(date, -1), event: undefined })}
          >
            <IconChevronLeft size={16} />
          </Button>
          <DayInput
            label="Day"
            labelled={false}
            value={date}
            onChange={(next) => onSearch({ date: next ?? undefined, event: undefined })}
          />
          <Button
            aria-label="Day after"
            onClick={() => onSearch({ date: addDays(date, 1), event: undefined })}
          >
            <IconChevronRight size={16} />
          </Button>
          <SearchInput
            label="Who, by the whole name"
            placeholder="Who"
            width={130}
            value={search.actor ?? ""}
            onChange={onActor}
          />
          <SearchInput
            label="Did what, from its beginning"
            placeholder="Did what"
            width={150}
            value={search.action ?? ""}
            onChange={onAction}
          />
          <SearchInput
            label="To what"
            placeholder="To what"
            width={170}
            value={search.subject ?? ""}
            onChange={onSubject}
          />
          <div className="end">
            <Button
              leftSection={<IconDownload size={15} aria-hidden />}
              disabled={events.length === 0}
              onClick={save}
            >
              Download CSV
            </Button>
          </div>
        </div>
        <div className="audit-body">
          {query.data === undefined ? (
            query.error ? (
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <Loading rows={10} />
            )
          ) : events.length === 0 ? (
            filtered ? (
              <NoMatch
                what="events"
                onClear={() => onSearch({ actor: undefined, action: undefined, subject: undefined })}
              />
            ) : (
              <EmptyState title={`Nothing happened on ${date}`}>
                Days are counted in UTC here, as the log is sealed.
              </EmptyState>
            )
          ) : (
            <DataTable
              label="Events"
              columns={COLUMNS}
              rows={events}
              rowId={id}
              narrow={open !== undefined}
              open={search.event}
              onOpen={(event) => onSearch({ event }, search.event !== undefined)}
              onClose={() => onSearch({ event: undefined })}
              footer={
                <>
                  {counted(events.length, "event")}
                  {query.hasNextPage ? (
                    <>
                      {" so far. "}
                      <button
                        type="button"
                        className="link-button"
                        disabled={query.isFetchingNextPage}
                        onClick={() => void query.fetchNextPage()}
                      >
                        Show more
                      </button>
                    </>
                  ) : null}
                </>
              }
            />
          )}
          {open ? <EventPanel event={open} onClose={() => onSearch({ event: undefined })} /> : null}
        </div>
      </div>
    </Page>
  );
}

function Verify({ date }: { date: string }) {
  const verify = useMutation({
    mutationFn: () => answer(client.GET("/api/audit/verify", { params: { query: { date } } })),
  });
  const breaks = verify.data?.breaks.length ?? 0;
  return (
    <>
      <span
        role="status"
        className={breaks > 0 ? "status fail" : "small second"}
        style={{ alignSelf: "center" }}
      >
        {verify.error ? verify.error.message : null}
        {verify.data
          ? breaks > 0
            ? `${counted(breaks, "seal")} broken: ${verify.data.breaks.map(brokenText).join("; ")}`
            : holdText(verify.data)
          : null}
      </span>
      <Button
        leftSection={<IconCircleCheck size={15} aria-hidden />}
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        Check the seals
      </Button>
    </>
  );
}

function holdText({ rows, date, anchored }: Verified): string {
  if (rows === 0) return `No event of ${date} has a seal to check`;
  const seals = rows === 1 ? `The one seal of ${date} holds` : `All ${counted(rows, "seal")} of ${date} hold`;
  return anchored ? `${seals}, against what was put away` : seals;
}

function brokenText(found: Verified["breaks"][number]): string {
  return `chain ${found.chain}, number ${found.number}: ${found.problem}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A state as its fields; one that is a single word has only that. */
function cellsOf(state: unknown): Record<string, string> | null {
  if (state === undefined || state === null) return null;
  if (typeof state !== "object") return { State: String(state) };
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [plain(name), textOf(value)]));
}

function EventPanel({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const { before, after, ...others } = event.facts;
  return (
    <aside
      className="event"
      aria-label="The event"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
    >
      <div style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
        <h2>{event.action}</h2>
        <button type="button" className="icon-button" aria-label="Close the event" onClick={onClose}>
          <IconX size={17} aria-hidden />
        </button>
      </div>
      <dl className="facts">
        <dt>Who</dt>
        <dd>{event.actor}</dd>
        <dt>At</dt>
        <dd>
          <When at={event.at} seconds />
        </dd>
        <dt>To what</dt>
        <dd className="mono">{event.subject}</dd>
        {Object.entries(others).map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{plain(name)}</dt>
            <dd>{textOf(value)}</dd>
          </div>
        ))}
        <dt>Chain</dt>
        <dd>
          {event.chain}, number {event.number}
        </dd>
        <dt>Seal</dt>
        <dd className="mono small">{event.hash}</dd>
      </dl>
      {before === undefined && after === undefined ? null : (
        <>
          <h3>What it changed</h3>
          <FieldDiff before={cellsOf(before)} after={cellsOf(after)} />
        </>
      )}
    </aside>
  );
}
