/** PNG pictures with a palette: of screens, which have few colours, about a third of the size. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;
const EXACT = 96;

/** The same picture with at most 256 colours; `png` has 8 bits per channel, RGB or RGBA, and no transparency. */
export function withPalette(png) {
  const { width, height, pixels } = decode(png);
  const palette = paletteOf(pixels);
  const place = nearestIn(palette);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = place(pixels[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => parts(colour)));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", entries),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([size, body, sum]);
}

/** Width, height, and each pixel as 0xRRGGBB. */
function decode(png) {
  const packed = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (name === "IHDR") {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[data[9]];
      if (data[8] !== 8 || !channels || data[12] !== 0)
        throw new Error("Only RGB or RGBA with 8 bits, not interlaced.");
    }
    if (name === "IDAT") packed.push(data);
    at += size + 12;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(packed)), width, height, channels) };
}

function unfilter(raw, width, height, channels) {
  const stride = width * channels;
  const lines = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? lines[y * stride + x - channels] : 0;
      const up = y > 0 ? lines[(y - 1) * stride + x] : 0;
      const corner = x >= channels && y > 0 ? lines[(y - 1) * stride + x - channels] : 0;
      const added = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      lines[y * stride + x] = raw[y * (stride + 1) + 1 + x] + added;
    }
  }
  const pixels = new Uint32Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    const at = index * channels;
    pixels[index] = (lines[at] << 16) | (lines[at + 1] << 8) | lines[at + 2];
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The most frequent colours as they are, the others as the means of boxes of like ones. */
function paletteOf(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]);
  if (colours.length <= COLOURS) return colours.map(([colour]) => colour);
  const boxes = [colours.slice(EXACT)];
  while (boxes.length < COLOURS - EXACT) {
    const [widest] = boxes.filter((box) => box.length > 1).sort((a, b) => weight(b) - weight(a));
    if (!widest) break;
    boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
  }
  return [...colours.slice(0, EXACT).map(([colour]) => colour), ...boxes.map(mean)];
}

const spread = (box, part) => {
  const values = box.map(([colour]) => parts(colour)[part]);
  return Math.max(...values) - Math.min(...values);
};
const widestPart = (box) =>
  [0, 1, 2].reduce((best, part) => (spread(box, part) > spread(box, best) ? part : best), 0);
const weight = (box) => spread(box, widestPart(box)) * box.reduce((sum, [, count]) => sum + count, 0) ** 0.25;

function halves(box) {
  const part = widestPart(box);
  const sorted = [...box].sort(([a], [b]) => parts(a)[part] - parts(b)[part]);
  const middle = sorted.length >> 1;
  return [sorted.slice(0, middle), sorted.slice(middle)];
}

function mean(box) {
  const all = box.reduce((sum, [, count]) => sum + count, 0);
  const [r, g, b] = [0, 1, 2].map((part) =>
    Math.round(box.reduce((sum, [colour, count]) => sum + parts(colour)[part] * count, 0) / all),
  );
  return (r << 16) | (g << 8) | b;
}

function nearestIn(palette) {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const away = ([r, g, b], [x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const own = parts(colour);
    let best = 0;
    for (let index = 1; index < palette.length; index++)
      if (away(own, parts(palette[index])) < away(own, parts(palette[best]))) best = index;
    known.set(colour, best);
    return best;
  };
}
