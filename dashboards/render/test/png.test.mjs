import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decode, withPalette } from '../lib/png.mjs';

const WIDTH = 3;
const ROWS = [
  [0xff0000, 0x00ff00, 0x0000ff],
  [0x111217, 0x111217, 0xccccdc],
  [0xff0000, 0x112233, 0x00ff00],
  [0x112233, 0x445566, 0xff0000],
  [0xffffff, 0x000000, 0x112233],
];

/** A PNG whose rows use the filters none, left, up, mean and Paeth, one after the other. */
function encode(rows) {
  const bytes = rows.map((row) => row.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const filtered = bytes.flatMap((row, y) => [
    y,
    ...row.map((byte, x) => (byte - predicted(y, row[x - 3] ?? 0, bytes[y - 1]?.[x] ?? 0, bytes[y - 1]?.[x - 3] ?? 0)) & 255),
  ]);
  const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const chunk = (type, data) => Buffer.concat([Buffer.from([0, 0, data.length >> 8, data.length & 255]), Buffer.from(type), data, Buffer.alloc(4)]);
  return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(filtered)))]);
}

function predicted(filter, left, up, corner) {
  const nearest = [left, up, corner].sort((a, b) => Math.abs(left + up - corner - a) - Math.abs(left + up - corner - b))[0];
  return [0, left, up, (left + up) >> 1, nearest][filter];
}

test('all filters of PNG are read', () => {
  assert.deepEqual([...decode(encode(ROWS)).pixels], ROWS.flat());
});

test('a picture with fewer colors than the palette keeps them', () => {
  assert.deepEqual([...decode(withPalette(encode(ROWS), 16)).pixels], ROWS.flat());
});

test('similar colors become one if the palette is small', () => {
  const rows = [[0x111217, 0x121217, 0xff0000], [0xfe0000, 0x111217, 0xff0000]];
  const { pixels } = decode(withPalette(encode(rows), 2));
  assert.deepEqual([...pixels].map((color) => color >> 20), [1, 1, 15, 15, 1, 15]);
});
