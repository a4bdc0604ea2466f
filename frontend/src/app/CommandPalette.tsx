/** Ctrl K: one field that leads to any line, shipment, HTS number, page or action. */
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ComponentType, type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { answer, client } from "~/shared/api/client";
import { counted } from "~/shared/lib/words";
import { lately } from "~/shared/session/failed";
import { useNewest } from "~/shared/session/pipeline";
import { useMe } from "~/shared/session/session";
import { Dialog } from "~/shared/ui/Dialog";
import {
  IconArrowsDiff,
  IconBinaryTree2,
  IconListDetails,
  IconMoon,
  IconPackage,
  IconSearch,
  IconSun,
} from "~/shared/ui/icons";
import { wordOf } from "~/shared/ui/Status";
import { pagesFor } from "./navigation";

interface Item {
  id: string;
  group: string;
  icon: ComponentType<{ size?: number }>;
  name: string;
  hint?: string;
  go: () => void;
}

const SHIPMENT = /^([A-Za-z]{2}\d{6,})(?:[\s./-]+0*(\d{1,5}))?$/;
const HTS = /^\d{4}[\d.]*$/;

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { may } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 200);
  const [at, setAt] = useState(0);
  const list = useId();
  const { entries: to, known } = useNewest();
  const found = useQuery({
    queryKey: ["palette", asked, to],
    queryFn: () =>
      answer(
        client.GET("/api/customs-lines", {
          params: { query: { ...lately(to), q: asked, limit: 8 } },
        }),
      ),
    enabled: known && asked.length >= 3 && may.includes("GET /api/customs-lines"),
  });

  const items = useMemo((): Item[] => {
    const typed = text.trim();
    const small = typed.toLowerCase();
    const direct: Item[] = [];
    const shipment = SHIPMENT.exec(typed);
    if (shipment?.[1]) {
      const name = shipment[1].toUpperCase();
      const line = shipment[2]?.padStart(3, "0");
      direct.push({
        id: "shipment",
        group: "Go to",
        icon: IconListDetails,
        name: line ? `Line ${line} of ${name}` : `Customs lines of ${name}`,
        go: () =>
          void navigate({
            to: "/lines",
            search: { shipment: name, ...(line ? { line: `${name}.${line}` } : {}) },
          }),
      });
    }
    if (HTS.test(typed)) {
      direct.push(
        {
          id: "hts",
          group: "Go to",
          icon: IconBinaryTree2,
          name: `HTS number ${typed}`,
          hint: "Reference",
          go: () => void navigate({ to: "/reference/$kind", params: { kind: "hts" }, search: { q: typed } }),
        },
        {
          id: "hts-lines",
          group: "Go to",
          icon: IconListDetails,
          name: `Customs lines under ${typed}`,
          go: () => void navigate({ to: "/lines", search: { hts: typed } }),
        },
        {
          id: "material",
          group: "Go to",
          icon: IconPackage,
          name: `Product ${typed}`,
          hint: "Reference",
          go: () =>
            void navigate({ to: "/reference/$kind", params: { kind: "products" }, search: { q: typed } }),
        },
      );
    }
    const group = `Found in the 31 days up to ${to}`;
    const entries = (asked === typed ? (found.data?.entries ?? []) : []).flatMap((entry): Item[] => [
      {
        id: entry.shipment,
        group,
        icon: IconListDetails,
        name: entry.shipment,
        hint: `${entry.entry_date}, ${counted(entry.lines.length, "line")}`,
        go: () => void navigate({ to: "/lines", search: { shipment: entry.shipment } }),
      },
      ...(entry.comparison && entry.comparison.status !== "pass"
        ? [
            {
              id: `${entry.shipment}-c`,
              group,
              icon: IconArrowsDiff,
              name: `Comparison of ${entry.shipment}`,
              hint: wordOf(entry.comparison.status),
              go: () =>
                void navigate({
                  to: "/comparison",
                  search: { from: entry.entry_date, to: entry.entry_date, shipment: entry.shipment },
                }),
            },
          ]
        : []),
    ]);
    const pages = pagesFor(may).flatMap((group) =>
      group.pages.map(
        (page): Item => ({
          id: page.to,
          group: "Pages",
          icon: page.icon,
          name: page.name,
          hint: page.keys,
          go: () => void navigate({ to: page.to as "/" }),
        }),
      ),
    );
    const actions: Item[] = [
      {
        id: "light",
        group: "Actions",
        icon: IconSun,
        name: "Light colours",
        go: () => setColorScheme("light"),
      },
      {
        id: "dark",
        group: "Actions",
        icon: IconMoon,
        name: "Dark colours",
        go: () => setColorScheme("dark"),
      },
    ];
    const named = [...pages, ...actions].filter((item) => item.name.toLowerCase().includes(small));
    return [...direct, ...entries, ...named];
  }, [text, asked, found.data, navigate, may, setColorScheme, to]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed starts the list anew
  useEffect(() => setAt(0), [text]);

  const choose = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((items.length + at + step) % Math.max(1, items.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(items[at]);
    }
  };

  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      title={<span className="hidden-visually">Find</span>}
      styles={{ header: { minHeight: 0, height: 0, padding: 0 } }}
    >
      <div className="palette">
        <div className="palette-field">
          <IconSearch size={17} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={items[at] ? `${list}-${at}` : undefined}
            aria-label="Find a line, shipment, HTS number, page or action"
            placeholder="Line, shipment, HTS number, page or action"
            value={text}
            maxLength={100}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            spellCheck={false}
          />
          <kbd>Esc</kbd>
        </div>
        <div id={list} role="listbox" aria-label="Found" className="palette-list">
          {items.map((item, index) => (
            <div key={`${item.group}-${item.id}`}>
              {index === 0 || items[index - 1]?.group !== item.group ? (
                <div className="palette-group" role="presentation">
                  {item.group}
                </div>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and takes the keys */}
              <div
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="palette-item"
                ref={(node) => {
                  if (index === at) node?.scrollIntoView?.({ block: "nearest" });
                }}
                onMouseMove={() => index !== at && setAt(index)}
                onClick={() => choose(item)}
              >
                <item.icon size={16} />
                <span>{item.name}</span>
                {item.hint ? <span className="second small">{item.hint}</span> : null}
              </div>
            </div>
          ))}
        </div>
        {items.length === 0 ? (
          <p className="pad second">
            {found.isFetching
              ? "Looking…"
              : `Nothing found in the 31 days up to ${to}. An older shipment is found by its whole number.`}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
