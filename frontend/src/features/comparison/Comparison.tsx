/** How our lines compare with what was reported: the verdict, the trend, the differences, and what to do. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { answer, client } from "~/shared/api/client";
import { addDays, daysIn, periodOf, today } from "~/shared/lib/dates";
import { useNewest } from "~/shared/session/pipeline";
import { IconChevronLeft, IconChevronRight } from "~/shared/ui/icons";
import { Page } from "~/shared/ui/Page";
import { PeriodInput } from "~/shared/ui/PeriodInput";
import { Bone, ErrorState, Loading, StaleNote } from "~/shared/ui/states";
import { A_DATE, Unread } from "~/shared/ui/Unread";
import { Differences } from "./Differences";
import { Former } from "./Former";
import { findingRows, ofShipment } from "./findings";
import { comparisonsQuery, type Period } from "./queries";
import type { ComparisonSearch } from "./search";
import { TREND_DAYS, Trend, VerdictWords } from "./Verdict";
import "./comparison.css";

const WANTED = { from: A_DATE, to: A_DATE };

interface Props {
  search: ComparisonSearch;
  onSearch: (change: Partial<ComparisonSearch>, replace?: boolean) => void;
}

export function ComparisonPage({ search, onSearch }: Props) {
  const newest = useNewest();
  const given = search.from !== undefined || search.to !== undefined;
  const { from, to } = periodOf(search, newest.compared, 1);
  const asked: Period = { from, to, ...(search.status ? { status: search.status } : {}) };
  const query = useQuery({ ...comparisonsQuery(asked), enabled: newest.known || given });
  const data = useMemo(
    () => query.data && ofShipment(query.data, search.shipment),
    [query.data, search.shipment],
  );
  const rows = useMemo(() => findingRows(data?.comparisons ?? []), [data]);
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
      <Unread search={search} wanted={WANTED} />
      <StaleNote query={query} />
      <div className="panel verdict-band">
        <div className="pad">
          {data ? (
            <VerdictWords
              data={data}
              shipment={search.shipment}
              filtered={Boolean(search.shipment || search.status)}
            />
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
      {data && search.finding ? (
        <Former key={search.finding} id={search.finding} data={data} rows={rows} onSearch={onSearch} />
      ) : null}
      {data ? (
        <Differences
          data={data}
          rows={rows}
          period={{ from, to }}
          search={search}
          onSearch={onSearch}
          newest={newest.compared}
        />
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
