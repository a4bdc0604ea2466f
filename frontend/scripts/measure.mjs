/**
 * What a first visit to each page costs, on a stack that runs: BASE_URL, and IOR_PEOPLE as for the pictures. The medians of
 * RUNS visits with an empty cache: largest paint, layout shift, requests, and bytes as they come over the wire. Twice: as
 * on a desk, and as on a phone with a slow line (1.6 Mbit/s, 150 ms, a processor four times as slow). The stack sends its
 * files as they are; a server in between packs them, as CloudFront does.
 */
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { browser, LINE, SITE, signedIn } from "./stack.mjs";

const RUNS = Number(process.env.RUNS ?? 3);
const PAGES = [
  ["Sign-in", "/sign-in"],
  ["Today", "/"],
  ["Customs lines", "/lines"],
  ["A line", LINE],
  ["Comparison", "/comparison"],
  ["Pipeline health", "/pipeline"],
  ["CSV upload", "/uploads"],
  ["Products", "/reference/products"],
  ["What-if", "/what-if?material=10005242&value=50000&s=CN.2026-11-22,VN.2026-11-22"],
  ["Audit log", "/audit"],
];
const WAYS = [
  ["desk", { viewport: { width: 1440, height: 900 } }, null],
  [
    "phone, slow",
    { viewport: { width: 390, height: 844 } },
    { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 },
  ],
];

const TEXT = /javascript|json|html|css|svg/;

/** Everything that the stack answers, packed where it is text. */
const between = createServer(async (request, response) => {
  const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
  // The API takes changes from its own origin only.
  if (headers.origin) headers.origin = SITE;
  const parts = await request.toArray();
  const sent = parts.length > 0 ? { body: Buffer.concat(parts) } : {};
  const asked = { method: request.method, headers, redirect: "manual", ...sent };
  const given = await fetch(SITE + request.url, asked);
  const body = Buffer.from(await given.arrayBuffer());
  const kept = [...given.headers].filter(
    ([name]) => !/^(content-length|content-encoding|connection|date)$/.test(name),
  );
  const packed = TEXT.test(given.headers.get("content-type") ?? "");
  response.writeHead(given.status, [...kept, ...(packed ? [["content-encoding", "gzip"]] : [])].flat());
  response.end(packed ? gzipSync(body, { level: 6 }) : body);
});
await new Promise((resolve) => between.listen(0, "127.0.0.1", resolve));
const NEAR = `http://127.0.0.1:${between.address().port}`;

const { state: storageState } = await signedIn("operator");

async function visit(path, options, line) {
  const context = await browser.newContext({ ...options, ...(path === "/sign-in" ? {} : { storageState }) });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  if (line) {
    await wire.send("Network.emulateNetworkConditions", line);
    await wire.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  const seen = { bytes: 0, requests: 0 };
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
    seen.bytes += encodedDataLength;
    seen.requests += 1;
  });
  await page.addInitScript(() => {
    window.measured = { paint: 0, shift: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.measured.paint = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.measured.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(NEAR + path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  const found = { ...seen, ...(await page.evaluate(() => window.measured)) };
  await context.close();
  return found;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

for (const [way, options, line] of WAYS) {
  console.log(`\n| ${way} | LCP (s) | CLS | requests | KiB |\n|---|---|---|---|---|`);
  for (const [name, path] of PAGES) {
    await visit(path, options, null);
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await visit(path, options, line));
    const of = (key) => median(runs.map((run) => run[key]));
    const figures = [(of("paint") / 1000).toFixed(2), of("shift").toFixed(3), of("requests")];
    console.log(`| ${name} | ${figures.join(" | ")} | ${Math.round(of("bytes") / 1024)} |`);
  }
}
await browser.close();
between.close();
