import { FieldType, toDataFrame } from '@grafana/data';

/** Turns results of Prometheus' HTTP API into the frames that Grafana's data source returns. */

const metricName = ({ __name__: name = '', ...labels }) =>
  `${name}{${Object.keys(labels).sort().map((label) => `${label}="${labels[label]}"`).join(', ')}}`;

/** Name of a series; an empty legend gives the selector. */
export function seriesName(metric, target) {
  if (target.legendFormat === '__auto') {
    return Object.keys(metric).length ? undefined : target.expr;
  }
  const name = target.legendFormat
    ? target.legendFormat.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label) => metric[label] ?? '')
    : metricName(metric);
  return name === '{}' ? target.expr : name;
}

/** One frame for each series of a range query. */
export function rangeFrames(result, target, stepMs) {
  return result.map(({ metric, values }) => frame(metric, values, target, { interval: stepMs }));
}

/** One frame for each series of an instant query. */
export function instantFrames(data, target) {
  const result = data.resultType === 'scalar' ? [{ metric: {}, value: data.result }] : data.result;
  return result.map(({ metric, value }) => frame(metric, [value], target, {}));
}

function frame(metric, samples, target, timeConfig) {
  const displayNameFromDS = seriesName(metric, target);
  return toDataFrame({
    refId: target.refId,
    meta: { type: 'timeseries-multi' },
    fields: [
      { name: 'Time', type: FieldType.time, config: timeConfig, values: samples.map(([seconds]) => seconds * 1000) },
      {
        name: 'Value',
        type: FieldType.number,
        labels: Object.fromEntries(Object.entries(metric).filter(([label]) => label !== '__name__')),
        config: { displayNameFromDS },
        values: samples.map(([, value]) => number(value)),
      },
    ],
  });
}

const number = (text) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

/** One table for each query, with a column for each label; an empty result gives a table without rows. */
export function tables(framesByRefId) {
  const refIds = Object.keys(framesByRefId);
  return refIds.map((refId) => {
    const frames = framesByRefId[refId];
    const labels = [...new Set(frames.flatMap(({ fields }) => Object.keys(fields[1].labels ?? {})))].sort();
    const column = (name, type, value) => ({ name, type, config: { filterable: true }, values: frames.flatMap(value) });
    return toDataFrame({
      refId,
      meta: { preferredVisualisationType: 'rawPrometheus' },
      fields: [
        column('Time', FieldType.time, ({ fields }) => [...fields[0].values]),
        ...labels.map((label) =>
          column(label, FieldType.string, ({ fields }) => fields[1].values.map(() => fields[1].labels[label] ?? ''))
        ),
        column(refIds.length > 1 ? `Value #${refId}` : 'Value', FieldType.number, ({ fields }) => [...fields[1].values]),
      ],
    });
  });
}
