/** One customs line: what it costs and why, where its numbers came from, how it compared, what it was before. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { copy, toTabs } from "~/shared/lib/csv";
import { formatDecimal } from "~/shared/lib/money";
import { partName } from "~/shared/lib/words";
import { IconChevronLeft, IconChevronRight, IconCopy, IconLink, IconPrinter, IconX } from "~/shared/ui/icons";
import { Status } from "~/shared/ui/Status";
import { Asked, Bone, Loading } from "~/shared/ui/states";
import { Trail } from "~/shared/ui/Trail";
import { HtsCode } from "~/shared/ui/values";
import { Compared } from "./Compared";
import { LINE_COLUMNS } from "./columns";
import { History } from "./History";
import { Noted } from "./Noted";
import { printable, trailQuery } from "./queries";
import { Reached } from "./Reached";
import { type LineRow, linkTo } from "./rows";
import { WhatIfButton } from "./WhatIfButton";
import { stepsOf } from "./working";

interface Props {
  row: LineRow;
  onClose: () => void;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

export default function LineDetail({ row, onClose, previous, next }: Props) {
  const { entry, line } = row;
  const trail = useQuery(trailQuery(entry.shipment, line.line));
  const [said, setSaid] = useState("");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // Over the whole screen of a phone the panel takes the focus; beside the table the table keeps it.
    if (window.matchMedia?.("(max-width: 1000px)").matches) panel.current?.focus();
  }, []);
  const say = (copied: boolean, what: string) =>
    setSaid(copied ? `${what} copied` : "The browser did not allow copying");
  const name = trail.data?.articles.map((article) => article.description).join(", ");
  return (
    <aside
      ref={panel}
      className="detail"
      aria-label={`Line ${line.line} of ${entry.shipment}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header>
        <div className="detail-title">
          <h2>{name || `Line ${line.line}`}</h2>
          <ActionIcon variant="subtle" aria-label="Line before" disabled={!previous} onClick={previous}>
            <IconChevronLeft size={17} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label="Line after" disabled={!next} onClick={next}>
            <IconChevronRight size={17} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label="Close the line" onClick={onClose}>
            <IconX size={17} />
          </ActionIcon>
        </div>
        <p className="second">
          Entry <span className="mono">{entry.shipment}</span>, line <span className="mono">{line.line}</span>
          , invoice <span className="mono">{line.invoice}</span>
        </p>
        <div className="detail-actions">
          <Status state={row.result} />
          <span className="grow" />
          <WhatIfButton row={row} trail={trail.data} />
          <Button
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={() => void copy(linkTo(row)).then((done) => say(done, "Link"))}
          >
            Copy link
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label="Copy the line">
                <IconCopy size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                onClick={() =>
                  void copy(
                    toTabs([
                      LINE_COLUMNS.map((column) => column.header),
                      LINE_COLUMNS.map((column) => column.text(row)),
                    ]),
                  ).then((done) => say(done, "Cells"))
                }
              >
                As cells of a spreadsheet
              </Menu.Item>
              <Menu.Item
                onClick={() => void copy(JSON.stringify(line, null, 2)).then((done) => say(done, "JSON"))}
              >
                As JSON
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <ActionIcon
            component="a"
            href={printable(entry.shipment, line.line)}
            target="_blank"
            rel="noreferrer"
            aria-label="Page to print, with every figure's working"
          >
            <IconPrinter size={16} />
          </ActionIcon>
        </div>
        <span role="status" className="small third">
          {said}
        </span>
      </header>
      <Noted row={row} trail={trail.data} />
      <Reached row={row} trail={trail.data} pending={trail.isPending} />
      <section>
        <h3>What it is</h3>
        <dl className="facts">
          <dt>HTS number</dt>
          <dd>
            <Link
              to="/reference/$kind"
              params={{ kind: "hts" }}
              search={{ q: line.hts, asOf: entry.entry_date }}
            >
              <HtsCode code={line.hts} />
            </Link>
            {trail.data ? `, ${trail.data.hts.description}` : ""}
            {trail.isPending ? <Bone width={190} height={11} /> : null}
          </dd>
          <dt>Origin</dt>
          <dd>{line.origin}</dd>
          <dt>Part</dt>
          <dd>{partName(line.part, trail.data && trail.data.split.metals.length > 0)}</dd>
          <dt>Quantity</dt>
          <dd>
            {line.quantity === null ? "none is asked for" : `${formatDecimal(line.quantity)} ${line.unit}`}
          </dd>
          <dt>Weight</dt>
          <dd>
            {formatDecimal(line.net_kg)} kg net, {formatDecimal(line.gross_kg)} kg gross
          </dd>
          <dt>Entry date</dt>
          <dd>{entry.entry_date}</dd>
        </dl>
      </section>
      <section>
        <h3>Where each number came from</h3>
        <Asked query={trail} loading={<Loading rows={5} label="Loading the working" />}>
          {(document) => <Trail steps={stepsOf(document)} />}
        </Asked>
      </section>
      <Compared row={row} />
      <History row={row} />
    </aside>
  );
}
