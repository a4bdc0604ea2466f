import { describe, expect, it } from "vitest";
import measures from "~/test/fixtures/reference.json" with { type: "json" };
import { parseCsv, toCsv, toTabs } from "./csv";
import {
  addDays,
  ago,
  daysIn,
  eachDay,
  formatMoment,
  isDate,
  isTooLong,
  periodOf,
  periodText,
  today,
  took,
} from "./dates";
import { addLine, emptyStack, layerOf, layerOfProgram, stackOfDay } from "./layers";
import { parseSearch, safeBack, stringifySearch } from "./url";
import { findingName, gapName, inSentence, partName } from "./words";

describe("dates of law never shift", () => {
  it("counts the day in the business's zone", () => {
    expect(today(new Date("2026-11-23T06:30:00Z"))).toBe("2026-11-22");
    expect(today(new Date("2026-11-23T08:30:00Z"))).toBe("2026-11-23");
  });
  it("steps over months, leap days and clock changes", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-11-01", -1)).toBe("2026-10-31");
    expect(eachDay("2026-10-31", "2026-11-02")).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
    expect(daysIn("2026-10-23", "2026-11-22")).toBe(31);
  });
  it("asks for no more days than a list has", () => {
    const now = "2026-11-22";
    const longest = { from: "2026-10-23", to: now };
    expect(periodOf({}, now, 31)).toEqual(longest);
    expect(periodOf({}, now, 1)).toEqual({ from: now, to: now });
    expect(periodOf({ from: "2026-10-23", to: "2027-01-01" }, now, 1)).toEqual(longest);
    expect(periodOf({ from: now, to: "2026-10-23" }, now, 1)).toEqual(longest);
    expect(periodOf({ from: "2026-10-23" }, now, 1)).toEqual({ from: "2026-10-23", to: "2026-10-23" });
  });
  it.each([
    // Longer than a list has: the days up to its end, or up to the newest there is.
    [{ from: "2026-09-28", to: "2026-11-01" }, "2026-10-02 to 2026-11-01", true],
    [{ from: "2025-01-01", to: "2026-11-23" }, "2026-10-23 to 2026-11-22", true],
    [{ from: "2025-01-01", to: "2025-12-31" }, "2025-12-01 to 2025-12-31", true],
    [{ from: "2026-11-01", to: "2026-09-28" }, "2026-10-02 to 2026-11-01", true],
    [{ from: "2027-01-01", to: "2027-03-01" }, "2027-01-30 to 2027-03-01", true],
    [{ from: "2026-10-01", to: "2026-10-31" }, "2026-10-01 to 2026-10-31", false],
    [{ from: "2026-10-31", to: "2026-10-31" }, "2026-10-31", false],
    [{ from: "2026-10-31" }, "2026-10-31 to 2026-11-30", false],
  ])("shows of %j %s", (asked, shown, long) => {
    expect(periodText(periodOf(asked, "2026-11-22"))).toBe(shown);
    expect(isTooLong(asked)).toBe(long);
  });
  it("knows a date from a text", () => {
    expect(isDate("2026-02-29")).toBe(false);
    expect(isDate("2026-11-22")).toBe(true);
    expect(isDate("22/11/2026")).toBe(false);
  });
});

describe("moments name their zone", () => {
  it.each([
    ["utc", "2026-11-22 07:00 UTC"],
    ["business", "2026-11-21 23:00 PST"],
  ] as const)("%s", (zone, text) => expect(formatMoment("2026-11-22T07:00:00Z", zone)).toBe(text));
  it("says how long ago", () => {
    const now = Date.parse("2026-11-22T07:10:00Z");
    expect(ago("2026-11-22T07:00:00Z", now)).toBe("10 min ago");
    expect(ago("2026-11-22T10:20:00Z", now)).toBe("in 3 h");
    expect(took("2026-11-22T07:00:03Z", "2026-11-22T07:03:08Z")).toBe("3 min 05 s");
  });
});

describe("CSV", () => {
  it("quotes as RFC 4180 has it", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          ['say "hi"', "x,y"],
          ["1\r\n2", ""],
        ],
      ),
    ).toBe('\uFEFFa,b\r\n"say ""hi""","x,y"\r\n"1\r\n2",\r\n');
  });
  it.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx"])(
    "does not let a spreadsheet run %s",
    (text) => {
      expect(toCsv(["h"], [[text]]).split("\r\n")[1]).toMatch(/^"?'/);
    },
  );
  it("leaves numbers below nought alone", () =>
    expect(toCsv(["h"], [["-27.50"]])).toContain("\r\n-27.50\r\n"));
  it("keeps a copied row in one row", () => expect(toTabs([["a\tb", "c\nd"]])).toBe("a b\tc d"));
});

describe("the address", () => {
  it("holds plain texts and drops what is not set", () => {
    expect(
      stringifySearch({ from: "2026-11-01", q: "8504.40", day: undefined, s: "CN.2026-11-22,VN.2026-11-22" }),
    ).toBe("?from=2026-11-01&q=8504.40&s=CN.2026-11-22,VN.2026-11-22");
    expect(parseSearch("?q=8504&hts=0306.17")).toEqual({ q: "8504", hts: "0306.17" });
  });
  it.each([
    ["/lines?from=2026-11-01", "/lines?from=2026-11-01"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/x", "/"],
    ["javascript:alert(1)", "/"],
    ["/sign-in?back=/sign-in", "/"],
    [undefined, "/"],
  ])("back to %s is %s", (path, safe) => expect(safeBack(path)).toBe(safe));
});

describe("layers", () => {
  it.each([
    ["8504.40.9580", "mfn"],
    ["9903.88.03", "s301"],
    ["9903.05.31", "s301"],
    ["9903.82.04", "s232"],
    ["9903.03.01", "s122"],
    ["9903.01.25", "ieepa"],
    ["9903.99.99", "other"],
  ] as const)("%s is %s", (code, layer) => expect(layerOf(code)).toBe(layer));
  it.each(measures.tariffs)("$Program $Tariff Code is of one layer, by heading and by programme", (row) => {
    if (row["Tariff Code"]) expect(layerOf(row["Tariff Code"])).toBe(layerOfProgram(row.Program));
    expect(layerOfProgram(row.Program)).not.toBe("other");
  });
  it("stacks a day by programme", () => {
    const day = { mpf: "1.00", hmf: "0.50" };
    expect(stackOfDay({ ...day, duties: { COLUMN_1: "2.00", S301: "4.00", S301FL: "6.00" } })).toMatchObject({
      mfn: 200n,
      s301: 1000n,
      other: 0n,
      fees: 150n,
    });
  });
  it("adds up a line", () => {
    const stack = emptyStack();
    addLine(stack, {
      tariffs: [{ code: "9903.88.03", rate: "0.25", duty: "5809.75" }],
      mpf: "80.50",
      hmf: "29.05",
    });
    expect(stack).toMatchObject({ s301: 580975n, fees: 10955n });
  });
});

it("names a kind that nobody translated", () => {
  expect(findingName("NEW_KIND")).toBe("New kind");
  expect(gapName("MISSING_PRODUCT")).toBe("Product unknown");
});

it.each([
  ["non_metal", undefined, "Non-metal"],
  ["non_metal", true, "Non-metal remainder"],
  ["non_metal", false, "Whole article"],
  ["steel", true, "Steel content"],
  ["nickel", undefined, "Nickel"],
])("the part %s, split %s, is the %s", (part, split, words) => expect(partName(part, split)).toBe(words));

it.each([
  ["HTS numbers", "HTS numbers"],
  ["Tariff measures", "tariff measures"],
])("%s within a sentence are %s", (name, words) => expect(inSentence(name)).toBe(words));

describe("a CSV text", () => {
  it.each([
    [
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\n,\n",
      [
        ["a", "b"],
        ["", ""],
      ],
    ],
    ['"a ""quoted"", with\nbreak",b', [['a "quoted", with\nbreak', "b"]]],
    ["", []],
  ])("%j is read", (text, rows) => expect(parseCsv(text)).toEqual(rows));

  it("is read as it was written", () => {
    const rows = [
      ["1", 'say "no"'],
      ["", "a,b"],
      ["x\r\ny", ""],
    ];
    expect(parseCsv(toCsv(["one", "two"], rows))).toEqual([["one", "two"], ...rows]);
  });
});
