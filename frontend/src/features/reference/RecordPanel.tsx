/** One record: what it says now, its history, and the difference between any two of its versions. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answer, client } from "~/shared/api/client";
import type { ReferenceRecord, ReferenceVersion } from "~/shared/api/types";
import { formatMoment } from "~/shared/lib/dates";
import { useSettings } from "~/shared/lib/settings";
import { counted } from "~/shared/lib/words";
import { lately } from "~/shared/session/failed";
import { useNewest } from "~/shared/session/pipeline";
import { FieldDiff } from "~/shared/ui/Diff";
import { IconX } from "~/shared/ui/icons";
import { Asked } from "~/shared/ui/states";
import { Trail } from "~/shared/ui/Trail";
import { When } from "~/shared/ui/values";
import { type Kind, SHOWN } from "./kinds";
import { type Cells, recordOf, rowsOfVersion } from "./queries";
import type { ReferenceSearch } from "./search";
import { digitsOf, dotted } from "./tree";
import { inWords } from "./words";

interface Props {
  kind: Kind;
  id: string;
  search: ReferenceSearch;
  onSearch: (change: Partial<ReferenceSearch>) => void;
}

export default function RecordPanel({ kind, id, search, onSearch }: Props) {
  const query = useQuery({
    queryKey: ["record", kind, id],
    queryFn: () => recordOf(kind, id),
  });
  const name = kind === "hts" ? dotted(digitsOf(id)) : id;
  return (
    <aside
      className="record"
      aria-label={`${SHOWN[kind].one} ${name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === "Escape") onSearch({ key: undefined, row: undefined });
      }}
    >
      <div className="record-head">
        <h2 className="mono">{name}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the record"
          onClick={() => onSearch({ key: undefined, row: undefined })}
        >
          <IconX size={17} aria-hidden />
        </button>
      </div>
      {kind === "hts" || kind === "products" ? <Used kind={kind} id={name} /> : null}
      <Asked query={query}>
        {(record) => (
          <>
            {record.rows.map((cells, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a record have their order as identity
              <Fields key={index} cells={cells} />
            ))}
            {record.rows.length === 0 ? (
              <p className="second">It is no longer among the data; its history stays.</p>
            ) : null}
            <h3>History</h3>
            <History record={record} search={search} onSearch={onSearch} />
          </>
        )}
      </Asked>
    </aside>
  );
}

/** Where it is met: its lines of the newest days, and what else can be asked of it. */
function Used({ kind, id }: { kind: "hts" | "products"; id: string }) {
  const { entries: newest, known } = useNewest();
  const { from, to } = lately(newest);
  const asked = kind === "hts" ? { hts: id } : { q: id };
  const { data } = useQuery({
    queryKey: ["used", kind, id, from, to],
    queryFn: () =>
      answer(client.GET("/api/customs-lines", { params: { query: { ...asked, from, to, limit: 1 } } })),
    select: ({ totals }) =>
      kind === "hts" ? counted(totals.lines, "customs line") : counted(totals.entries, "shipment"),
    enabled: known,
    staleTime: 300_000,
  });
  return (
    <p className="small used">
      <Link to="/lines" search={{ ...asked, from, to }}>
        {data ?? "Customs lines"}
      </Link>{" "}
      of the 31 days up to {to}
      {kind === "products" ? (
        <>
          ;{" "}
          <Link to="/what-if" search={{ material: id }}>
            what would it cost?
          </Link>
        </>
      ) : null}
    </p>
  );
}

function Fields({ cells }: { cells: Cells }) {
  return (
    <dl className="facts">
      {Object.entries(cells).map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value ? inWords(name, value) : <span className="third">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({
  record,
  search,
  onSearch,
}: {
  record: ReferenceRecord;
  search: ReferenceSearch;
  onSearch: Props["onSearch"];
}) {
  const { zone } = useSettings();
  const versions = sinceItCame(record.versions);
  const [newest, second] = versions;
  if (!newest) return <p className="second small">No version is kept.</p>;
  const find = (sequence: string | undefined, otherwise: ReferenceVersion | undefined) =>
    versions.find((version) => String(version.sequence) === sequence) ?? otherwise;
  const before = find(search.a, second);
  const after = find(search.b, newest);
  const options = versions.map((version) => ({
    value: String(version.sequence),
    label: version.at ? `${version.sequence}, ${formatMoment(version.at, zone)}` : String(version.sequence),
  }));
  return (
    <>
      <Trail
        steps={versions.map((version) => ({
          id: String(version.sequence),
          title: (
            <>
              Delivery {version.sequence}{" "}
              <span className="second">
                {version.rows.length === 0 ? "removed it" : counted(version.rows.length, "row")}
              </span>
            </>
          ),
          source: (
            <>
              <When at={version.at} />, <span className="mono">{version.source ?? "source unknown"}</span>
            </>
          ),
        }))}
      />
      {versions.length > 1 && before && after ? (
        <>
          <div className="versions">
            <Select
              label="From"
              data={options}
              value={String(before.sequence)}
              onChange={(a) => onSearch({ a: a ?? undefined })}
              allowDeselect={false}
            />
            <Select
              label="To"
              data={options}
              value={String(after.sequence)}
              onChange={(b) => onSearch({ b: b ?? undefined })}
              allowDeselect={false}
            />
          </div>
          {rowPairs(before, after).map(([x, y], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a record have their order as identity
            <FieldDiff key={index} before={x} after={y} />
          ))}
        </>
      ) : (
        <p className="second small">It has had one version so far.</p>
      )}
    </>
  );
}

/** The versions, newest first, without those before there was any row. */
function sinceItCame(versions: ReferenceVersion[]): ReferenceVersion[] {
  return versions.slice(0, versions.findLastIndex((version) => version.rows.length > 0) + 1);
}

function rowPairs(before: ReferenceVersion, after: ReferenceVersion): [Cells | null, Cells | null][] {
  const [old, now] = [rowsOfVersion(before), rowsOfVersion(after)];
  const most = Math.max(old.length, now.length);
  return Array.from({ length: most }, (_, index) => [old[index] ?? null, now[index] ?? null]);
}
