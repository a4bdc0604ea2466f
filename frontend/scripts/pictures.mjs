/**
 * Pictures of every page for the documents, from a stack that runs: BASE_URL, and IOR_PEOPLE, the file with the passwords
 * of `admin` and `operator`. They go to ../docs/pictures; the names that are given on the command line, or all. What they
 * need to look like every day – a file that waits, some more users – is made before and taken away after.
 *   --look   every page wide and on a phone, light and dark, into screens/: to be looked at
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { withPalette } from "./png.mjs";
import { browser, json, LINE, PERIOD, SITE, signedIn, whole } from "./stack.mjs";

const look = process.argv.includes("--look");
const FOLDER = new URL(look ? "../screens/" : "../../docs/pictures/", import.meta.url);
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const DARK = { colorScheme: "dark" };
const WHAT_IF =
  "/what-if?material=10005242&value=50000&quantity=6000&s=CN.2026-11-22,VN.2026-11-22,MX.2026-11-22";

/** Name, address, and what is not as usual. */
const PICTURES = [
  ["sign-in", "/sign-in", { nobody: true }],
  ["today", "/"],
  ["lines", `/lines?${PERIOD}`],
  ["line", LINE],
  ["shipments", `/lines?view=shipments&${PERIOD}`],
  ["comparison", `/comparison?${PERIOD}`],
  ["difference", ({ finding }) => `/comparison?${PERIOD}&finding=${finding}`],
  ["pipeline", "/pipeline"],
  ["run", ({ run }) => `/runs/${run}`],
  ["uploads", "/uploads"],
  ["upload", ({ upload }) => `/uploads/${upload}`],
  ["products", "/reference/products?key=10005242"],
  ["hts-numbers", "/reference/hts?under=8501&key=8501312000"],
  ["tariff-measures", "/reference/tariffs?asOf=2026-11-22"],
  ["packaging", "/reference/packaging"],
  ["exchange-rates", "/reference/exchange-rates"],
  ["what-if", WHAT_IF],
  ["users", "/users"],
  ["audit", "/audit"],
  ["account", "/account"],
  ["palette", "/lines", { find: "8504.40" }],
  ["today-dark", "/", DARK],
  ["line-dark", LINE, DARK],
  ["comparison-dark", `/comparison?${PERIOD}`, DARK],
  ["what-if-dark", WHAT_IF, DARK],
  ["today-phone", "/", { viewport: PHONE }],
  ["line-phone", LINE, { viewport: PHONE }],
  ["comparison-phone", `/comparison?${PERIOD}`, { viewport: PHONE, ...DARK }],
];

/** A product list with two weights changed and a number that a spreadsheet has spoilt, checked and not confirmed. */
async function bring(api) {
  const rows = readFileSync(new URL("../../samples/Product_List.csv", import.meta.url), "utf8").split(
    /\r?\n/,
  );
  const text = rows
    .map((row, index) => {
      if (index === 4 || index === 9)
        return row.replace(/,EA,([\d.]+),/, (_, kilograms) => `,EA,${kilograms - 1},`);
      return index === 30 ? row.replace(/,\d{4}\.\d{2}\.\d{4},/, ",8.50131E+09,") : row;
    })
    .join("\r\n");
  const name = "Product_List.csv";
  const asked = { file_name: name, size: Buffer.byteLength(text) };
  const { id, url, fields } = await json(await api.post("/api/uploads", { data: asked }));
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append("file", new Blob([text], { type: "text/csv" }), name);
  await fetch(url, { method: "POST", body: form });
  for (;;) {
    const { state } = await json(await api.get(`/api/uploads/${id}`));
    if (state !== "waiting" && state !== "checking") return id;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const COLLEAGUES = [
  ["m.tanaka", "admin"],
  ["j.ortiz", "operator"],
  ["a.lindqvist", "operator"],
];

async function take(state, [name, path, unusual = {}], made) {
  const { find, nobody, ...options } = unusual;
  const context = await browser.newContext({
    baseURL: SITE,
    viewport: WIDE,
    timezoneId: "America/New_York",
    locale: "en-US",
    reducedMotion: "reduce",
    ...(nobody ? {} : { storageState: state }),
    ...options,
  });
  const page = await context.newPage();
  await page.goto(typeof path === "function" ? path(made) : path);
  await whole(page);
  if (find) {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Find a line/ }).fill(find);
    await page.getByRole("option", { name: /^SH/ }).first().waitFor();
  }
  await whole(page);
  const shot = await page.screenshot({ caret: "hide", animations: "disabled", fullPage: look });
  const png = look ? shot : withPalette(shot);
  writeFileSync(new URL(`${name}.png`, FOLDER), png);
  console.log(`${name}.png`.padEnd(24), `${Math.ceil(png.length / 1024)} KB`);
  await context.close();
}

/** As they are, or each page in four ways. */
function asked() {
  if (!look) return PICTURES;
  const pages = PICTURES.filter(([name]) => !/-(dark|phone)$/.test(name));
  return pages.flatMap(([name, path, unusual]) =>
    Object.entries({ wide: WIDE, phone: PHONE }).flatMap(([width, viewport]) =>
      ["light", "dark"].map((colorScheme) => [
        `${name}-${width}-${colorScheme}`,
        path,
        { ...unusual, viewport, colorScheme },
      ]),
    ),
  );
}

const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const wanted = ([name]) =>
  only.length === 0 || only.some((one) => name === one || (look && name.startsWith(`${one}-`)));
mkdirSync(FOLDER, { recursive: true });
const { api, state } = await signedIn("admin");
const { api: operator } = await signedIn("operator");
const [{ runs }, { comparisons }] = await Promise.all([
  json(await api.get("/api/pipeline")),
  json(await api.get(`/api/comparisons?${PERIOD}&status=fail&limit=500`)),
]);
const differing = comparisons.find(({ shipment }) => shipment === "SH261000089") ?? comparisons[0];
/** The run with the most differences has the most to tell. */
const busy = ({ counts }) => counts.material ?? 0;
const made = {
  run: runs.reduce((most, run) => (busy(run) > busy(most) ? run : most)).id,
  finding: `${differing.id}.${differing.findings[0].n}`,
  upload: await bring(operator),
};
const added = [];
for (const [name, role] of COLLEAGUES) {
  const answer = await api.post("/api/users", { data: { name, role, email: `${name}@ior.example` } });
  if (answer.ok()) added.push(name);
}
try {
  for (const picture of asked().filter(wanted)) await take(state, picture, made);
} finally {
  await operator.delete(`/api/uploads/${made.upload}`);
  for (const name of added) await api.delete(`/api/users/${name}`);
  await browser.close();
}
