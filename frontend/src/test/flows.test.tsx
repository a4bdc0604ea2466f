/** What people do: sign in and come back, walk a table by keys, find things, judge differences, bring files, add users. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
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
    expect(await screen.findByText("That user name and password do not match.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Password"), "correct horse");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { name: "Customs lines" });
    expect(router.latestLocation.search).toMatchObject({ origin: "VN", result: "fail" });
  });

  it("says how long to wait after too many attempts", async () => {
    server.use(
      http.post("*/api/auth/login", () =>
        HttpResponse.json(
          { title: "Too many", status: 429 },
          { status: 429, headers: { "Retry-After": "300" } },
        ),
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

  it("demands a password of one's own first", async () => {
    server.use(
      http.get("*/api/auth/me", () => HttpResponse.json({ ...made.me, must_change_password: true })),
    );
    openAt("/lines");
    expect(await screen.findByText(/Choose a password of your own/)).toBeInTheDocument();
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

describe("bringing a file", () => {
  it("refuses a name that nobody knows, before anything is sent", async () => {
    const { user } = openAt("/uploads");
    await user.upload(
      await screen.findByLabelText("CSV file"),
      new File(["a,b"], "holiday.csv", { type: "text/csv" }),
    );
    expect(await screen.findByText(/is none of the files that are known/)).toBeInTheDocument();
  });

  it("shows what would change, and takes it over once, on confirmation", async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post("*/api/uploads/:id/confirm", ({ request }) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return HttpResponse.json({ ...made.uploads[0], state: "confirmed" }, { status: 202 });
      }),
    );
    const { user } = openAt("/uploads/up-7");
    expect(await screen.findByText(/Write it with dots/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Rejected rows/ })).toHaveAttribute(
      "href",
      "/api/uploads/up-7/rejected.csv",
    );
    await user.click(screen.getByRole("button", { name: "Take over 71 rows" }));
    await waitFor(() => expect(keys).toEqual(["confirm-up-7"]));
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

  it("says why the last admin stays", async () => {
    server.use(
      http.patch("*/api/users/:name", () => problem(409, "Conflict", "This is the last active admin.")),
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
});

describe("what-if", () => {
  it("sets scenarios beside the baseline, each duty with its base", async () => {
    openAt("/what-if?material=10004156&value=50000&quantity=1000&s=CN.2026-11-22,VN.2026-11-22");
    expect(await screen.findByText("−$12,500.00 against the baseline")).toBeInTheDocument();
    expect(screen.getByText("25% of 50,000 USD")).toBeInTheDocument();
  });

  it("asks for an article first", async () => {
    openAt("/what-if");
    expect(await screen.findByText("Which article?")).toBeInTheDocument();
  });
});
