import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colorName } from '../src/color.js';

const names = {
  'rgb(115, 191, 105)': 'green',
  'rgb(86, 166, 75)': 'green',
  'rgb(242, 73, 92)': 'red',
  'rgb(255, 152, 48)': 'orange',
  'rgb(250, 222, 42)': 'yellow',
  'rgb(110, 159, 255)': 'blue',
  'rgb(142, 142, 142)': 'grey',
  'rgba(204, 204, 220, 0.65)': 'grey',
  'rgb(204, 204, 220)': 'text',
  'rgb(255, 255, 255)': 'text',
  'color(srgb 0.45098 0.74902 0.411765 / 0.7)': 'green',
  'rgba(0, 0, 0, 0)': 'none',
  transparent: 'none',
};

test("Grafana's colors have the names that people give them", () => {
  assert.deepEqual(Object.fromEntries(Object.keys(names).map((css) => [css, colorName(css)])), names);
});
