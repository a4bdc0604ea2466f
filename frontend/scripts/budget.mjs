// Sums what the first visit and each route loads, after gzip, from Vite's manifest; fails beyond the budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const KIB = 1024;
const BUDGET = { first: 250, shell: 155, route: 60, lines: 90, css: 30, fonts: 65 };

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));
const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) {
    const bytes = readFileSync(new URL(file, DIST));
    sizes.set(file, file.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length);
  }
  return sizes.get(file);
}
function closure(key, seen = new Set()) {
  if (seen.has(key) || !manifest[key]) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}
const files = (keys) => [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js"));
const styles = (keys) => [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))];
const sum = (list) => [...new Set(list)].reduce((all, file) => all + size(file), 0) / KIB;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const shared = closure(entry);
const routes = Object.keys(manifest).filter(
  (key) => key.includes("src/routes/") && manifest[key].isDynamicEntry,
);
const app = routes.filter((key) => /_app\.tsx/.test(key));
const shell = new Set([...shared, ...app.flatMap((key) => [...closure(key)])]);
const failures = [];
const rows = [];
function check(what, actual, most) {
  rows.push([what, `${actual.toFixed(1)} KiB`, `${most} KiB`, actual > most ? "TOO MUCH" : "ok"]);
  if (actual > most) failures.push(what);
}

check("shell: JavaScript of every page", sum(files(shell)), BUDGET.shell);
for (const key of routes.filter((route) => !app.includes(route))) {
  const all = closure(key);
  const own = [...all].filter((one) => !shell.has(one));
  const name = key.replace(/^src\/routes\//, "").replace(/\?.*$/, "");
  if (key.includes("sign-in")) {
    check(`first visit: ${name}`, sum(files(new Set([...shared, ...all]))), BUDGET.first);
    continue;
  }
  check(`route ${name}`, sum(files(own)), name.includes("lines") ? BUDGET.lines : BUDGET.route);
  check(`first visit: ${name}`, sum(files(new Set([...shell, ...all]))), BUDGET.first);
  check(`CSS: ${name}`, sum(styles(new Set([...shell, ...all]))), BUDGET.css);
}
const fonts = new Set(
  Object.values(manifest).flatMap((one) => (one.assets ?? []).filter((file) => file.endsWith(".woff2"))),
);
for (const one of Object.values(manifest)) if (one.file.endsWith(".woff2")) fonts.add(one.file);
check("fonts", sum([...fonts]), BUDGET.fonts);

for (const row of rows) console.log(row[0].padEnd(46), row[1].padStart(10), row[2].padStart(9), row[3]);
if (failures.length > 0) {
  console.error(`Over the budget: ${failures.join(", ")}`);
  process.exit(1);
}
