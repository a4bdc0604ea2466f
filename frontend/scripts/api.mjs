// Writes the document of the API, and from it the client's types and the values that forms offer. PYTHON names the
// interpreter that has the product's packages.
//   --check      writes nothing, and fails where any of them is not what the product says now
//   --committed  takes the document as it is in the repository, which needs no Python
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../openapi.json", import.meta.url);
const TYPES = new URL("../src/shared/api/schema.d.ts", import.meta.url);
const VALUES = new URL("../src/shared/api/values.ts", import.meta.url);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MADE = "made from its document by `npm run api`. Not to be written by hand.";

const document = process.argv.includes("--committed") ? read(DOCUMENT) : told();
const types = `/** The API's routes and shapes, ${MADE} */\n${astToString(await openapiTS(document, { defaultNonNullable: false }))}`;

const files = [
  [DOCUMENT, document],
  [TYPES, types],
  [VALUES, valuesOf(JSON.parse(document).components.schemas)],
];
if (process.argv.includes("--check")) {
  const stale = files.filter(([file, text]) => read(file) !== text).map(([file]) => fileURLToPath(file));
  if (stale.length > 0) {
    console.error(`Not what the API says now: ${stale.join(", ")}. Run: npm run api`);
    process.exit(1);
  }
} else {
  for (const [file, text] of files) writeFileSync(file, text);
}

function valuesOf({ WhatIf, StartUpload }) {
  const list = (values) => `[${values.map((one) => JSON.stringify(one)).join(", ")}] as const`;
  return `/** Values that the API takes, ${MADE} */

/** Countries of origin, ISO 3166. */
export const COUNTRIES = ${list(WhatIf.properties.origins.items.enum)};
/** Modes of transport, as CBP numbers them. */
export const MODES = ${list(WhatIf.properties.mode.enum)};
/** The business's files. */
export const SOURCES = ${list(StartUpload.properties.source.enum)};
/** Bytes of the largest file that is taken. */
export const MOST_BYTES = ${StartUpload.properties.size.maximum};
`;
}

function told() {
  return execFileSync(process.env.PYTHON ?? "python3", ["-X", "utf8", "-m", "chalicelib", "openapi"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
