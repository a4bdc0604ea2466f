/** What the palette looks up as somebody types: lines, and the reference data that have the text. */
import { useQuery } from "@tanstack/react-query";
import { ApiError, answer, client } from "~/shared/api/client";
import type { Operation } from "~/shared/api/types";
import { lately } from "~/shared/session/failed";
import { useNewest } from "~/shared/session/pipeline";
import { useMe } from "~/shared/session/session";

const SHIPMENT = /^([A-Za-z]{2}\d{6,})(?:[\s./-]+0*(\d{1,5}))?$/;
/** Of products, each by itself; of the rest only whether there are any. */
export const MOST_PRODUCTS = 4;
/** Of fewer letters there would be too much. */
export const LEAST_LETTERS = 3;

/** `sh261100042/7` as a shipment and the number of a line. */
export function shipmentIn(text: string): { shipment: string; line: string | undefined } | null {
  const [, name, line] = SHIPMENT.exec(text) ?? [];
  return name ? { shipment: name.toUpperCase(), line: line?.padStart(3, "0") } : null;
}

export function useFinding(text: string) {
  const { may } = useMe();
  const { entries: to, known } = useNewest();
  const long = text.length >= LEAST_LETTERS;
  const allowed = (operation: Operation) => long && may.includes(operation);
  const named = shipmentIn(text);
  const lines = useQuery({
    queryKey: ["palette", "lines", text, to],
    queryFn: () =>
      answer(client.GET("/api/customs-lines", { params: { query: { ...lately(to), q: text, limit: 8 } } })),
    enabled: known && allowed("GET /api/customs-lines"),
  });
  const entry = useQuery({
    queryKey: ["entry", named?.shipment],
    queryFn: () =>
      answer(
        client.GET("/api/entries/{shipment}", { params: { path: { shipment: named?.shipment ?? "" } } }),
      ),
    enabled: named !== null && allowed("GET /api/entries/{shipment}"),
    retry: false,
  });
  const asked = { params: { query: { q: text, limit: MOST_PRODUCTS + 1 } } };
  const products = useQuery({
    queryKey: ["palette", "products", text],
    queryFn: () => answer(client.GET("/api/products", asked)),
    enabled: allowed("GET /api/products"),
  });
  const hts = useQuery({
    queryKey: ["palette", "hts", text],
    queryFn: () => answer(client.GET("/api/hts", asked)),
    enabled: allowed("GET /api/hts"),
  });
  const tariffs = useQuery({
    queryKey: ["palette", "tariffs", text],
    queryFn: () => answer(client.GET("/api/tariffs", asked)),
    enabled: allowed("GET /api/tariffs"),
  });
  const packaging = useQuery({
    queryKey: ["palette", "packaging", text],
    queryFn: () => answer(client.GET("/api/packaging", asked)),
    enabled: allowed("GET /api/packaging"),
  });
  /** The shipment that is named has no entry. */
  const unknown = entry.error instanceof ApiError && entry.error.status === 404;
  const all = [lines, entry, products, hts, tariffs, packaging];
  return {
    to,
    looking: all.some(({ isFetching }) => isFetching) || (!known && allowed("GET /api/customs-lines")),
    /** Why something could not be looked up. */
    failure: all.find((query) => query.error && !(query === entry && unknown))?.error ?? null,
    entries: lines.data?.entries ?? [],
    products: products.data?.rows ?? [],
    hts: hts.data?.rows ?? [],
    tariffs: tariffs.data?.rows ?? [],
    packaging: packaging.data?.rows ?? [],
    entry: entry.data,
    unknown,
  };
}

export type Found = ReturnType<typeof useFinding>;
