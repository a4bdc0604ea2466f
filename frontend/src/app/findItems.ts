/** What was found, as offers of the palette: each leads to where there is something. */
import type { useNavigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { counted } from "~/shared/lib/words";
import {
  IconArrowsDiff,
  IconBinaryTree2,
  IconListDetails,
  IconPackage,
  IconStack2,
  IconTag,
} from "~/shared/ui/icons";
import { wordOf } from "~/shared/ui/Status";
import { type Found, MOST_PRODUCTS, shipmentIn } from "./finding";

export interface Item {
  id: string;
  group: string;
  icon: ComponentType<{ size?: number }>;
  name: string;
  hint?: string | undefined;
  go: () => void;
}

type Navigate = ReturnType<typeof useNavigate>;
type Row = Record<string, unknown> & { key: string };

const HTS = /^\d{4}[\d.]*$/;
const GO = "Go to";
const textOf = (row: Row, header: string) => (typeof row[header] === "string" ? row[header] : "");

/** The shipment or line that is named, offered at once and until it is known not to be there. */
export function shipmentItems(text: string, found: Found, navigate: Navigate): Item[] {
  const named = shipmentIn(text);
  if (!named || found.unknown) return [];
  const { shipment } = named;
  const there = !found.entry || found.entry.lines.some(({ line }) => line === named.line);
  const line = there ? named.line : undefined;
  return [
    {
      id: "shipment",
      group: GO,
      icon: IconListDetails,
      name: line ? `Line ${line} of ${shipment}` : `Customs lines of ${shipment}`,
      go: () =>
        void navigate({
          to: "/lines",
          search: { shipment, ...(line ? { line: `${shipment}.${line}` } : {}) },
        }),
    },
  ];
}

/** Reference data that have the text. */
export function referenceItems(text: string, found: Found, navigate: Navigate): Item[] {
  const to = (kind: string, search: { q: string; key?: string }) => () =>
    void navigate({ to: "/reference/$kind", params: { kind }, search });
  const items: Item[] = [];
  const [hts] = found.hts;
  if (hts) {
    const single = found.hts.length === 1;
    items.push({
      id: "hts",
      group: GO,
      icon: IconBinaryTree2,
      name: single ? `HTS number ${textOf(hts, "HTS Code")}` : `HTS numbers with “${text}”`,
      hint: single ? textOf(hts, "Description") : "Reference",
      go: to("hts", single ? { q: textOf(hts, "HTS Code"), key: hts.key } : { q: text }),
    });
    if (HTS.test(text))
      items.push({
        id: "hts-lines",
        group: GO,
        icon: IconListDetails,
        name: `Customs lines under ${text}`,
        go: () => void navigate({ to: "/lines", search: { hts: text } }),
      });
  }
  if (found.tariffs.length > 0)
    items.push({
      id: "tariffs",
      group: GO,
      icon: IconStack2,
      name: `Tariff measures with “${text}”`,
      hint: "Reference",
      go: to("tariffs", { q: text }),
    });
  if (found.packaging.length > 0)
    items.push({
      id: "packaging",
      group: GO,
      icon: IconPackage,
      name: `Packaging with “${text}”`,
      hint: "Reference",
      go: to("packaging", { q: text }),
    });
  for (const row of found.products.slice(0, MOST_PRODUCTS))
    items.push({
      id: `product-${row.key}`,
      group: GO,
      icon: IconTag,
      name: `Product ${row.key}`,
      hint: textOf(row, "Description"),
      go: to("products", { q: row.key, key: row.key }),
    });
  if (found.products.length > MOST_PRODUCTS)
    items.push({
      id: "products",
      group: GO,
      icon: IconTag,
      name: `All products with “${text}”`,
      hint: "Reference",
      go: to("products", { q: text }),
    });
  return items;
}

/** The newest lines that have the text, and the shipments that they are of. */
export function lineItems(text: string, found: Found, navigate: Navigate): Item[] {
  const group = `Found in the 31 days up to ${found.to}`;
  const [first] = found.entries;
  if (!first) return [];
  const all: Item[] = shipmentIn(text)
    ? []
    : [
        {
          id: "lines",
          group,
          icon: IconListDetails,
          name: `Customs lines with “${text}”`,
          go: () => void navigate({ to: "/lines", search: { q: text } }),
        },
      ];
  return [
    ...all,
    ...found.entries.flatMap(({ shipment, entry_date, status, lines, comparison }): Item[] => [
      {
        id: shipment,
        group,
        icon: IconListDetails,
        name: shipment,
        hint: `${entry_date}, ${status === "needs_input" ? "held" : `${counted(lines.length, "line")} found`}`,
        go: () => void navigate({ to: "/lines", search: { shipment } }),
      },
      ...(comparison && comparison.status !== "pass"
        ? [
            {
              id: `${shipment}-c`,
              group,
              icon: IconArrowsDiff,
              name: `Comparison of ${shipment}`,
              hint: wordOf(comparison.status),
              go: () =>
                void navigate({ to: "/comparison", search: { from: entry_date, to: entry_date, shipment } }),
            },
          ]
        : []),
    ]),
  ];
}
