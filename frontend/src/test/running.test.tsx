/** The pipeline in the hands of people: a day made anew, a run and its entries, alerts, the source of the data. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

describe("making a day anew", () => {
  it("takes a date by keys, and the calendar goes out of the way", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post("*/api/runs", async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ run: made.runs[0], deliveries: [] }, { status: 202 });
      }),
    );
    const { user } = openAt("/pipeline");
    await user.click(await screen.findByRole("button", { name: "Make a day anew" }));
    const field = await screen.findByRole("textbox", { name: "Entry date" });
    await user.click(field);
    const level = { name: "November 2026" };
    expect(await screen.findByRole("button", level)).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, "2026-11-18{Enter}");
    await waitFor(() => expect(screen.queryByRole("button", level)).not.toBeInTheDocument());
    await user.click(await screen.findByRole("button", { name: "Make 2026-11-18 anew" }));
    await waitFor(() => expect(sent).toEqual([{ date: "2026-11-18" }]));
  });

  it("offers the newest day with entries, and leads to the run", async () => {
    const newest = { entries: "2026-11-20", comparisons: "2026-11-20" };
    server.use(http.get("*/api/pipeline", () => HttpResponse.json({ ...made.pipeline, newest })));
    const { user, router } = openAt("/pipeline");
    await user.click(await screen.findByRole("button", { name: "Make a day anew" }));
    await user.click(await screen.findByRole("button", { name: "Make 2026-11-20 anew" }));
    await user.click(await screen.findByRole("link", { name: `run ${made.runs[0]?.id}` }));
    expect(router.latestLocation.pathname).toBe(`/runs/${made.runs[0]?.id}`);
  });
});

describe("a run", () => {
  const run = made.runAnswer("daily-2026-11-22");
  if (!run) throw new Error("there is no run");
  const is = (change: Partial<typeof run>) =>
    server.use(http.get("*/api/runs/:id", () => HttpResponse.json({ ...run, ...change })));

  it("lists by date the entries that it held, and those that it found to differ", async () => {
    const one = { shipment: "SH261100107", entry_date: "2026-11-22" };
    const many = Array.from({ length: 14 }, (_, number) => ({
      shipment: `SH26110${1000 + number}`,
      entry_date: "2026-11-17",
    }));
    is({ held: [...many, one], differing: [{ shipment: "SH261100030", entry_date: "2026-11-22" }] });
    openAt("/runs/daily-2026-11-22");
    const held = within(await screen.findByRole("region", { name: "Held" }));
    expect(held.getByText(/^15 entries/)).toBeInTheDocument();
    expect(held.getByRole("link", { name: "SH261100107" })).toHaveAttribute(
      "href",
      "/lines?from=2026-11-22&to=2026-11-22&shipment=SH261100107",
    );
    expect(held.getAllByRole("term").map(({ textContent }) => textContent)).toEqual([
      "2026-11-22",
      "2026-11-17",
    ]);
    expect(held.getByRole("link", { name: "and 2 more" })).toHaveAttribute(
      "href",
      expect.stringContaining("from=2026-11-17&to=2026-11-17&status=needs_input"),
    );
    const differing = within(screen.getByRole("region", { name: "Differ materially" }));
    expect(differing.getByRole("link", { name: "SH261100030" })).toHaveAttribute(
      "href",
      "/comparison?from=2026-11-22&to=2026-11-22&shipment=SH261100030",
    );
  });

  it("says where it kept no names", async () => {
    is({ held: [], differing: [], counts: { needs_input: 8 } });
    openAt("/runs/daily-2026-11-22");
    expect(await screen.findByText(/Which 8 were meant was not kept/)).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Differ materially" })).not.toBeInTheDocument();
  });

  it.each([
    [["2026-11-23", "2026-11-23"], "No entry has the date 2026-11-23: there was nothing to do."],
    [["2026-11-23"], "No entry has the date 2026-11-23: there was nothing to do."],
    [["2026-11-23", "2026-11-24"], "No entry has one of these dates: there was nothing to do."],
    [[], "No entry depends on what was delivered: there was nothing to do."],
  ])("of no chunk says why, of the dates %j", async (dates, words) => {
    is({ dates, chunks: 0, progress: [], counts: {}, held: [], differing: [] });
    openAt("/runs/daily-2026-11-22");
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByText(/Counted when/)).not.toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "Chunks" })).not.toBeInTheDocument();
    expect(screen.queryByText(/(\S+) to \1$/)).not.toBeInTheDocument();
  });
});

describe("the stage that loads", () => {
  const [whole] = made.deliveries;
  if (!whole) throw new Error("there is no delivery");
  const LOST: Partial<typeof whole> = { state: "refused", problem: "Packaging has 11 rows where it had 67." };
  const NEWER: Partial<typeof whole> = {
    state: "superseded",
    problem: "A newer delivery was loaded before it.",
  };
  const LEFT: Partial<typeof whole> = { state: "abandoned", problem: "Its load did not come to an end." };
  const GOOD = { made_good: true };

  it.each([
    ["a refused delivery", [LOST], /^Failed \(1\)$/],
    ["an abandoned one", [LEFT], /^Failed \(1\)$/],
    ["one that lost rows", [{ rejected: 3 }], /^Failed \(1\)$/],
    ["a superseded one", [NEWER], /^On time$/],
    ["a superseded one of which rows were rejected", [{ ...NEWER, rejected: 3 }], /^On time$/],
    [
      "a refused one that a whole one followed",
      [{ ...LOST, ...GOOD }],
      /^On time1 refused, a whole one came since$/,
    ],
    [
      "an abandoned one that a whole one followed",
      [{ ...LEFT, ...GOOD }],
      /^On time1 abandoned, a whole one came since$/,
    ],
    [
      "one that lost rows, and a whole one followed",
      [{ rejected: 3, ...GOOD }],
      /^On time1 with rejected rows, a whole one came since$/,
    ],
    [
      "several of each kind",
      [LOST, NEWER, { ...LOST, ...GOOD }, { ...LOST, ...GOOD, rejected: 3 }, { ...LEFT, ...GOOD }],
      /^Failed \(1\)2 refused, 1 abandoned, whole ones came since$/,
    ],
    ["none", [], /^On time$/],
  ] as const)("tells of %s", async (_, changes, words) => {
    const deliveries = [...changes, {}].map((change, at) => ({ ...whole, sequence: 128 - at, ...change }));
    server.use(http.get("*/api/deliveries", () => HttpResponse.json({ deliveries })));
    openAt("/pipeline");
    const load = await screen.findByRole("row", { name: /^Load/ });
    await within(load).findByText("73 rows");
    expect(load.querySelector("td")?.textContent).toMatch(words);
  });
});

describe("the page of the pipeline", () => {
  it("asks for alerts anew with the rest", async () => {
    let asked = 0;
    server.use(
      http.get("*/api/alerts", () => {
        asked++;
        return HttpResponse.json({ alerts: made.alerts.slice(0, asked - 1) });
      }),
    );
    const { user } = openAt("/pipeline");
    expect(await screen.findByText("No alerts")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(made.alerts[0]?.title ?? "")).toBeInTheDocument();
  });
});

describe("an alert", () => {
  it("leads to what it speaks of", async () => {
    const [told] = made.alerts;
    if (!told) throw new Error("there is no alert");
    const dates = Array.from({ length: 7 }, (_, number) => `2026-11-${22 - number}`);
    server.use(
      http.get("*/api/alerts", () =>
        HttpResponse.json({
          alerts: [
            { ...told, id: "discrepancies-load-8", facts: { entries: 20, dates: ["2026-11-20"] } },
            { ...told, id: "run-load-8", kind: "run", title: "Run load-8", facts: { dates } },
            { ...told, id: "upload-up-6", kind: "failure", title: "Upload", facts: { upload: "up-6" } },
            { ...told, id: "overdue-report", kind: "overdue", title: "Report", facts: { source: "report" } },
          ],
        }),
      ),
    );
    openAt("/pipeline");
    const [differs, run, upload, overdue] = await within(
      await screen.findByRole("list", { name: /^Alerts of/ }),
    ).findAllByRole("listitem");
    const hrefs = (item: HTMLElement | undefined) =>
      [...(item?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"));
    expect(hrefs(differs)).toEqual(["/runs/load-8", "/comparison?from=2026-11-20&to=2026-11-20&status=fail"]);
    expect(hrefs(run)).toHaveLength(6);
    expect(hrefs(run)[1]).toBe("/lines?from=2026-11-22&to=2026-11-22&status=needs_input&view=shipments");
    expect(run).toHaveTextContent("and 2 more, in the run");
    expect(hrefs(upload)).toEqual(["/uploads/up-6"]);
    expect(hrefs(overdue)).toEqual([]);
  });
});

describe("the source of the data", () => {
  it("is changed with a reason, and without a report that says equal only on demand", async () => {
    const sent: unknown[] = [];
    server.use(
      http.put("*/api/shadow", async ({ request }) => {
        sent.push(await request.json());
        return problem(409, "Not proven", "The last report does not say equal.");
      }),
    );
    const { user } = openAt("/pipeline");
    await user.click(await screen.findByRole("button", { name: "Change to: table" }));
    const dialog = within(await screen.findByRole("dialog", { name: /Change the source/ }));
    const button = dialog.getByRole("button", { name: "Change to: table" });
    expect(button).toBeDisabled();
    await user.type(dialog.getByLabelText("Why"), "Two weeks went well");
    await user.click(button);
    expect(await dialog.findByText("The last report does not say equal.")).toBeInTheDocument();
    await user.click(dialog.getByLabelText(/although no report says/));
    await user.click(dialog.getByRole("button", { name: "Change to: table" }));
    await waitFor(() =>
      expect(sent).toEqual([
        { mode: "dynamodb", edition: 3, reason: "Two weeks went well" },
        { mode: "dynamodb", edition: 3, reason: "Two weeks went well", force: true },
      ]),
    );
  });
});

describe("a stage without files", () => {
  const notice = "No files are configured: there is only the table to read.";
  const is = (change: Partial<typeof made.shadow>) =>
    server.use(http.get("*/api/shadow", () => HttpResponse.json({ ...made.shadow, notice, ...change })));

  it("offers no way that reads files", async () => {
    is({ mode: "dynamodb", reads: "table" });
    openAt("/pipeline");
    expect(await screen.findByText(new RegExp(notice))).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Change to/ })).not.toBeInTheDocument();
  });

  it("goes back to the table freely: that is what is read already", async () => {
    const sent: unknown[] = [];
    is({ mode: "csv", reads: "table", verdict: null });
    server.use(
      http.put("*/api/shadow", async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ ...made.shadow, mode: "dynamodb" });
      }),
    );
    const { user } = openAt("/pipeline");
    const change = await screen.findByRole("button", { name: "Change to: table" });
    expect(screen.queryByText(/read the business's files/)).not.toBeInTheDocument();
    await user.click(change);
    const dialog = within(await screen.findByRole("dialog", { name: /Change the source/ }));
    expect(dialog.queryByRole("checkbox")).not.toBeInTheDocument();
    await user.type(dialog.getByLabelText("Why"), "A slip");
    await user.click(dialog.getByRole("button", { name: "Change to: table" }));
    await waitFor(() =>
      expect(sent).toEqual([{ mode: "dynamodb", edition: 3, reason: "A slip", force: true }]),
    );
  });
});

describe("the last deliveries", () => {
  it("name what they count, and in which sets", async () => {
    const [delivery] = made.deliveries;
    const rows = { product_weights: 73, product_master: 73 };
    server.use(
      http.get("*/api/deliveries", () =>
        HttpResponse.json({ deliveries: [{ ...delivery, rows, changed: { product_master: 5 } }] }),
      ),
    );
    openAt("/pipeline");
    expect(await screen.findByTitle("Product weights 73, Product master 73")).toHaveTextContent("146");
    expect(screen.getByTitle("Product master 5")).toHaveTextContent("5");
    for (const name of ["Rows in all sets", "Units changed"])
      expect(screen.getByRole("columnheader", { name })).toBeInTheDocument();
  });
});
