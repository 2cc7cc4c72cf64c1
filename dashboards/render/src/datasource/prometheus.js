import { sceneGraph } from '@grafana/scenes';
import { prometheusAnnotations } from './annotations.js';
import { instantFrames, rangeFrames, tables } from './frames.js';
import { duration, milliseconds, rateInterval, steps } from './interval.js';

/** Asks Prometheus' HTTP API as Grafana's data source with the scrape interval 30s does. */
export class PrometheusDataSource {
  type = 'prometheus';
  interval = '30s';
  annotations = prometheusAnnotations;

  constructor({ uid, name, url, meta }) {
    Object.assign(this, { uid, name, url, meta });
  }

  getRef() {
    return { type: this.type, uid: this.uid };
  }

  async query(request) {
    const targets = request.targets.filter(({ hide, expr }) => !hide && expr);
    const answers = await Promise.all(targets.map((target) => this.answer(target, request)));
    const series = answers.filter((_, i) => targets[i].format !== 'table').flat();
    const tabular = targets.map((target, i) => [target, answers[i]]).filter(([{ format }]) => format === 'table');
    return { data: [...series, ...tables(Object.fromEntries(tabular.map(([{ refId }, frames]) => [refId, frames])))] };
  }

  async answer(target, request) {
    const minIntervalMs = milliseconds(target.interval || this.interval);
    const range = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
    const { step, start, end } = steps({ ...range, intervalMs: request.intervalMs, minIntervalMs });
    const query = this.interpolate(target.expr, request.scopedVars, {
      __interval: duration(step),
      __interval_ms: String(step),
      __rate_interval: duration(rateInterval(step, minIntervalMs)),
      __range: `${Math.round((range.to - range.from) / 1000)}s`,
      __range_s: String(Math.round((range.to - range.from) / 1000)),
    });
    if (target.instant) {
      return instantFrames(await this.get('query', { query, time: range.to / 1000 }), target);
    }
    const parameters = { query, start: start / 1000, end: end / 1000, step: step / 1000 };
    return rangeFrames((await this.get('query_range', parameters)).result, target, step);
  }

  interpolate(text, scopedVars, values = {}) {
    const scoped = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { text: value, value }]));
    const object = scopedVars.__sceneObject.value.valueOf();
    return sceneGraph.interpolate(object, text, { ...scopedVars, ...scoped }, (value, variable) =>
      name(variable) in values ? value : regexValue(value, variable)
    );
  }

  /** Values of a variable: label_values(selector, label), label_values(label) or query_result(expr). */
  async metricFindQuery(query, { range, scopedVars }) {
    const text = this.interpolate(query.query ?? query, scopedVars);
    const period = { start: Math.floor(range.from.valueOf() / 1000), end: Math.ceil(range.to.valueOf() / 1000) };
    const labels = /^label_values\((?:(.+),\s*)?([a-zA-Z_][a-zA-Z0-9_]*)\)$/s.exec(text);
    if (labels) {
      const [, selector, label] = labels;
      const values = await this.get(`label/${label}/values`, selector ? { 'match[]': selector, ...period } : period);
      return values.map((value) => ({ text: value, value }));
    }
    const result = /^query_result\((.+)\)$/s.exec(text);
    if (!result) {
      throw new Error(`variable query "${text}" is not supported (label_values, query_result)`);
    }
    const { result: series } = await this.get('query', { query: result[1], time: range.to.valueOf() / 1000 });
    return series.map(({ metric, value: [time, value] }) => {
      const { __name__: metricName = '', ...rest } = metric;
      const selector = Object.entries(rest).map(([key, val]) => `${key}="${val}"`);
      return { text: `${metricName}{${selector.join(',')}} ${value} ${time * 1000}` };
    });
  }

  async get(path, parameters) {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const answer = await response.json();
    if (answer.status !== 'success') {
      throw new Error(`${answer.error} in ${parameters.query ?? parameters['match[]'] ?? path}`);
    }
    const notes = [...(answer.warnings ?? []), ...(answer.infos ?? [])];
    if (notes.length) {
      throw new Error(`${notes.join('; ')} in ${parameters.query}`);
    }
    return answer.data;
  }
}

const name = (variable) => variable?.name ?? variable?.state?.name;

/** Values in matchers: several values become alternatives of a regular expression. */
function regexValue(value, variable) {
  const { multi, isMulti, includeAll } = { ...variable, ...variable?.state };
  const escaped = (text) => String(text).replace(/\\/g, '\\\\\\\\').replace(/[$^*{}[\]'+?.()|]/g, '\\\\$&');
  if (Array.isArray(value)) {
    return value.length === 1 ? escaped(value[0]) : `(${value.map(escaped).join('|')})`;
  }
  return multi || isMulti || includeAll
    ? escaped(value)
    : String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"');
}
