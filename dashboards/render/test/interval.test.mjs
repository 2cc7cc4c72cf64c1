import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, milliseconds, rateInterval, steps } from '../src/datasource/interval.js';

test('durations are read and written', () => {
  assert.deepEqual(['30s', '1m', '2h', '500ms'].map(milliseconds), [30_000, 60_000, 7_200_000, 500]);
  assert.deepEqual([30_000, 500].map(duration), ['30s', '500ms']);
  assert.throws(() => milliseconds('30'), /"30" is not a duration like 30s/);
});

test('the step is at least the scrape interval, and start and end are multiples of it', () => {
  assert.deepEqual(steps({ from: 1_000_010, to: 4_600_010, intervalMs: 5000, minIntervalMs: 30_000 }), { step: 30_000, start: 990_000, end: 4_590_000 });
});

test('a long range has no more points than Prometheus accepts', () => {
  const range = { from: 0, to: 30 * 86_400_000, intervalMs: 30_000, minIntervalMs: 30_000 };
  assert.equal(steps(range).step, 236_000);
});

test('a rate spans four scrapes, or one more than the step', () => {
  assert.deepEqual([30_000, 60_000, 300_000].map((step) => rateInterval(step, 30_000)), [120_000, 120_000, 330_000]);
});
