/** Differences: judged, of one shipment, as a file, and found again after they were compared anew. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

describe("judging a difference", () => {
  it("acknowledges with a reason, and offers to undo", async () => {
    const sent: unknown[] = [];
    let undone = 0;
    server.use(
      http.post("*/api/comparisons/:id/findings/:n/acknowledge", async ({ request, params }) => {
        sent.push([params["id"], params["n"], await request.json()]);
        return HttpResponse.json(made.comparisons[0]);
      }),
      http.delete("*/api/comparisons/:id/findings/:n/acknowledge", () => {
        undone++;
        return HttpResponse.json(made.comparisons[0]);
      }),
    );
    const { user } = openAt("/comparison?from=2026-10-23&to=2026-11-22&finding=SH261000089.1.1");
    const panel = await screen.findByRole("complementary", { name: "The difference" });
    expect(within(panel).getByText(/2,762.25 USD of duty is owed/)).toBeInTheDocument();
    await user.type(within(panel).getByLabelText(/Acknowledge/), "Filed with the broker");
    await user.click(within(panel).getByRole("button", { name: "Acknowledge" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undone).toBe(1));
    expect(sent).toEqual([["SH261000089.1", "1", { reason: "Filed with the broker" }]]);
  });
});

describe("a shipment alone", () => {
  it("has the verdict and the duty effect of its own, not those of its day", async () => {
    const failed = made.comparisons.find(({ status }) => status === "fail");
    if (!failed) throw new Error("the samples have one");
    openAt(`/comparison?from=2026-10-23&to=2026-11-22&shipment=${failed.shipment}`);
    expect(await screen.findByText("Failed: 1 shipment differs beyond tolerance.")).toBeInTheDocument();
    expect(screen.getByText(new RegExp(`Of shipment ${failed.shipment} alone`))).toBeInTheDocument();
    expect(screen.getByText("Fail").nextElementSibling).toHaveTextContent("1");
  });
});

describe("a file of the differences", () => {
  it("has all tabs, and says in its name of when", async () => {
    let saved: Blob | undefined;
    const names: string[] = [];
    const original = { make: URL.createObjectURL, revoke: URL.revokeObjectURL };
    URL.createObjectURL = (blob) => {
      saved = blob as Blob;
      return "blob:ours";
    };
    URL.revokeObjectURL = () => {};
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    const { user } = openAt("/comparison?from=2026-10-23&to=2026-11-22");
    await user.click(await screen.findByRole("button", { name: "Download CSV" }));
    click.mockRestore();
    Object.assign(URL, { createObjectURL: original.make, revokeObjectURL: original.revoke });
    expect(names).toEqual(["differences-2026-10-23-2026-11-22.csv"]);
    const text = await saved?.text();
    const shown = made.comparisons.filter(
      ({ entry_date }) => entry_date >= "2026-10-23" && entry_date <= "2026-11-22",
    );
    const count = shown.reduce((sum, { findings }) => sum + findings.length, 0);
    expect(text?.trim().split("\r\n")).toHaveLength(1 + count);
    expect(text).toMatch(/^\uFEFF?Tab,Entry date/);
    expect(text).toContain("\r\nMinor,");
  });
});

describe("a link to a difference that was compared anew", () => {
  const [current] = made.comparisons.filter(({ findings }) => findings.length > 0);
  if (!current) throw new Error("the samples have one");
  const now = { ...current, id: `${current.shipment}.3`, version: 3 };
  const dates = `from=${current.entry_date}&to=${current.entry_date}`;
  const page = (list: (typeof current)[]) =>
    server.use(
      http.get("*/api/comparisons", () => HttpResponse.json(made.comparisonsAnswer(list))),
      http.get("*/api/comparisons/:id", ({ params }) =>
        params["id"] === current.id ? HttpResponse.json(current) : problem(404, "No such comparison"),
      ),
    );

  it("opens the same difference of now", async () => {
    page([now]);
    const { router } = openAt(`/comparison?${dates}&finding=${current.id}.1`);
    await screen.findByRole("complementary", { name: "The difference" });
    expect(router.latestLocation.search).toMatchObject({ finding: `${now.id}.1` });
  });

  it("says so where it does not differ any more", async () => {
    page([{ ...now, findings: [] }]);
    const { user, router } = openAt(`/comparison?${dates}&finding=${current.id}.1`);
    expect(await screen.findByText(/compared anew since/)).toHaveTextContent(
      new RegExp(`${current.shipment}.*does not differ in this any more`),
    );
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(router.latestLocation.search).not.toHaveProperty("finding"));
  });

  it("offers those that may be it where several are alike", async () => {
    const [former] = current.findings;
    if (!former) throw new Error("the samples have one");
    const alike = ["098", "099"].map((line, at) => ({ ...former, line, n: at + 1 }));
    page([{ ...now, findings: alike }]);
    const { user, router } = openAt(`/comparison?${dates}&finding=${current.id}.1`);
    const words = await screen.findByText(/compared anew since/);
    expect(words).toHaveTextContent(/which of 2 differences of this kind it is now cannot be told/);
    expect(screen.queryByText(/does not differ in this any more/)).not.toBeInTheDocument();
    await user.click(within(words).getByRole("link", { name: "line 099" }));
    await waitFor(() => expect(router.latestLocation.search).toMatchObject({ finding: `${now.id}.2` }));
    expect(await screen.findByRole("complementary", { name: "The difference" })).toBeInTheDocument();
  });

  it("leads to its date where another is shown", async () => {
    page([]);
    openAt(`/comparison?from=2026-01-01&to=2026-01-01&finding=${current.id}.1`);
    const link = await screen.findByRole("link", { name: `Show the shipment on ${current.entry_date}` });
    expect(link).toHaveAttribute("href", expect.stringContaining(current.shipment));
  });

  it("says that there is none where there never was", async () => {
    page([now]);
    openAt(`/comparison?${dates}&finding=SH1.1.1`);
    expect(await screen.findByText(/There is no difference/)).toBeInTheDocument();
  });
});

describe("the verdict", () => {
  it("says how many of those that fail are acknowledged", async () => {
    const failed = made.comparisons.filter(({ status }) => status === "fail").slice(0, 3);
    const by = { by: "j.ortiz", at: made.NOW, reason: "Told the broker." };
    const list = failed.map((one, index) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, acknowledged: index === 0 ? by : null })),
    }));
    server.use(http.get("*/api/comparisons", () => HttpResponse.json(made.comparisonsAnswer(list))));
    openAt("/comparison?from=2026-10-23&to=2026-11-22");
    expect(
      await screen.findByText("Failed: 3 shipments differ beyond tolerance. 1 of them is acknowledged."),
    ).toBeInTheDocument();
  });
});
