import {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  EmbeddedScene,
  QueryVariable,
  SceneControlsSpacer,
  SceneDataLayerSet,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  TextBoxVariable,
  VariableValueSelectors,
  VizPanel,
  dataLayers,
} from '@grafana/scenes';
import { sections } from './classic.js';

const VARIABLES = {
  datasource: (json) => new DataSourceVariable({ ...common(json), ...selection(json), pluginId: json.query, regex: json.regex }),
  query: (json) =>
    new QueryVariable({
      ...common(json),
      ...selection(json),
      datasource: json.datasource,
      query: json.query,
      refresh: json.refresh,
      regex: json.regex,
      sort: json.sort,
    }),
  custom: (json) => new CustomVariable({ ...common(json), ...selection(json), query: json.query }),
  textbox: (json) => new TextBoxVariable({ ...common(json), value: json.current?.value ?? json.query }),
  constant: (json) => new ConstantVariable({ ...common(json), value: json.query }),
};

export const VARIABLE_TYPES = Object.keys(VARIABLES);

const common = ({ name, label, hide, description }) => ({ name, label, hide, description });

const selection = ({ multi, includeAll, allValue, current }) => ({
  isMulti: multi,
  includeAll,
  allValue,
  ...(current?.value === undefined ? {} : { value: current.value, text: current.text }),
});

/** Turns the classic JSON of a dashboard into a scene. */
export function toScene(dashboard, timeRange) {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ ...timeRange, timeZone: 'utc' }),
    $variables: new SceneVariableSet({
      variables: (dashboard.templating?.list ?? []).map((json) => VARIABLES[json.type](json)),
    }),
    $data: new SceneDataLayerSet({ layers: (dashboard.annotations?.list ?? []).filter(({ expr }) => expr).map(layer) }),
    controls: [new VariableValueSelectors({}), new SceneControlsSpacer(), new SceneTimePicker({})],
    body: new SceneGridLayout({ isLazy: false, children: sections(dashboard).flatMap(gridItems) }),
  });
}

const layer = (query, i) => new dataLayers.AnnotationsDataLayer({ key: `annotation-${i}`, name: query.name, query, isEnabled: query.enable });

function gridItems({ row, panels }) {
  const items = panels.map((panel) => new SceneGridItem({ ...place(panel), body: toPanel(panel) }));
  if (!row) {
    return items;
  }
  const state = { key: `row-${row.id}`, title: row.title, isCollapsed: row.collapsed, y: row.gridPos.y, children: items };
  return [new SceneGridRow(state)];
}

const place = ({ gridPos: { x, y, w, h } }) => ({ x, y, width: w, height: h });

function toPanel(panel) {
  return new VizPanel({
    key: `panel-${panel.id}`,
    title: panel.title,
    description: panel.description,
    pluginId: panel.type,
    options: panel.options ?? {},
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    displayMode: panel.transparent ? 'transparent' : 'default',
    $data: panel.targets?.length ? data(panel) : undefined,
  });
}

function data({ datasource, targets, interval, maxDataPoints, transformations = [] }) {
  return new SceneDataTransformer({
    $data: new SceneQueryRunner({
      datasource,
      queries: targets,
      minInterval: interval,
      maxDataPoints,
      maxDataPointsFromWidth: true,
    }),
    transformations,
  });
}
