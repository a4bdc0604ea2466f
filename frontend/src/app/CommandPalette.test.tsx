import { screen, waitFor, within } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import * as made from "~/test/factories";
import { problem } from "~/test/handlers";
import { openAt } from "~/test/render";
import { server } from "~/test/setup";
import { keepKeys, takeKeys } from "./keysMeanwhile";

async function typed(text: string) {
  const view = openAt("/uploads");
  await screen.findByText("Exchange_Rate.csv");
  await view.user.keyboard("{Control>}k{/Control}");
  await view.user.type(await screen.findByRole("combobox", { name: /Find a line/ }), text);
  return view;
}
const offers = async () =>
  within(await screen.findByRole("listbox", { name: "Found" }))
    .queryAllByRole("option")
    .map(({ textContent }) => textContent ?? "");

describe("the palette offers what leads somewhere", () => {
  it.each([
    ["a heading", "9903.88.03", "/reference/tariffs", { q: "9903.88.03" }],
    ["a material", "10005242", "/reference/products", { q: "10005242", key: "10005242" }],
    ["a product's name", "Adjustable base Cal King R5", "/reference/products", { key: "10004156" }],
    ["an HTS number", "8504409580", "/reference/hts", { key: "8504409580" }],
    ["a packaging material", "910005825", "/reference/packaging", { q: "910005825" }],
    ["a page", "prod", "/reference/products", {}],
  ])("to %s, at once on Enter", async (_, text, pathname, search) => {
    // The samples answer without dots only where they are filed so; the API finds digits either way.
    const { user, router } = await typed(text);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.latestLocation.pathname).toBe(pathname));
    expect(router.latestLocation.search).toMatchObject(search);
  });

  it("not to HTS numbers for a heading that is none", async () => {
    await typed("9903.88.03");
    await waitFor(async () => expect(await offers()).toContain("Tariff measures with “9903.88.03”Reference"));
    expect((await offers()).filter((offer) => /HTS number|Product/.test(offer))).toEqual([]);
  });

  it("not to a shipment that has no entry", async () => {
    await typed("SH999999999");
    await waitFor(async () => expect(await offers()).toEqual([]));
    expect(await screen.findByText(/^Nothing found/)).toBeInTheDocument();
  });

  it("not to a line that the shipment has not, but to the shipment", async () => {
    await typed("SH261100042 99");
    await waitFor(async () => expect((await offers())[0]).toBe("Customs lines of SH261100042"));
  });
});

describe("the palette says why it offers nothing", () => {
  const HEARD = "What is looked up needs three letters or digits at least.";

  it.each([
    ["zq", HEARD, /Nothing found/],
    ["us", HEARD, /Nothing found/],
    ["zqx", /^Nothing found in the 31 days up to/, HEARD],
  ])("for %j", async (text, words, others) => {
    await typed(text);
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByText(others)).not.toBeInTheDocument();
  });

  it.each(["customs-lines", "products", "hts", "tariffs", "packaging"])(
    "where %s could not be asked",
    async (path) => {
      server.use(http.get(`*/api/${path}`, () => problem(503, "Not available", "Try again in a minute.")));
      await typed("zqx");
      expect(
        await screen.findByText("Not everything could be looked up: Try again in a minute."),
      ).toBeInTheDocument();
      expect(screen.queryByText(/Nothing found/)).not.toBeInTheDocument();
    },
  );

  it("where the shipment could not be asked for, beside what is offered", async () => {
    server.use(http.get("*/api/entries/:shipment", () => problem(503, "Not available", "Try again.")));
    await typed("SH261100042");
    expect(await screen.findByText("Not everything could be looked up: Try again.")).toBeInTheDocument();
    expect((await offers())[0]).toBe("Customs lines of SH261100042");
  });

  it("but not of a shipment that has no entry", async () => {
    await typed("SH999999999");
    expect(await screen.findByText(/^Nothing found/)).toBeInTheDocument();
    expect(screen.queryByText(/could be looked up/)).not.toBeInTheDocument();
  });
});

describe("an offer of a shipment", () => {
  it("says how many of its lines were found, and leads to all", async () => {
    const entry = made.entries.find(({ lines }) => lines.length > 2);
    const none = made.entries.find(({ status }) => status === "needs_input");
    if (!entry || !none) throw new Error("the samples have both");
    server.use(
      http.get("*/api/customs-lines", () =>
        HttpResponse.json(made.linesAnswer([{ ...entry, lines: entry.lines.slice(0, 1) }, none])),
      ),
    );
    const { user, router } = await typed("10009999");
    const offer = await screen.findByRole("option", { name: new RegExp(`^${entry.shipment}`) });
    expect(offer).toHaveTextContent(`${entry.shipment}${entry.entry_date}, 1 line found`);
    expect(screen.getByRole("option", { name: new RegExp(`^${none.shipment}`) })).toHaveTextContent(
      `${none.shipment}${none.entry_date}, held`,
    );
    await user.click(offer);
    await waitFor(() => expect(router.latestLocation.search).toEqual({ shipment: entry.shipment }));
  });
});

describe("keys until the palette is there", () => {
  afterEach(() => void takeKeys());

  it("are in its field", async () => {
    server.use(
      http.get("*/api/customs-lines", async () => {
        await delay("infinite");
        return HttpResponse.json(made.linesAnswer([]));
      }),
    );
    const { user } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    await user.keyboard("{Control>}k{/Control}85x{Backspace}04");
    await waitFor(() => expect(screen.getByRole("combobox", { name: /Find a line/ })).toHaveValue("8504"));
    await user.keyboard("40");
    expect(screen.getByRole("combobox", { name: /Find a line/ })).toHaveValue("850440");
  });

  it.each([
    ["in their order, corrected", ["8", "5", "x", "Backspace", "Enter", "0"], "850", false],
    ["until Escape gives up", ["8", "5", "Escape", "4"], "", true],
    ["but for those that do something else", ["Shift", "g", "ArrowDown"], "g", false],
  ])("are kept %s", (_, keys, kept, ended) => {
    let escaped = false;
    keepKeys(() => {
      escaped = true;
    });
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    expect(takeKeys()).toBe(kept);
    expect(escaped).toBe(ended);
  });

  it("do nothing else meanwhile, and are everybody's again afterwards", () => {
    const press = () => {
      const event = new KeyboardEvent("keydown", { key: "g", bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    };
    keepKeys(() => undefined);
    expect(press()).toBe(true);
    takeKeys();
    expect(press()).toBe(false);
  });
});
