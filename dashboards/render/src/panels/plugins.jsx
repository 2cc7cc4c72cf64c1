import { PanelPlugin, PluginType, identityOverrideProcessor, renderTextPanelMarkdown } from '@grafana/data';
import { Bars, Gauge, Stat } from './Stat.jsx';
import { StateTimeline } from './StateTimeline.jsx';
import { Table } from './Table.jsx';
import { TimeSeries } from './TimeSeries.jsx';

const AXES = [
  ['axisBorderShow', false], ['axisCenteredZero', false], ['axisColorMode', 'text'], ['axisGridShow'],
  ['axisLabel', ''], ['axisPlacement', 'auto'], ['axisSoftMax'], ['axisSoftMin'], ['axisWidth'],
  ['scaleDistribution', { type: 'linear' }],
];
const HIDE = ['hideFrom', { tooltip: false, viz: false, legend: false }];
const LINES = [
  ...AXES, HIDE, ['barAlignment', 0], ['barMaxWidth'], ['barWidthFactor', 0.6], ['drawStyle', 'line'],
  ['fillBelowTo'], ['fillColor'], ['fillOpacity', 0], ['gradientMode', 'none'], ['insertNulls', false], ['lineColor'],
  ['lineInterpolation', 'linear'], ['lineStyle'], ['lineWidth', 1], ['pointColor'], ['pointSize', 5],
  ['showPoints', 'auto'], ['spanNulls', false], ['stacking', { mode: 'none', group: 'A' }],
  ['thresholdsStyle', { mode: 'off' }], ['transform'],
];
const CELLS = [
  HIDE, ['align', 'auto'], ['cellOptions', { type: 'auto' }], ['filterable'], ['footer'], ['hidden'], ['inspect', false],
  ['minWidth'], ['width'], ['wrapHeaderText'], ['wrapText'],
];
const STATES = [...AXES, HIDE, ['fillOpacity', 70], ['insertNulls', false], ['lineWidth', 0], ['spanNulls', false]];

const STANDARD = [
  'color', 'decimals', 'description', 'displayName', 'fieldMinMax', 'filterable', 'links', 'mappings', 'max', 'min',
  'noValue', 'thresholds', 'unit',
];

const REDUCE = { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, orientation: 'auto' };
const BIG = {
  ...REDUCE, colorMode: 'value', graphMode: 'area', justifyMode: 'auto', textMode: 'auto', wideLayout: true,
};
const BARS = {
  ...REDUCE, displayMode: 'gradient', valueMode: 'color', namePlacement: 'auto', showUnfilled: true,
  minVizWidth: 8, minVizHeight: 16,
};
const LEGEND = { legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] } };

const PANELS = {
  stat: { component: Stat, options: BIG, custom: [] },
  gauge: { component: Gauge, options: REDUCE, custom: [] },
  bargauge: { component: Bars, options: BARS, custom: [] },
  timeseries: { component: TimeSeries, options: LEGEND, custom: LINES },
  table: { component: Table, options: { showHeader: true, cellHeight: 'sm' }, custom: CELLS },
  'state-timeline': { component: StateTimeline, options: { ...LEGEND, showValue: 'auto' }, custom: STATES },
  text: { component: Text, options: { mode: 'markdown', content: '' }, custom: [], skipDataQuery: true },
};

function Text({ options, replaceVariables }) {
  const html = renderTextPanelMarkdown(replaceVariables(options.content, {}, 'html'));
  return <div className="markdown-html" dangerouslySetInnerHTML={{ __html: html }} />;
}

export const PANEL_TYPES = Object.keys(PANELS);

/** Ids of the field properties that a type of panel has. */
export const fieldProperties = (type) => [...STANDARD, ...PANELS[type].custom.map(([path]) => `custom.${path}`)];

/** Properties that all panels have, in the form of Grafana's registry. */
export const standardProperties = () =>
  STANDARD.map((path) => property(path));

function property(path, defaultValue) {
  return {
    id: path,
    path,
    name: path,
    defaultValue,
    settings: {},
    process: identityOverrideProcessor,
    shouldApply: () => true,
    editor: () => null,
    override: () => null,
  };
}

export const plugins = Object.fromEntries(
  Object.entries(PANELS).map(([id, { component, options, custom, skipDataQuery }]) => {
    const plugin = new PanelPlugin(component);
    const info = { version: '13.2.2', links: [], logos: {}, screenshots: [], author: {}, updated: '', description: '' };
    plugin.meta = { id, name: id, type: PluginType.panel, module: '', baseUrl: '', sort: 1, info, skipDataQuery };
    plugin.setDataSupport({ annotations: true, alertStates: false });
    plugin.setPanelOptions((builder) => {
      for (const [path, defaultValue] of Object.entries(options)) {
        builder.addCustomEditor({ id: path, path, name: path, editor: () => null, defaultValue });
      }
    });
    plugin.useFieldConfig({
      useCustomConfig: (builder) => {
        for (const [path, defaultValue] of custom) {
          builder.addCustomEditor(property(path, defaultValue));
        }
      },
    });
    return [id, plugin];
  })
);
