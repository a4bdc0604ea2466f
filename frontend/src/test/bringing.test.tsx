/** Files brought by hand: what they are, what they would do, what became of them. */
/// <reference types="node" />
import { readFileSync } from "node:fs";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { FILES, fileOf } from "~/features/uploads/files";
import { formOf, megabytes } from "~/features/uploads/sending";
import { SOURCES } from "~/shared/api/values";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

describe("bringing a file", () => {
  it("asks what a file is whose name does not say so, and tells the API", async () => {
    const asked: unknown[] = [];
    server.use(
      http.post("*/api/uploads", async ({ request }) => {
        asked.push(await request.json());
        return problem(409, "Not answered yet", "Ask again.");
      }),
    );
    const { user } = openAt("/uploads");
    await user.upload(
      await screen.findByLabelText("CSV file"),
      new File(["a,b"], "holiday.csv", { type: "text/csv" }),
    );
    await user.click(await screen.findByRole("combobox", { name: "What is “holiday.csv”?" }));
    await user.click(await screen.findByRole("option", { name: "HTS Tariff.csv" }));
    await waitFor(() =>
      expect(asked).toEqual([{ file_name: "holiday.csv", size: 3, source: "HTS Tariff.csv" }]),
    );
  });

  it("refuses what is no CSV file, before anything is sent", async () => {
    openAt("/uploads");
    fireEvent.change(await screen.findByLabelText("CSV file"), {
      target: { files: [new File(["a,b"], "Product_List.xlsx")] },
    });
    expect(await screen.findByText(/is no CSV file/)).toBeInTheDocument();
  });

  it("says in the API's words why a file is not taken", async () => {
    server.use(
      http.post("*/api/uploads", () =>
        problem(422, "Not valid", "source: no", { source: ["The file is called Invoices.csv."] }),
      ),
    );
    const { user } = openAt("/uploads");
    await user.upload(await screen.findByLabelText("CSV file"), new File(["a"], "Invoices.csv"));
    expect(await screen.findByText("The file is called Invoices.csv.")).toBeInTheDocument();
  });

  it("sends what was signed before the file, and nothing behind it", () => {
    const form = formOf({ key: "checked/7/7.csv", "Content-Type": "text/csv" }, new File(["a"], "x.csv"));
    expect([...form.keys()]).toEqual(["key", "Content-Type", "file"]);
  });

  it("knows a file by its name as the API does", () => {
    expect(["hts-TARIFF.CSV", "Product List.csv", "customs_report.csv"].map(fileOf)).toEqual([
      "HTS Tariff.csv",
      "Product_List.csv",
      "Customs_Report.csv",
    ]);
    expect(["Product_List (2).csv", "Product_List.txt", "holiday.csv"].map(fileOf)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each(SOURCES)("offers a template of %s with the columns of the sample", (name) => {
    const header = readFileSync(`../samples/${name}`, "utf8").replace("\uFEFF", "").split(/\r?\n/)[0];
    expect(FILES[name].join(",")).toBe(header);
  });

  it("shows what would change, and takes it over once, on confirmation", async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post("*/api/uploads/:id/confirm", ({ request }) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return keys.length === 1
          ? problem(409, "Changed meanwhile", "Look at what it would do now.")
          : HttpResponse.json({ ...made.uploads[0], state: "confirmed" }, { status: 202 });
      }),
    );
    const { user } = openAt("/uploads/up-7");
    expect(await screen.findByText(/Write it with dots/)).toBeInTheDocument();
    expect(await screen.findByText("row 41: “12,5”")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Rows that stay out/ })).toHaveAttribute(
      "href",
      "/api/uploads/up-7/rejected.csv",
    );
    await user.click(screen.getByRole("button", { name: "Take over 70 rows" }));
    expect(await screen.findByText("Look at what it would do now.")).toBeInTheDocument();
    // What is confirmed now is another decision than the one that was refused.
    await user.click(screen.getByRole("button", { name: "Take over 70 rows" }));
    await waitFor(() => expect(new Set(keys).size).toBe(2));
  });

  it.each([
    ["ready", /Shown here is what it would do now; before, it changed 12 records and concerned 9 entries/],
    ["checking", /The data have changed since the file was checked/],
  ] as const)("shows what it would do now, where the data changed since: %s", async (state, words) => {
    const [upload] = made.uploads;
    if (!upload) throw new Error("the samples have no upload");
    const changed = { packaging: { added: 0, changed: 2, removed: 0, unchanged: 0 } };
    let now = { ...upload, shrinks: [{ set: "packaging", before: 67, taken: 11, after: 11 }] };
    server.use(
      http.get("*/api/uploads/:id", () => HttpResponse.json(now)),
      http.post("*/api/uploads/:id/confirm", () => {
        now = { ...now, state, affected_entries: 12, counts: { ...upload.counts, changed } };
        return problem(409, "Changed meanwhile", "Look at what it would do now.", {}, {}, { upload: now });
      }),
    );
    const { user } = openAt("/uploads/up-7");
    const meant = await screen.findByRole("checkbox", { name: "That it has so few rows is meant" });
    await user.click(meant);
    await user.click(screen.getByRole("button", { name: "Take over 70 rows" }));
    expect(
      await screen.findByText((_, node) => node?.tagName === "P" && words.test(node.textContent ?? "")),
    ).toBeInTheDocument();
    if (state === "checking") return;
    expect(screen.getByText(/It concerns 12 entries/)).toBeInTheDocument();
    expect(screen.getByRole("checkbox", { name: "That it has so few rows is meant" })).not.toBeChecked();
  });

  it("sends a confirmation without an answer again as the same", async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post("*/api/uploads/:id/confirm", ({ request }) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return HttpResponse.error();
      }),
    );
    const { user } = openAt("/uploads/up-7");
    await user.click(await screen.findByRole("button", { name: "Take over 70 rows" }));
    await screen.findByText(/The server did not answer/);
    await user.click(screen.getByRole("button", { name: "Take over 70 rows" }));
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(new Set(keys).size).toBe(1);
  });
});

describe("what became of a file", () => {
  const upload = made.uploads[0] as (typeof made.uploads)[number];
  const is = (change: Partial<typeof upload>) =>
    server.use(http.get("*/api/uploads/:id", () => HttpResponse.json({ ...upload, ...change })));

  it("says that somebody threw it away, not that it was bad", async () => {
    is({ state: "refused", problem: "j.ortiz has refused it" });
    openAt("/uploads/up-7");
    expect(await screen.findByText("Thrown away")).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("leads from what came of it to the entries that the run names", async () => {
    is({ state: "loaded", run: "daily-2026-11-22" });
    openAt("/uploads/up-7");
    const link = await screen.findByRole("link", { name: "See which it held and which differ" });
    expect(link).toHaveAttribute("href", "/runs/daily-2026-11-22");
    expect(screen.getByText(/has ended. Entries: \d+ made, \d+ unchanged/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "See the lines" })).not.toBeInTheDocument();
  });

  it("says once what the whole file is refused for", async () => {
    const limit = "HTS rates: 2 of 21 rows are rejected, over the limit of 5 %.";
    const whole = { what: limit, count: 1, rows: [], remedy: "Correct the file and upload it again" };
    is({ state: "refused", problem: limit, problems: [whole, ...upload.problems] });
    openAt("/uploads/up-7");
    expect(await screen.findAllByText(limit.replace("hts_rates", "HTS rates"))).toHaveLength(1);
    expect(screen.getByText("row 14")).toBeInTheDocument();
  });

  it.each([
    [11, /11 rows of the file in place of 67. No other stays/],
    [67, /11 rows of the file in place of 67. 56 others stay, .*: 67 are left/],
  ])("is not taken over by one click where it has few rows, and %i are left", async (after, said) => {
    is({ shrinks: [{ set: "packaging", before: 67, taken: 11, after }] });
    const { user } = openAt("/uploads/up-7");
    const take = await screen.findByRole("button", { name: /^Take over/ });
    expect(take).toBeDisabled();
    expect(screen.getByText(said)).toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: "That it has so few rows is meant" }));
    expect(take).toBeEnabled();
  });

  it("says that it has nothing new", async () => {
    const same = { added: 0, changed: 0, removed: 0, unchanged: 67 };
    is({ counts: { rows: 67, rejected: 0, withheld: 0, changed: { packaging: same } } });
    openAt("/uploads/up-7");
    expect(await screen.findByText(/taking it over changes no data/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Take it over all the same" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Take over \d/ })).not.toBeInTheDocument();
  });

  it.each([
    [100, /That would be so of 100 entries/],
    [0, /No entry needs them at present/],
  ])("says what becomes of entries whose rows go (%i of them)", async (held_entries, words) => {
    const gone = { added: 0, changed: 0, removed: 37, unchanged: 36 };
    const counts = { rows: 36, rejected: 0, withheld: 0, changed: { product_master: gone } };
    is({ affected_entries: 101, held_entries, counts });
    openAt("/uploads/up-7");
    const note = (await screen.findByText("It takes away 37 rows of Product master.")).closest("p");
    expect(note).toHaveTextContent(/needs one of them is held/);
    expect(note).toHaveTextContent(words);
  });

  it("names in words the set that it is refused for", async () => {
    is({ state: "refused", problem: "product master: 33 of 73 rows are rejected.", problems: [] });
    openAt("/uploads/up-7");
    expect(await screen.findByText("Product master: 33 of 73 rows are rejected.")).toBeInTheDocument();
  });
});

describe("how long a file is", () => {
  it.each([
    [900, "900 bytes"],
    [7277, "7.1 KB"],
    [61_951, "60.5 KB"],
    [10 * 1024 * 1024 + 1, "10.1 MB"],
  ])("%i bytes is told as %s", (bytes, words) => expect(megabytes(bytes)).toBe(words));
});
