/** The lines' page: whose lines a search shows, what its figures are of, how long a period may be, and where Back leads. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { filtersOf } from "~/features/lines/chips";
import type { ListedEntry } from "~/shared/api/types";
import { cents, formatUsd } from "~/shared/lib/money";
import * as made from "./factories";
import { openAt } from "./render";
import { server } from "./setup";

const several = made.entries.filter(({ lines }) => lines.length > 2).slice(0, 2) as [
  ListedEntry,
  ListedEntry,
];
const figure = async (name: string) =>
  (await screen.findByText(name, { selector: "dt" })).parentElement?.querySelector("dd")?.textContent;

describe("a search by a material", () => {
  it("has its figures of the lines that the API answers with", async () => {
    const found = several.map((entry) => ({ ...entry, lines: entry.lines.slice(1, 2) }));
    server.use(http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer(found))));
    openAt("/lines?q=10009999&from=2026-10-23&to=2026-11-22");
    await screen.findByRole("grid", { name: "Customs lines" });
    const value = found.reduce((sum, { lines }) => sum + cents(lines[0]?.value ?? "0"), 0n);
    expect(await figure("Lines")).toBe("2");
    expect(await figure("Entered value")).toBe(formatUsd(value));
    expect(screen.getByText("before the entry's MPF minimum and maximum")).toBeInTheDocument();
  });
});

describe("the shipments that are held", () => {
  it.each([
    ["", "8", "By shipment (8 held)", null],
    ["&day=2026-11-17", "3", "By shipment (3 held)", null],
    ["&result=fail", "0", "By shipment", null],
    ["&hts=9403", "–", "By shipment", "not told by HTS number: they have no lines"],
    ["&origin=MX", "–", "By shipment", "not told by origin: they have no lines"],
    ["&q=9903.88.03", "0", "By shipment", "by shipment, material or what they lack: “9903.88.03”"],
  ])("with %j are %s, in the tab as well", async (filter, count, tab, note) => {
    openAt(`/lines?from=2026-10-23&to=2026-11-22${filter}`);
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(await figure("Shipments held")).toBe(count);
    expect(screen.getByRole("tab", { name: tab })).toBeInTheDocument();
    if (note) expect(screen.getByText(note)).toBeInTheDocument();
    else expect(screen.queryByText(/they have no lines/)).not.toBeInTheDocument();
  });
});

describe("a shipment alone", () => {
  it.each([
    ["hts=9403", { hts: "9403" }],
    ["status=generated", { status: "generated" }],
    ["q=INV1", { q: "INV1" }],
    ["from=2026-11-22&to=2026-11-22", {}],
  ])("is asked for with the other filters: %s", async (filter, also) => {
    const asked: Record<string, string>[] = [];
    server.use(
      http.get("*/api/customs-lines", ({ request }) => {
        const query = Object.fromEntries(new URL(request.url).searchParams);
        if (query["shipment"]) asked.push(query);
        return HttpResponse.json(made.linesAnswer(several.slice(0, 1)));
      }),
    );
    openAt(`/lines?shipment=${several[0].shipment}&${filter}`);
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(asked).toEqual([{ shipment: several[0].shipment, limit: "500", ...also }]);
  });
});

describe("the field of a period", () => {
  it.each([
    ["/lines", "2026-11-18", "2026-11-18", "2026-11-18"],
    ["/comparison", "2026-11-18", "2026-11-18", "2026-11-18"],
    ["/lines", "2026-11-17", "2026-11-18", "2026-11-17 – 2026-11-18"],
  ])("%s from %s to %s says %s", async (path, from, to, words) => {
    openAt(`${path}?from=${from}&to=${to}`);
    expect((await screen.findByRole("button", { name: /^Entry dates, at most/ })).textContent).toBe(words);
  });
});

describe("a period that is longer than a list", () => {
  it.each([
    ["/lines", "2025-01-01", "2026-11-23", "2026-10-23 to 2026-11-22"],
    ["/comparison", "2025-01-01", "2026-11-23", "2026-10-23 to 2026-11-22"],
    ["/lines", "2026-09-28", "2026-11-01", "2026-10-02 to 2026-11-01"],
  ])("%s from %s to %s says which days are shown", async (path, from, to, shown) => {
    openAt(`${path}?from=${from}&to=${to}`);
    expect(await screen.findByText(shown, { selector: ".period-note b" })).toBeInTheDocument();
    expect(screen.getByText(/is longer than the 31 days that are shown at once/)).toBeInTheDocument();
  });

  it("of 31 days is shown whole, without a word", async () => {
    openAt("/lines?from=2026-10-23&to=2026-11-22");
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(screen.queryByText(/is longer than/)).not.toBeInTheDocument();
  });
});

describe("Back", () => {
  it("takes back a search, whatever pauses it was typed with, and then a sort", async () => {
    const { user, router } = openAt("/lines?from=2026-10-23&to=2026-11-22");
    const grid = await screen.findByRole("grid", { name: "Customs lines" });
    await user.click(within(grid).getByRole("button", { name: "Rate" }));
    await waitFor(() => expect(router.latestLocation.search).toHaveProperty("sort"));
    const field = screen.getByRole("searchbox", { name: "Shipment, HTS, invoice or material" });
    for (const [text, all] of [
      ["SH26", "SH26"],
      ["1100", "SH261100"],
    ] as const) {
      await user.type(field, text);
      await waitFor(() => expect(router.latestLocation.search).toMatchObject({ q: all }));
    }
    router.history.back();
    await waitFor(() => expect(router.latestLocation.search).not.toHaveProperty("q"));
    expect(router.latestLocation.search).toHaveProperty("sort");
    await waitFor(() => expect(field).toHaveValue(""));
    router.history.back();
    await waitFor(() => expect(router.latestLocation.search).not.toHaveProperty("sort"));
  });
});

describe("the what-if of a line", () => {
  it("is of the whole article, and comes back to the line", async () => {
    openAt("/lines?shipment=SH261100042&line=SH261100042.007");
    const link = await screen.findByRole("link", { name: "What if" });
    const asked = new URL(link.getAttribute("href") ?? "", "http://x").searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      material: "10005242",
      value: "23239",
      quantity: "3098",
      of: "SH261100042.007",
    });
  });

  it("is offered for each material of a line that merges several", async () => {
    const [article] = made.trail.articles;
    const [invoiceLine] = made.trail.invoice_lines;
    server.use(
      http.get("*/api/entries/:shipment/lines/:line/trail", () =>
        HttpResponse.json({
          ...made.trail,
          articles: [article, { ...article, material: "10009999" }],
          invoice_lines: [
            invoiceLine,
            { ...invoiceLine, material: "10009999", units: "1", usd_with_packing: "12.50" },
          ],
        }),
      ),
    );
    const { user } = openAt("/lines?shipment=SH261100042&line=SH261100042.007");
    await user.click(await screen.findByRole("button", { name: "What if…" }));
    const items = await screen.findAllByRole("menuitem");
    expect(items.map(({ textContent }) => textContent)).toEqual([
      "10005242, 3,098 pieces, 23,239.053226 USD",
      "10009999, 1 piece, 12.5 USD",
    ]);
  });
});

describe("what a person should know of an entry", () => {
  it("stands at the line that it concerns", async () => {
    openAt("/lines?shipment=SH261100079&line=SH261100079.003");
    const note = await screen.findByRole("region", { name: "Please note" });
    expect(note).toHaveTextContent(/Case A-552-827 may cover these goods: the entry would be type 03/);
    expect(note).not.toHaveTextContent(/A-555-001/);
  });

  it("is counted and said by shipment, and its filter leaves nothing else", async () => {
    const noted = made.entries.filter(({ advisories }) => advisories.length > 0);
    openAt("/lines?from=2026-10-23&to=2026-11-22&view=shipments&noted=yes");
    const grid = await screen.findByRole("grid", { name: "Shipments" });
    expect(grid).toHaveAttribute("aria-rowcount", String(noted.length + 1));
    const [two] = within(grid).getAllByTitle(/^The invoice gives material .* Material \d+ claims USMCA/);
    expect(two).toHaveTextContent(/^2 The invoice gives/);
  });

  it("stands on the page of an entry that is held", async () => {
    const held = made.entries.find(({ status }) => status === "needs_input") as ListedEntry;
    const advisories = [{ kind: "INACTIVE_PRODUCT", subject: "4711", hts: "", origin: "" }];
    server.use(
      http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer([{ ...held, advisories }]))),
    );
    openAt(`/lines?shipment=${held.shipment}`);
    expect(await screen.findByText(/Please note: Material 4711 is not active/)).toBeInTheDocument();
  });
});

describe("a line in the address", () => {
  it("is copied with its shipment and date", async () => {
    const copied: string[] = [];
    const { user } = openAt("/lines?from=2026-10-23&to=2026-11-22&q=SH2611&line=SH261100079.003");
    vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void copied.push(text));
    await user.click(await screen.findByRole("button", { name: "Copy link" }));
    expect(await screen.findByText("Link copied")).toBeInTheDocument();
    expect(new URL(copied[0] ?? "").search).toBe(
      "?shipment=SH261100079&from=2026-11-02&to=2026-11-02&line=SH261100079.003",
    );
  });

  const held = made.entries.find(({ status }) => status === "needs_input") as ListedEntry;
  it.each([
    ["", "SH181000001.001", "Line 001 of SH181000001 is not among the lines shown.", true],
    ["&shipment=SH261100079", "SH261100079.099", /SH261100079 has no line 099/, false],
    ["&shipment=SH181000001", "SH181000001.001", /no such entry fits/, false],
    ["&origin=XX", "SH261100079.003", /not among the lines that the filters leave/, false],
    [`&shipment=${held.shipment}`, `${held.shipment}.001`, /the entry is held, and has no lines yet/, false],
    ["", "7", /“7” is no line/, false],
  ])("that is not there says so: %s, %s", async (filter, line, words, elsewhere) => {
    openAt(`/lines?from=2026-10-23&to=2026-11-22${filter}&line=${line}`);
    const said = await screen.findByText(words);
    expect(said).toBeInTheDocument();
    const link = within(said).queryByRole("link");
    if (elsewhere) expect(link).toHaveAttribute("href", `/lines?shipment=SH181000001&line=${line}`);
    else expect(link).toBeNull();
  });
});

describe("what the address asks for and nobody can read", () => {
  it.each([
    ["/lines?from=2026-11-31&to=foo", "from “2026-11-31” is not a date, such as 2026-11-22; to “foo” is not"],
    ["/comparison?from=yesterday", "from “yesterday” is not a date"],
    ["/comparison?from=2026-11-22&to=2026-11-01", "the wrong way round, from 2026-11-22 to 2026-11-01"],
    ["/what-if?value=abc", "value “abc” is not a plain number, such as 1250.50"],
  ])("is said: %s", async (path, words) => {
    openAt(path);
    expect(await screen.findByText((text) => text.includes(words))).toBeInTheDocument();
  });

  it("is not said of what can be read", async () => {
    openAt("/lines?from=2026-11-01&to=2026-11-22");
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(screen.queryByText(/Left out of the address/)).not.toBeInTheDocument();
  });
});

describe("a value's working", () => {
  it("is told in sentences, each with its capital", async () => {
    openAt("/lines?shipment=SH261100042&line=SH261100042.007");
    const why = made.trail.value.why;
    const words = `. ${why.charAt(0).toUpperCase()}${why.slice(1)}`;
    expect(why.charAt(0)).toBe(why.charAt(0).toLowerCase());
    expect(
      await screen.findByText((text) => text.startsWith("Exactly ") && text.includes(words)),
    ).toBeInTheDocument();
  });
});

describe("a column that has no room for all headings", () => {
  it.each([
    [["9903.88.03", "9903.05.90", "9903.82.09", "8544.42.9090"], "9903.88.03 9903.05.90 +1"],
    [["9903.88.03", "9903.05.90", "8544.42.9090"], "9903.88.03 9903.05.90"],
  ])("says how many more there are: %j", async (codes, words) => {
    const [entry] = several;
    const [line] = entry.lines;
    if (!line) throw new Error("the samples have a line");
    const tariffs = codes.map((code) => ({ code, rate: "25%", duty: "0.00" }));
    const listed = { ...entry, lines: [{ ...line, tariffs }] };
    server.use(http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer([listed]))));
    openAt(`/lines?shipment=${entry.shipment}`);
    expect(await screen.findByTitle(codes.slice(0, -1).join(" "))).toHaveTextContent(words);
  });
});

describe("the name of a file of lines", () => {
  it.each([
    [{}, []],
    [{ q: "SH26/1 x", origin: "VN", result: "fail" }, ["vn", "sh26_1_x", "fail"]],
    [{ noted: "yes", status: "needs_input" }, ["held", "noted"]],
  ] as const)("says what it was filtered by: %j", (search, words) => {
    expect(filtersOf(search)).toEqual(words);
  });
});
