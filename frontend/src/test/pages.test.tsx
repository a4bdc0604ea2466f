/** Every page in every state: loading, data, empty, no match, error, forbidden, stale. */
import { screen, waitFor, within } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

interface PageCase {
  name: string;
  path: string;
  /** The request whose answer the page shows. */
  api: string;
  data: string | RegExp;
  empty: [answer: unknown, words: string | RegExp];
  noMatch?: [path: string, words: string | RegExp];
}

const NONE = made.linesAnswer([]);
const NO_ROWS = { as_of: null, revision: 1, source: "table", rows: [], next: null };
const PAGES: PageCase[] = [
  {
    name: "home",
    path: "/",
    api: "/api/comparisons",
    data: "29 things",
    empty: [made.comparisonsAnswer([]), /0 comparisons to judge/],
  },
  {
    name: "lines",
    path: "/lines",
    api: "/api/customs-lines",
    data: "$7,369,339.00",
    empty: [NONE, "No entries in this period"],
    noMatch: ["/lines?q=zzz", "No lines match"],
  },
  {
    name: "shipments",
    path: "/lines?view=shipments",
    api: "/api/customs-lines",
    data: "Invoice without lines: INV00107A",
    empty: [NONE, "No entries in this period"],
    noMatch: ["/lines?view=shipments&q=zzz", "No shipments match"],
  },
  {
    name: "comparison",
    path: "/comparison?from=2026-10-23&to=2026-11-22",
    api: "/api/comparisons",
    data: "Failed: 20 of 72 shipments differ beyond tolerance.",
    empty: [made.comparisonsAnswer([]), "Nothing was compared"],
    noMatch: ["/comparison?from=2026-10-23&to=2026-11-22&shipment=SH1", "No differences match"],
  },
  {
    name: "pipeline",
    path: "/pipeline",
    api: "/api/deliveries",
    data: /fewer than 80 % are not taken over unseen/,
    empty: [{ deliveries: [] }, "No deliveries yet"],
  },
  {
    name: "uploads",
    path: "/uploads",
    api: "/api/uploads",
    data: "Exchange_Rate.csv",
    empty: [{ uploads: [] }, "No uploads yet"],
  },
  {
    name: "products",
    path: "/reference/products",
    api: "/api/products",
    data: "Adjustable base Cal King R582",
    empty: [NO_ROWS, "No products yet"],
    noMatch: ["/reference/products?q=zzz", "No products match"],
  },
  {
    name: "tariffs",
    path: "/reference/tariffs",
    api: "/api/tariffs",
    data: "9903.88.01",
    empty: [NO_ROWS, "No tariff measures yet"],
    noMatch: ["/reference/tariffs?q=zzz", "No tariff measures match"],
  },
  {
    name: "audit",
    path: "/audit",
    api: "/api/audit",
    data: "upload checked",
    empty: [{ events: [], next: null }, "Nothing happened on 2026-11-22"],
    noMatch: ["/audit?actor=zzz", "No events match"],
  },
];

describe.each(PAGES)("$name", ({ path, api, data, empty, noMatch }) => {
  it("shows its data", async () => {
    openAt(path);
    expect((await screen.findAllByText(data)).length).toBeGreaterThan(0);
  });

  it("shows bones until they come", async () => {
    server.use(
      http.get(`*${api}`, async () => {
        await delay("infinite");
      }),
    );
    openAt(path);
    await screen.findByRole("heading", { level: 1 });
    expect(document.querySelector(".bone")).toBeInTheDocument();
  });

  it("says when there is nothing", async () => {
    server.use(http.get(`*${api}`, () => HttpResponse.json(empty[0] as object)));
    openAt(path);
    expect((await screen.findAllByText(empty[1])).length).toBeGreaterThan(0);
  });

  if (noMatch) {
    it("says when no row passes the filters, and clears them", async () => {
      const [filtered, said] = noMatch;
      const { user } = openAt(filtered);
      expect(await screen.findByText(said)).toBeInTheDocument();
      await user.click(screen.getByRole("button", { name: "Clear all filters" }));
      await waitFor(() => expect(screen.queryByText(said)).not.toBeInTheDocument());
    });
  }

  it("says what failed, with the request's id, and tries again", async () => {
    server.use(
      http.get(`*${api}`, () => problem(500, "The server failed", "The table does not answer."), {
        once: false,
      }),
    );
    const { user } = openAt(path);
    const [alert] = await screen.findAllByRole("alert");
    expect(alert).toHaveTextContent("The table does not answer.");
    expect(alert).toHaveTextContent("req-5f2a");
    server.resetHandlers();
    await user.click(within(alert as HTMLElement).getByRole("button", { name: "Try again" }));
    expect((await screen.findAllByText(data)).length).toBeGreaterThan(0);
  });

  it("says when it is forbidden", async () => {
    server.use(http.get(`*${api}`, () => problem(403, "Not allowed", "This needs the role admin.")));
    openAt(path);
    expect((await screen.findAllByText("This is for administrators")).length).toBeGreaterThan(0);
  });
});

describe("pages for administrators", () => {
  beforeEach(() => server.use(http.get("*/api/auth/me", () => HttpResponse.json(made.operator))));

  it("closes the users to operators, and does not list them in the rail", async () => {
    openAt("/users");
    expect(await screen.findByText("This is for administrators")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Users" })).not.toBeInTheDocument();
  });

  it("shows the audit log to operators, and does not offer to check its seals", async () => {
    openAt("/audit");
    expect((await screen.findAllByText("upload checked")).length).toBeGreaterThan(0);
    expect(screen.getByRole("link", { name: "Audit log" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Check the seals" })).not.toBeInTheDocument();
  });

  it("shows operators the source of the data, and offers them no change and no run", async () => {
    openAt("/pipeline");
    expect(await screen.findByText("Side by side.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Change to/ })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Make a day anew" })).not.toBeInTheDocument();
  });
});

describe("stale data", () => {
  it("keeps what was loaded and says that it is old", async () => {
    const { queryClient } = openAt("/lines");
    await screen.findAllByText("$7,369,339.00");
    server.use(http.get("*/api/customs-lines", () => problem(503, "Busy")));
    await queryClient.invalidateQueries({ queryKey: ["lines"] });
    expect(await screen.findByText(/may be out of date/)).toBeInTheDocument();
    expect(screen.getByText("$7,369,339.00")).toBeInTheDocument();
  });

  it("shows a strip on every page when a delivery is late", async () => {
    server.use(http.get("*/api/pipeline", () => HttpResponse.json(made.latePipeline)));
    openAt("/uploads");
    expect(await screen.findByText(/Customs report is late/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /1 data set late/ })).toBeInTheDocument();
  });

  it("says when the reference is not today's", async () => {
    openAt("/reference/tariffs?asOf=2026-03-01");
    expect(await screen.findByText(/not today's/)).toBeInTheDocument();
  });

  it("says when the reference comes from files", async () => {
    server.use(
      http.get("*/api/products", () =>
        HttpResponse.json({ ...made.referenceAnswer("products", "", null), revision: 0, source: "csv" }),
      ),
    );
    openAt("/reference/products");
    expect(await screen.findByText(/These rows are from files/)).toBeInTheDocument();
  });

  it("says that there is no connection", async () => {
    server.use(http.get("*/api/uploads", () => HttpResponse.error()));
    openAt("/uploads");
    expect(await screen.findByText("No connection")).toBeInTheDocument();
  });
});

describe("addresses that are none", () => {
  it.each(["/nowhere", "/reference/secrets"])("%s", async (path) => {
    openAt(path);
    expect(await screen.findByText("There is no such page")).toBeInTheDocument();
  });
});
