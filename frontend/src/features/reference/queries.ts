import { answer, client } from "~/shared/api/client";
import type { ReferencePage, ReferenceRecord, ReferenceRow, ReferenceVersion } from "~/shared/api/types";
import type { Kind } from "./kinds";

interface Asked {
  as_of?: string;
  q?: string;
  limit: number;
  cursor?: string;
}

/** A page of the rows of a kind. */
export function pageOf(kind: Kind, query: Asked): Promise<ReferencePage> {
  const asked = { params: { query } };
  switch (kind) {
    case "products":
      return answer(client.GET("/api/products", asked));
    case "hts":
      return answer(client.GET("/api/hts", asked));
    case "tariffs":
      return answer(client.GET("/api/tariffs", asked));
    case "packaging":
      return answer(client.GET("/api/packaging", asked));
    case "exchange-rates":
      return answer(client.GET("/api/exchange-rates", asked));
  }
}

/** What is filed under a key, with every version that it had. */
export function recordOf(kind: Kind, key: string): Promise<ReferenceRecord> {
  const asked = { params: { path: { key } } };
  switch (kind) {
    case "products":
      return answer(client.GET("/api/products/{key}", asked));
    case "hts":
      return answer(client.GET("/api/hts/{key}", asked));
    case "tariffs":
      return answer(client.GET("/api/tariffs/{key}", asked));
    case "packaging":
      return answer(client.GET("/api/packaging/{key}", asked));
    case "exchange-rates":
      return answer(client.GET("/api/exchange-rates/{key}", asked));
  }
}

export type Cells = Record<string, string>;

/** The cells of a row by the headers of its file, without what it is filed under. */
export function cellsOf({ key: _key, row: _row, ...cells }: ReferenceRow): Cells {
  return cells;
}

/** The rows of a version, each as its cells. */
export function rowsOfVersion(version: ReferenceVersion): Cells[] {
  return [...version.rows];
}
