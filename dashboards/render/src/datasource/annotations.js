import { of } from 'rxjs';

/** How Grafana's Prometheus data source turns the series of an annotation's query into events. */
export const prometheusAnnotations = {
  prepareAnnotation: (annotation) => annotation,
  prepareQuery: ({ expr, step }) => ({ refId: 'Anno', expr, interval: step ?? '60s', range: true }),
  processEvents: (annotation, frames) => of(frames.flatMap((frame) => events(annotation, frame))),
};

/** Samples that follow each other within a step are one event that lasts. */
function events(annotation, { fields: [time, value] }) {
  const step = time.config.interval;
  const text = (format) => (format ?? '').replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label) => value.labels?.[label] ?? '');
  const all = [];
  for (const [i, at] of [...time.values].entries()) {
    const last = all.at(-1);
    if (!value.values[i]) {
      continue;
    }
    if (last && at - last.timeEnd <= step) {
      Object.assign(last, { timeEnd: at, isRegion: true });
    } else {
      const title = text(annotation.titleFormat);
      all.push({ time: at, timeEnd: at, annotation, title, text: text(annotation.textFormat), tags: [] });
    }
  }
  return all;
}
