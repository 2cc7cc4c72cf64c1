/** Grafana's rules for the step of a query and for $__rate_interval. Times are in milliseconds. */

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_POINTS = 11_000;

export function milliseconds(text) {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  if (!match) {
    throw new Error(`"${text}" is not a duration like 30s`);
  }
  return Number(match[1]) * UNITS[match[2]];
}

export function duration(ms) {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** Prometheus refuses more than 11,000 points; start and end are multiples of the step. */
export function steps({ from, to, intervalMs, minIntervalMs }) {
  const step = Math.max(intervalMs, minIntervalMs, Math.ceil((to - from) / MAX_POINTS / 1000) * 1000);
  return { step, start: Math.floor(from / step) * step, end: Math.floor(to / step) * step };
}

/** At least four scrapes, so that a rate has two samples even if one scrape is lost. */
export function rateInterval(stepMs, scrapeIntervalMs) {
  return Math.max(stepMs + scrapeIntervalMs, 4 * scrapeIntervalMs);
}
