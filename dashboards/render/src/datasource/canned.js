import { FieldType, toDataFrame } from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';

/**
 * Stand-ins for CloudWatch and X-Ray, which cannot be reached: frames of the form that Grafana's data sources return,
 * with made-up values. They show that a panel fits its query's frames; that the query selects anything is not shown.
 */
class CannedDataSource {
  interval = '60s';

  constructor({ uid, name, type, meta }) {
    Object.assign(this, { uid, name, type, meta });
  }

  getRef() {
    return { type: this.type, uid: this.uid };
  }

  async query(request) {
    const targets = request.targets.filter(({ hide }) => !hide);
    return { data: targets.flatMap((target) => this.frames(this.interpolated(target, request), times(request))) };
  }

  interpolated(target, { scopedVars }) {
    const object = scopedVars.__sceneObject.value.valueOf();
    // CloudWatch's own ${PROP('…')} is no variable of Grafana and is left alone.
    return JSON.parse(sceneGraph.interpolate(object, JSON.stringify(target), scopedVars));
  }
}

const times = ({ range }) => {
  const end = Math.floor(range.to.valueOf() / 60_000);
  const count = Math.floor((range.to.valueOf() - range.from.valueOf()) / 60_000);
  return Array.from({ length: count }, (_, i) => (end - count + i + 1) * 60_000);
};

/** One frame for each value of the dimension that is "*". */
export class CloudWatch extends CannedDataSource {
  frames(target, time) {
    if (target.queryMode !== 'Metrics' || !target.namespace || !target.metricName || !target.statistic) {
      throw new Error(`not a CloudWatch metric query: ${JSON.stringify(target)}`);
    }
    if (/\$\{?\w/.test(target.region) || !target.region) {
      throw new Error(`region "${target.region}" of a CloudWatch query is not one region`);
    }
    return combinations(target.dimensions ?? {}).map((dimensions, i) =>
      toDataFrame({
        refId: target.refId,
        fields: [
          { name: 'Time', type: FieldType.time, config: {}, values: time },
          {
            name: target.metricName,
            type: FieldType.number,
            labels: dimensions,
            config: { displayNameFromDS: label(target, dimensions) },
            values: time.map((_, minute) => cannedValue(target, i, minute)),
          },
        ],
      })
    );
  }
}

const NAMES = { ServiceName: ['checkout', 'orders'], ClusterName: ['shop'] };

function combinations(dimensions) {
  return Object.entries(dimensions).reduce(
    (all, [name, value]) => {
      const values = [value].flat().flatMap((one) => (one === '*' ? (NAMES[name] ?? [`${name} 1`, `${name} 2`]) : [one]));
      return all.flatMap((labels) => values.map((one) => ({ ...labels, [name]: one })));
    },
    [{}]
  );
}

function label({ label: text, metricName, statistic }, dimensions) {
  const properties = { MetricName: metricName, Stat: statistic };
  return (text || metricName).replace(/\$\{PROP\('(?:Dim\.)?(\w+)'\)\}/g, (_, name) =>
    String(dimensions[name] ?? properties[name] ?? '')
  );
}

const BAD = /5XX|4XX|Unhealthy|Fail|Missed|Discarded|Rejected|Throttle|Error|Pending/i;

function cannedValue({ metricName, statistic }, series, minute) {
  if (BAD.test(metricName)) {
    return 0;
  }
  if (statistic === 'SampleCount' || /Count$/.test(metricName)) {
    return 2 + series;
  }
  return 20 + 10 * series + 5 * Math.sin(minute / 7);
}

/** Statistics of services over time, or a list of traces. */
export class XRay extends CannedDataSource {
  frames({ queryType, refId, region }, time) {
    if (/\$\{?\w/.test(region) || !region) {
      throw new Error(`region "${region}" of an X-Ray query is not one region`);
    }
    const forms = { getTimeSeriesServiceStatistics: statistics, getTraceSummaries: traces };
    if (!forms[queryType]) {
      throw new Error(`X-Ray query type "${queryType}" is not supported (${Object.keys(forms).join(', ')})`);
    }
    return forms[queryType](time).map((frame) => toDataFrame({ refId, ...frame }));
  }
}

function statistics(time) {
  const columns = {
    'Throttle Count': () => 0,
    'Error Count': () => 0,
    'Fault Count': () => 0,
    'Success Count': (minute) => 60 + Math.round(5 * Math.sin(minute / 7)),
    'Total Count': (minute) => 60 + Math.round(5 * Math.sin(minute / 7)),
    'Average Response Time': (minute) => 0.04 + 0.01 * Math.sin(minute / 7),
  };
  return Object.entries(columns).map(([name, value]) => ({
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: time },
      { name, type: FieldType.number, config: {}, values: time.map((_, minute) => value(minute)) },
    ],
  }));
}

function traces(time) {
  const rows = time.slice(-5).reverse();
  const column = (name, type, value, config = {}) => ({ name, type, config, values: rows.map(value) });
  const id = (at, i) => `1-${Math.floor(at / 1000).toString(16)}-${'0123456789abcdef01234567'.slice(i)}${'0'.repeat(i)}`;
  return [
    {
      name: 'TraceSummaries',
      fields: [
        column('Id', FieldType.string, id),
        column('Start Time', FieldType.time, (at) => at),
        column('Method', FieldType.string, () => 'GET'),
        column('Response', FieldType.number, () => 200),
        column('Response Time', FieldType.number, (_, i) => 0.04 + i / 100, { unit: 's' }),
        column('URL', FieldType.string, (_, i) => `http://orders.internal:8080/orders/${i + 1}`),
        column('Client IP', FieldType.string, () => '10.0.1.15'),
        column('Annotations', FieldType.number, () => 0),
      ],
    },
  ];
}
