/** What people do: sign in and come back, walk a table by keys, find things, look into records, add users. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { leaveIfEnded } from "~/app/ending";
import * as made from "./factories";
import { problem } from "./handlers";
import { openAt } from "./render";
import { server } from "./setup";

const signedOut = () =>
  server.use(http.get("*/api/auth/me", () => problem(401, "Not signed in"), { once: true }));

describe("signing in", () => {
  it("leads back to where the reader was, filters and all", async () => {
    signedOut();
    const { user, router } = openAt("/lines?origin=VN&result=fail");
    await user.type(await screen.findByLabelText("User name"), "m.tanaka");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText(/That name and password do not match/)).toBeInTheDocument();
    await user.type(screen.getByLabelText("Password"), "correct horse");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { name: "Customs lines" });
    expect(router.latestLocation.search).toMatchObject({ origin: "VN", result: "fail" });
  });

  it("says how long to wait after too many attempts", async () => {
    server.use(
      http.post("*/api/auth/login", () =>
        problem(429, "Too many attempts", "Try again in 5 minutes.", {}, { "Retry-After": "300" }),
      ),
    );
    const { user } = openAt("/sign-in");
    await user.type(await screen.findByLabelText("User name"), "m");
    await user.type(screen.getByLabelText("Password"), "x");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText(/Try again in 5 min/)).toBeInTheDocument();
  });

  it("asks again when the session ends under way, and says so", async () => {
    const { user, router } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    server.use(http.get("*/api/uploads/:id", () => problem(401, "Not signed in")));
    await user.click(screen.getByRole("link", { name: "Exchange_Rate.csv" }));
    expect(await screen.findByText(/Your session ended/)).toBeInTheDocument();
    expect(router.latestLocation.search).toMatchObject({ back: "/uploads/up-6", expired: "1" });
  });

  it("forgets all that it was answered when the session ends under way", async () => {
    const { router, queryClient } = openAt("/lines");
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(queryClient.getQueryCache().getAll().length).toBeGreaterThan(2);
    server.use(http.get("*/api/pipeline", () => problem(401, "Not signed in")));
    await queryClient.refetchQueries({ queryKey: ["pipeline"] });
    await screen.findByText(/Your session ended/);
    await waitFor(() => expect(queryClient.getQueryCache().getAll()).toEqual([]));
    expect(queryClient.getMutationCache().getAll()).toEqual([]);
    expect(document.body).not.toHaveTextContent("SH2611");
    expect(router.latestLocation.search).toMatchObject({ back: "/lines" });
  });

  it("leaves a page that nobody looks after once its session has ended, and stays while it has not", async () => {
    const { router, queryClient } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    await leaveIfEnded(queryClient, router);
    expect(router.latestLocation.pathname).toBe("/uploads");
    server.use(http.get("*/api/auth/me", () => problem(401, "Not signed in")));
    await leaveIfEnded(queryClient, router);
    expect(await screen.findByText(/Your session ended/)).toBeInTheDocument();
    expect(queryClient.getQueryCache().getAll()).toEqual([]);
  });

  it("demands a password of one's own first", async () => {
    server.use(
      http.get("*/api/auth/me", () => HttpResponse.json(made.newcomer)),
      http.get("*/api/*", () =>
        problem(403, "Password to be changed", "Choose a password of your own first."),
      ),
    );
    openAt("/lines");
    expect(await screen.findByText(/Choose a password of your own/)).toBeInTheDocument();
    // Nothing is asked for that would be refused: no page is offered, no figure is fetched.
    expect(screen.queryByRole("link", { name: "Customs lines" })).not.toBeInTheDocument();
    expect(screen.queryByText("State unknown")).not.toBeInTheDocument();
  });

  it("leads on to where one wanted to go once a password of one's own is chosen", async () => {
    let chosen = false;
    signedOut();
    server.use(
      http.get("*/api/auth/me", () => HttpResponse.json(chosen ? made.operator : made.newcomer)),
      http.post("*/api/auth/login", () =>
        HttpResponse.json({ user: made.users[1], must_change_password: true }),
      ),
      http.post("*/api/auth/password", () => {
        chosen = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    server.use(http.get("*/api/auth/me", () => problem(401, "Not signed in"), { once: true }));
    const { user, router } = openAt("/lines?origin=VN");
    await user.type(await screen.findByLabelText("User name"), "j.ortiz");
    await user.type(screen.getByLabelText("Password"), "correct horse");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    for (const label of [/Current password/, /^New password(?! again)/, /New password again/])
      await user.type(await screen.findByLabelText(label), "x");
    await user.click(screen.getByRole("button", { name: "Change the password" }));
    await screen.findByRole("heading", { name: "Customs lines" });
    expect(router.latestLocation).toMatchObject({ pathname: "/lines", search: { origin: "VN" } });
  });

  it("leads to the password when an admin has reset it under way", async () => {
    const { user, router } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    server.use(
      http.get("*/api/auth/me", () => HttpResponse.json(made.newcomer)),
      http.get("*/api/uploads/:id", () =>
        problem(403, "Password to be changed", "Choose a password of your own first."),
      ),
    );
    await user.click(screen.getByRole("link", { name: "Exchange_Rate.csv" }));
    expect(await screen.findByText(/Choose a password of your own before you go on/)).toBeInTheDocument();
    expect(router.latestLocation).toMatchObject({ pathname: "/account", search: { back: "/uploads/up-6" } });
  });

  it("says beside the field what is wrong with a new password", async () => {
    server.use(
      http.post("*/api/auth/password", () =>
        problem(422, "Not valid", "new: It is short", { new: ["It needs 15 characters."] }),
      ),
    );
    const { user } = openAt("/account");
    await user.type(await screen.findByLabelText(/Current password/), "old");
    await user.type(screen.getByLabelText(/^New password(?! again)/), "short");
    await user.type(screen.getByLabelText(/New password again/), "short");
    await user.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText("It needs 15 characters.")).toBeInTheDocument();
  });

  it("ends a session that a change of the password finds ended", async () => {
    server.use(http.post("*/api/auth/password", () => problem(401, "Not signed in")));
    const { user, router } = openAt("/account");
    for (const label of [/Current password/, /^New password(?! again)/, /New password again/])
      await user.type(await screen.findByLabelText(label), "x");
    await user.click(screen.getByRole("button", { name: "Change the password" }));
    await waitFor(() => expect(router.latestLocation.search).toMatchObject({ expired: "1" }));
  });
});

describe("the table of lines", () => {
  it("is walked by keys, opens with Enter, moves on with J, closes with Esc", async () => {
    const { user, router } = openAt("/lines?from=2026-11-18&to=2026-11-18");
    const grid = await screen.findByRole("grid", { name: "Customs lines" });
    expect(grid).toHaveAttribute("aria-rowcount", "20");
    grid.focus();
    await user.keyboard("{Home}{ArrowDown}{Enter}");
    const first = (router.latestLocation.search as { line?: string }).line;
    expect(first).toMatch(/^SH\d+\.\d{3}$/);
    expect(await screen.findByText(/^How \$.* was reached$/)).toBeInTheDocument();
    await user.keyboard("j");
    await waitFor(() => expect((router.latestLocation.search as { line?: string }).line).not.toBe(first));
    await user.keyboard("{Escape}");
    await waitFor(() => expect((router.latestLocation.search as { line?: string }).line).toBeUndefined());
  });

  it("sorts by amount as amounts, and keeps it in the address", async () => {
    const { user, router } = openAt("/lines?from=2026-11-18&to=2026-11-18");
    const grid = await screen.findByRole("grid", { name: "Customs lines" });
    await user.click(within(grid).getByRole("button", { name: /Value \(USD\)/ }));
    await waitFor(() => expect(router.latestLocation.search).toMatchObject({ sort: "value" }));
    const cells = within(grid)
      .getAllByRole("row")
      .slice(1)
      .map((row) =>
        BigInt((row.querySelector('[aria-colindex="9"]')?.textContent ?? "0").replaceAll(",", "")),
      );
    expect(cells).toEqual([...cells].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

  it("shows the base, the rate, the law and the sum of each duty", async () => {
    openAt("/lines?shipment=SH261100042&line=SH261100042.007");
    const panel = await screen.findByRole("complementary", { name: "Line 007 of SH261100042" });
    expect(await within(panel).findByText("Power supply H981 29 V")).toBeInTheDocument();
    expect(within(panel).getByText("How $8,824.18 was reached")).toBeInTheDocument();
    expect(within(panel).getAllByText("of 23,239").length).toBeGreaterThan(2);
    expect(within(panel).getByText(/HTS ch.99 note 20\(f\), from 2019-05-10/)).toBeInTheDocument();
    expect(within(panel).getByText("23,239 × 0.125 = 2,904.875, half-up 2,904.88")).toBeInTheDocument();
    expect(within(panel).getByLabelText(/Page to print/)).toHaveAttribute(
      "href",
      "/api/entries/SH261100042/lines/007/trail",
    );
  });

  it("takes filters away one by one", async () => {
    const { user, router } = openAt("/lines?origin=VN&result=fail");
    await user.click(await screen.findByRole("button", { name: "Remove the filter: Origin VN" }));
    await waitFor(() => expect(router.latestLocation.search).toEqual({ result: "fail" }));
  });

  it("loads all pages, and asks for a prefix as the API wants it", async () => {
    const asked: string[] = [];
    const [one, two] = made.entries.filter((entry) => entry.lines.length > 0);
    server.use(
      http.get("*/api/customs-lines", ({ request }) => {
        const { searchParams } = new URL(request.url);
        if (searchParams.get("status")) return HttpResponse.json(made.linesAnswer([]));
        asked.push(`${searchParams.get("hts")} ${searchParams.get("cursor")}`);
        return HttpResponse.json(
          searchParams.get("cursor")
            ? made.linesAnswer(two ? [two] : [])
            : made.linesAnswer(one ? [one] : [], "next-page"),
        );
      }),
    );
    openAt("/lines?hts=8504");
    const lines = (one?.lines.length ?? 0) + (two?.lines.length ?? 0);
    expect(await screen.findByText(`${lines} lines`)).toBeInTheDocument();
    expect(asked).toEqual(["8504 null", "8504 next-page"]);
  });
});

describe("finding things", () => {
  it("opens with Ctrl K and jumps to a line by shipment and number", async () => {
    const { user, router } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: /Find a line/ }), "SH261100042 7");
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(router.latestLocation.search).toEqual({ shipment: "SH261100042", line: "SH261100042.007" }),
    );
  });

  it("goes to pages by two keys, and lists the keys", async () => {
    const { user, router } = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    await user.keyboard("gp");
    await waitFor(() => expect(router.latestLocation.pathname).toBe("/pipeline"));
    await user.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keyboard" })).toBeInTheDocument();
  });
});

describe("a record", () => {
  it("shows numbers of materials as they are written, and no history from before there was one", async () => {
    const [row] = made.recordAnswer("products", "10004156").rows;
    const version = (sequence: number, rows: Record<string, string>[]) => ({
      sequence,
      at: made.NOW,
      source: "ZEMM005",
      rows,
    });
    server.use(
      http.get("*/api/products/:key", () =>
        HttpResponse.json({
          key: "10004156",
          source: "table",
          rows: [row],
          versions: [version(9, [row ?? {}]), version(8, [{ ...row, Material: "10004155" }]), version(3, [])],
        }),
      ),
    );
    openAt("/reference/products?key=10004156");
    const panel = within(await screen.findByRole("complementary", { name: /10004156/ }));
    const field = within((await panel.findByRole("row", { name: /^Material/ })) as HTMLElement);
    expect(field.getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["10004155", "10004156"]);
    expect(panel.queryByText(/Delivery 3/)).not.toBeInTheDocument();
  });
});

describe("the tariff schedule", () => {
  it("opens branch by branch, narrows the table to it, and says where it stands", async () => {
    const { user, router } = openAt("/reference/hts");
    const tree = within(await screen.findByRole("navigation", { name: "Chapters and headings" }));
    await user.click(tree.getByRole("button", { name: /^85 ?Electrical machinery/ }));
    await user.click(tree.getByRole("button", { name: /^8501/ }));
    expect(router.latestLocation.search).toMatchObject({ under: "8501" });
    const grid = within(screen.getByRole("grid", { name: "HTS numbers" }));
    const rows = grid.getAllByRole("row").slice(1);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toHaveTextContent(/^8501/);
    const path = within(screen.getByRole("navigation", { name: "Where in the schedule" }));
    expect(path.getByText("8501")).toHaveAttribute("aria-current", "location");
    await user.click(path.getByRole("button", { name: "All chapters" }));
    expect(router.latestLocation.search).not.toHaveProperty("under");
  });

  it("says where a number is used", async () => {
    openAt("/reference/hts?key=8504409580");
    const panel = within(await screen.findByRole("complementary", { name: /8504.40.9580/ }));
    expect(await panel.findByRole("link", { name: /^\d+ customs lines?$/ })).toHaveAttribute(
      "href",
      expect.stringContaining("hts=8504.40.9580"),
    );
  });
});

describe("the seals", () => {
  it.each([
    [53, "All 53 seals of 2026-11-22 hold"],
    [1, "The one seal of 2026-11-22 holds"],
    [0, "No event of 2026-11-22 has a seal to check"],
  ])("of %i events", async (rows, words) => {
    server.use(
      http.get("*/api/audit/verify", () =>
        HttpResponse.json({ date: made.TODAY, rows, anchored: false, breaks: [] }),
      ),
    );
    const { user } = openAt("/audit");
    await user.click(await screen.findByRole("button", { name: "Check the seals" }));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});

describe("an event", () => {
  it("shows field by field what it changed", async () => {
    openAt("/audit?event=1.39");
    const panel = within(await screen.findByRole("complementary", { name: "The event" }));
    const [role] = panel.getAllByRole("row").slice(1);
    expect(
      within(role as HTMLElement)
        .getAllByRole("cell")
        .map(({ textContent }) => textContent),
    ).toEqual(["admin", "operator"]);
    expect(panel.queryByText("Status")).not.toBeInTheDocument();
    expect(panel.getByText("Edition")).toBeInTheDocument();
  });
});

describe("users", () => {
  it("shows a one-time password once", async () => {
    const { user } = openAt("/users");
    await user.click(await screen.findByRole("button", { name: "Add a user" }));
    await user.type(await screen.findByLabelText(/User name/), "n.new");
    await user.type(screen.getByLabelText(/E-mail/), "n@example.com");
    await user.click(screen.getByRole("button", { name: "Add" }));
    expect(await screen.findByText("tulip-anchor-42")).toBeInTheDocument();
  });

  it("asks before it takes a password away, and shows the new one until it is put away", async () => {
    const asked: unknown[] = [];
    server.use(
      http.patch("*/api/users/:name", async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ user: made.users[1], one_time_password: "tulip-anchor-43" });
      }),
    );
    const { user } = openAt("/users");
    const ask = async () => {
      await user.click(await screen.findByRole("button", { name: "Change j.ortiz" }));
      await user.click(await screen.findByRole("menuitem", { name: "New one-time password…" }));
      return screen.findByRole("dialog", { name: "A new one-time password for j.ortiz?" });
    };
    await user.click(within(await ask()).getByRole("button", { name: "Keep the old one" }));
    expect(asked).toEqual([]);
    const give = within(await ask()).getByRole("button", { name: "Give a new one" });
    await waitFor(() => expect(give).toBeEnabled());
    await user.click(give);
    const shown = await screen.findByRole("dialog", { name: "One-time password of j.ortiz" });
    expect(asked).toEqual([{ edition: made.users[1]?.edition, reset_password: true }]);
    await user.keyboard("{Escape}");
    expect(within(shown).getByText("tulip-anchor-43")).toBeInTheDocument();
    expect(within(shown).queryByRole("button", { name: /close/i })).not.toBeInTheDocument();
    await user.click(within(shown).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByText("tulip-anchor-43")).not.toBeInTheDocument());
  });

  it("says why the last admin stays", async () => {
    server.use(
      http.patch("*/api/users/:name", () => problem(409, "In the way", "This is the last active admin.")),
    );
    const { user } = openAt("/users");
    await user.click(await screen.findByRole("button", { name: "Change j.ortiz" }));
    await user.click(await screen.findByRole("menuitem", { name: "Make an admin" }));
    expect(await screen.findByText("This is the last active admin.")).toBeInTheDocument();
  });

  it("deactivates only after the name is typed", async () => {
    const { user } = openAt("/users");
    await user.click(await screen.findByRole("button", { name: "Change j.ortiz" }));
    await user.click(await screen.findByRole("menuitem", { name: "Deactivate…" }));
    const button = await screen.findByRole("button", { name: "Deactivate" });
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText("Type j.ortiz to confirm"), "j.ortiz");
    expect(button).toBeEnabled();
  });

  it("deactivates who was changed meanwhile, as he is now", async () => {
    const editions: number[] = [];
    server.use(
      http.patch("*/api/users/:name", async ({ request }) => {
        editions.push(((await request.json()) as { edition: number }).edition);
        return HttpResponse.json({ user: made.users[1] });
      }),
    );
    const { user } = openAt("/users");
    await user.click(await screen.findByRole("button", { name: "Change j.ortiz" }));
    server.use(
      http.get("*/api/users", () =>
        HttpResponse.json({ users: made.users.map((one) => ({ ...one, edition: one.edition + 5 })) }),
      ),
    );
    await user.click(await screen.findByRole("menuitem", { name: "Deactivate…" }));
    await user.type(screen.getByLabelText("Type j.ortiz to confirm"), "j.ortiz");
    await user.click(screen.getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(editions).toEqual([9]));
  });
});

describe("what-if", () => {
  it("sets scenarios beside the baseline, each duty with its base", async () => {
    openAt("/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22");
    expect(await screen.findByText("−$12,500.00 against the baseline")).toBeInTheDocument();
    expect(screen.getByText("25% of 50,000 USD")).toBeInTheDocument();
  });

  it("says on paper what it is an estimate of", async () => {
    openAt("/what-if?material=10004156&value=50000&s=CN.2026-11-22");
    const paper = (await screen.findByText("An estimate, not an entry.")).closest("section");
    await waitFor(() => expect(paper).toHaveTextContent("HTS number9403.20.0035"));
    expect(paper).toHaveTextContent(
      "Entered value (USD)50,000Quantity1,000Mode of transportvessel, container",
    );
    expect(paper).toHaveTextContent("Printed 2026-11-22 17:04 UTC by m.tanaka");
  });

  it("is found again by the name that somebody gives it", async () => {
    const { user, router } = openAt("/what-if?material=10004156&s=CN.2026-11-22");
    await user.type(await screen.findByLabelText("Name of the what-if"), "Vietnam, spring");
    await user.click(screen.getByRole("button", { name: "Estimate" }));
    await waitFor(() => expect(document.title).toBe("Vietnam, spring, what-if – IOR Automation"));
    expect(router.latestLocation.search).toMatchObject({ name: "Vietnam, spring", material: "10004156" });
    expect(screen.getByText("An estimate, not an entry.").closest("section")).toHaveTextContent(
      "NameVietnam, spring",
    );
  });

  it("asks for an article first", async () => {
    openAt("/what-if");
    expect(await screen.findByText("Which article?")).toBeInTheDocument();
  });

  it("says what is wrong with the article in the words of the page, once", async () => {
    const said = "'99999999' is not in the product list. Name a product, or give the HTS number.";
    server.use(
      http.post("*/api/scenarios", () =>
        problem(422, "Not valid", `lines.0.material: ${said}`, { "lines.0.material": [said] }),
      ),
    );
    openAt("/what-if?material=99999999&s=CN.2026-11-22");
    expect(await screen.findByText(`Material: ${said}`)).toBeInTheDocument();
    expect(screen.queryByText(/lines\.0/)).not.toBeInTheDocument();
  });
});

describe("what became of things", () => {
  it("tells of a held shipment what it lacks, where its lines would be", async () => {
    openAt("/lines?shipment=SH261100100");
    expect(await screen.findByText("No lines: the entry is held")).toBeInTheDocument();
    expect(screen.getByText(/Product is missing: 19999999|19999999/)).toBeInTheDocument();
    expect(screen.queryByText(/No lines match/)).not.toBeInTheDocument();
  });

  it("leads from several that are held to each, and to the others", async () => {
    const held = made.entries.filter(({ status }) => status === "needs_input");
    const many = Array.from({ length: 7 }, (_, number) => ({ ...held[0], shipment: `SH26110020${number}` }));
    server.use(
      http.get("*/api/customs-lines", () => HttpResponse.json(made.linesAnswer(many as typeof held))),
    );
    const { user, router } = openAt("/lines?from=2026-11-16&to=2026-11-22");
    expect(await screen.findByText("No lines: 7 entries are held")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "SH261100203" })).toHaveAttribute(
      "href",
      "/lines?shipment=SH261100203",
    );
    await user.click(screen.getByRole("button", { name: "and 2 more" }));
    await waitFor(() => expect(router.latestLocation.search).toMatchObject({ view: "shipments" }));
  });

  it("tells of an entry's MPF in the panel of a line", async () => {
    openAt("/lines?shipment=SH261100042&line=SH261100042.007");
    expect(await screen.findByText(/minimum and a maximum per entry.*433\.68/)).toBeInTheDocument();
  });

  it("says of single lines that their MPF has no minimum and no maximum", async () => {
    const { user } = openAt("/lines?from=2026-11-18&to=2026-11-18");
    await screen.findByRole("grid", { name: "Customs lines" });
    expect(screen.queryByText(/before the entry's MPF minimum/)).not.toBeInTheDocument();
    await user.click(screen.getByRole("combobox", { name: "Origin" }));
    const [origin] = await screen.findAllByRole("option");
    if (origin) await user.click(origin);
    expect(await screen.findByText(/before the entry's MPF minimum/)).toBeInTheDocument();
  });

  it("tells of an upload what its run came to, not what was expected", async () => {
    const [run] = made.runs;
    server.use(
      http.get("*/api/runs/:id", () =>
        HttpResponse.json({
          ...run,
          progress: [],
          held: [],
          differing: [],
          counts: { generated: 6, unchanged: 101 },
        }),
      ),
    );
    openAt("/uploads/up-6");
    expect(await screen.findByText(/has ended. Entries: 6 made, 101 unchanged/)).toBeInTheDocument();
  });

  it("tells of an upload whose run had nothing to do", async () => {
    server.use(
      http.get("*/api/runs/:id", () =>
        HttpResponse.json({ ...made.runAnswer("daily-2026-11-22"), chunks: 0, progress: [], counts: {} }),
      ),
    );
    openAt("/uploads/up-6");
    expect(await screen.findByText(/found no entry that depends on what changed/)).toBeInTheDocument();
  });

  it("counts of the held shipments those that the other figures are of", async () => {
    openAt("/lines?from=2026-11-16&to=2026-11-22&day=2026-11-22");
    await screen.findByRole("grid", { name: "Customs lines" });
    const held = made.entries.filter(
      ({ status, entry_date }) => status === "needs_input" && entry_date === "2026-11-22",
    );
    const figure = screen.getByText("Shipments held").closest("div");
    expect(figure).toHaveTextContent(`Shipments held${held.length}`);
    expect(held.length).toBeGreaterThan(0);
  });

  it.each([
    ["", 0, "Its file did not arrive in time. Upload it again.", "Send"],
    ["3f1c", 0, "Its check did not come to an end in time. Upload the file again.", "Check"],
    ["3f1c", 73, "Nobody has decided on it in time. Upload the file again.", "Confirm"],
  ])("says why an upload has expired (%j, %i rows)", async (sha256, rows, problem, step) => {
    const [first] = made.uploads;
    if (!first) throw new Error("there is no upload");
    server.use(
      http.get("*/api/uploads/:id", () =>
        HttpResponse.json({
          ...first,
          state: "expired",
          problem,
          problems: [],
          sample: [],
          sha256,
          counts: { rows, rejected: 0, withheld: 0, changed: {} },
        }),
      ),
    );
    openAt("/uploads/up-7");
    expect(await screen.findByText(`Nothing was taken over. ${problem}`)).toBeInTheDocument();
    expect(screen.getByText(step).closest("[aria-current=step]")).not.toBeNull();
  });
});
