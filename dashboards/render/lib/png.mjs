import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** The same picture with a palette of at most 256 colors, which is a quarter of the size. */
export function withPalette(png, colors) {
  const { width, height, pixels } = decode(png);
  const { palette, index } = palettize(pixels, colors);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    index.subarray(y * width, (y + 1) * width).forEach((color, x) => (rows[y * (width + 1) + 1 + x] = color));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Pixels as 0xRRGGBB of a picture with 8 bits a channel, as Chromium and withPalette write it. */
export function decode(png) {
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)) });
  }
  const [{ data: header }] = chunks;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 3: 1, 6: 4 }[header[9]];
  if (header[8] !== 8 || !channels || header[12] !== 0) {
    throw new Error('not a PNG with 8 bits a channel, RGB, RGBA or with a palette, not interlaced');
  }
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const bytes = unfilter(raw, width * channels, height, channels);
  const rgb = (from, at) => (from[at] << 16) | (from[at + 1] << 8) | from[at + 2];
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data;
  const color = (i) => (channels === 1 ? rgb(palette, 3 * bytes[i]) : rgb(bytes, i * channels));
  return { width, height, pixels: Uint32Array.from({ length: width * height }, (_, i) => color(i)) };
}

function unfilter(raw, stride, height, channels) {
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : bytes[at - channels];
      const up = y === 0 ? 0 : bytes[at - stride];
      const corner = x < channels || y === 0 ? 0 : bytes[at - stride - channels];
      const predicted = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter];
      bytes[at] = raw[y * (stride + 1) + 1 + x] + predicted;
    }
  }
  return bytes;
}

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const SHIFTS = [16, 8, 0];
const channel = (color, shift) => (color >> shift) & 255;

/** Median cut: the box of colors that spreads most is split until there are enough. */
function palettize(pixels, colors) {
  const counts = new Map();
  pixels.forEach((color) => counts.set(color, (counts.get(color) ?? 0) + 1));
  const boxes = [box([...counts.keys()], counts)];
  while (boxes.length < colors) {
    boxes.sort((a, b) => b.score - a.score);
    if (boxes[0].score === 0) {
      break;
    }
    const { list, shift } = boxes.shift();
    boxes.push(...halves(list, shift).map((half) => box(half, counts)));
  }
  const positions = new Map(boxes.flatMap(({ list }, i) => list.map((color) => [color, i])));
  return { palette: boxes.map(({ list }) => mean(list, counts)), index: Uint8Array.from(pixels, (color) => positions.get(color)) };
}

function box(list, counts) {
  const spreads = SHIFTS.map((shift) => {
    const values = list.map((color) => channel(color, shift));
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  });
  const spread = Math.max(...spreads);
  const weight = list.reduce((sum, color) => sum + counts.get(color), 0);
  return { list, shift: SHIFTS[spreads.indexOf(spread)], score: spread * Math.cbrt(weight) };
}

function halves(list, shift) {
  const sorted = [...list].sort((a, b) => channel(a, shift) - channel(b, shift));
  const middle = (channel(sorted[0], shift) + channel(sorted.at(-1), shift)) / 2;
  const split = Math.max(1, sorted.findIndex((color) => channel(color, shift) > middle));
  return [sorted.slice(0, split), sorted.slice(split)];
}

function mean(list, counts) {
  const weight = list.reduce((sum, color) => sum + counts.get(color), 0);
  return SHIFTS.map((shift) => Math.round(list.reduce((sum, color) => sum + channel(color, shift) * counts.get(color), 0) / weight));
}
