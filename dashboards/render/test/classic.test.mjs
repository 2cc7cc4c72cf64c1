import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandRows, sections, unsupported } from '../src/classic.js';

const panel = (title, y, more = {}) => ({ title, type: 'stat', gridPos: { x: 0, y, w: 12, h: 4 }, ...more });
const row = (title, y, panels) => ({ title, type: 'row', collapsed: Boolean(panels), gridPos: { x: 0, y, w: 24, h: 1 }, panels: panels ?? [] });
const dashboard = { schemaVersion: 39, panels: [panel('a', 0), row('closed', 4, [panel('b', 20), panel('c', 24)]), row('open', 5), panel('d', 6)] };

test('panels of a collapsed row take their place when it is expanded, and what follows moves down', () => {
  const places = expandRows(dashboard).panels.map(({ title, gridPos: { y } }) => `${title} ${y}`);
  assert.deepEqual(places, ['a 0', 'closed 4', 'b 5', 'c 9', 'open 13', 'd 14']);
});

test('panels belong to the row above them', () => {
  const all = sections(expandRows(dashboard)).map(({ row: heading, panels }) => [heading?.title ?? null, panels.map(({ title }) => title)]);
  assert.deepEqual(all, [[null, ['a']], ['closed', ['b', 'c']], ['open', ['d']]]);
});

test('what cannot be drawn is named', () => {
  const known = { dataSources: ['prometheus'], panels: ['stat'], transformations: ['merge'], variables: ['query'], properties: () => ['unit', 'custom.width'] };
  const overrides = [{ matcher: {}, properties: [{ id: 'unit' }, { id: 'custom.widht' }] }];
  const panels = [
    panel('a', 0, { datasource: { type: 'loki' }, transformations: [{ id: 'merge' }, { id: 'regression' }] }),
    panel('b', 4, { type: 'heatmap' }),
    panel('c', 8, { repeat: 'instance', fieldConfig: { defaults: { custom: { width: 1 } }, overrides } }),
    panel('d', 12, { gridPos: { x: 20, y: 12, w: 8, h: 4 } }),
  ];
  const templating = { list: [{ name: 'interval', type: 'interval' }] };
  assert.deepEqual(unsupported({ schemaVersion: 42, templating, panels }, known), [
    'schemaVersion 42 is not 39',
    'variable interval: type "interval" is not supported (query)',
    'panel "a": data source "loki" is not supported (prometheus)',
    'panel "a": transformation "regression" is not supported (merge)',
    'panel "b": type "heatmap" is not supported (stat)',
    'panel "c": option "repeat" is not supported',
    'panel "c": stat has no field property "custom.widht"',
    'panel "d": gridPos {"x":20,"y":12,"w":8,"h":4} does not fit into 24 columns',
  ]);
});
