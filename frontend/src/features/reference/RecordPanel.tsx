/** One record: what it says now, its history, and the difference between any two of its versions. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answer, client } from "~/shared/api/client";
import type { ReferenceRecord, ReferenceRow } from "~/shared/api/types";
import { formatMoment } from "~/shared/lib/dates";
import { useSettings } from "~/shared/lib/settings";
import { counted } from "~/shared/lib/words";
import { FieldDiff } from "~/shared/ui/Diff";
import { IconX } from "~/shared/ui/icons";
import { Asked } from "~/shared/ui/states";
import { Trail } from "~/shared/ui/Trail";
import { When } from "~/shared/ui/values";
import { type Kind, SHOWN } from "./kinds";
import type { ReferenceSearch } from "./search";

interface Props {
  kind: Kind;
  id: string;
  search: ReferenceSearch;
  onSearch: (change: Partial<ReferenceSearch>) => void;
}

type Version = ReferenceRecord["versions"][number];

export default function RecordPanel({ kind, id, search, onSearch }: Props) {
  const query = useQuery({
    queryKey: ["record", kind, id],
    queryFn: () =>
      answer(client.GET(`/api/${kind}/{key}` as "/api/products/{key}", { params: { path: { key: id } } })),
  });
  return (
    <aside
      className="record"
      aria-label={`${SHOWN[kind].one} ${id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === "Escape") onSearch({ key: undefined });
      }}
    >
      <div className="record-head">
        <h2 className="mono">{id}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the record"
          onClick={() => onSearch({ key: undefined })}
        >
          <IconX size={17} aria-hidden />
        </button>
      </div>
      {kind === "hts" ? (
        <p className="small">
          <Link to="/lines" search={{ hts: id }}>
            Customs lines under this number
          </Link>
        </p>
      ) : null}
      <Asked query={query}>
        {(record) => (
          <>
            {record.rows.map((row, index) => (
              <Fields key={`${row["Effective From"] ?? row["Date"] ?? ""}-${String(index)}`} row={row} />
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

function Fields({ row }: { row: ReferenceRow }) {
  return (
    <dl className="facts">
      {Object.entries(row)
        .filter(([name]) => name !== "key")
        .map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value ? value.replaceAll("|", ", ") : <span className="third">–</span>}</dd>
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
  const { versions } = record;
  const [newest, second] = versions;
  if (!newest) return <p className="second small">No version is kept.</p>;
  const find = (sequence: string | undefined, otherwise: Version | undefined) =>
    versions.find((version) => String(version.sequence) === sequence) ?? otherwise;
  const before = find(search.a, second);
  const after = find(search.b, newest);
  const options = versions.map((version) => ({
    value: String(version.sequence),
    label: `${version.sequence}, ${formatMoment(version.at, zone)}`,
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
              <When at={version.at} />, <span className="mono">{version.source}</span>
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

function rowPairs(before: Version, after: Version): [ReferenceRow | null, ReferenceRow | null][] {
  const most = Math.max(before.rows.length, after.rows.length);
  return Array.from({ length: most }, (_, index) => [before.rows[index] ?? null, after.rows[index] ?? null]);
}
