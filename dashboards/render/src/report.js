import { getFieldDisplayName } from '@grafana/data';
import { SceneGridRow, SceneQueryRunner, VizPanel, sceneGraph } from '@grafana/scenes';
import { panelsOf } from './classic.js';
import { colorName } from './color.js';

/** Whether queries of panels, variables or annotations still run. Cheap, unlike a report. */
export function isLoading(scene) {
  const unfinished = ({ state }) => ['NotStarted', 'Loading', undefined].includes(state.data?.state);
  const find = (type) => sceneGraph.findAllObjects(scene, (object) => object instanceof type);
  return (
    scene.state.$variables.state.variables.some(({ state }) => state.loading) ||
    scene.state.$data.state.layers.some(unfinished) ||
    find(VizPanel).filter(isOpen).some((panel) => panel.state.$data && unfinished(panel.state.$data))
  );
}

/** What the page shows, read from the scene (states, data) and from the page itself (texts, colors, sizes). */
export function report(dashboard, scene) {
  const panels = sceneGraph.findAllObjects(scene, (object) => object instanceof VizPanel);
  const runners = sceneGraph.findAllObjects(scene, (object) => object instanceof SceneQueryRunner && object.isActive);
  return {
    uid: dashboard.uid,
    title: dashboard.title,
    queries: runners.flatMap(({ state }) => state.queries).length,
    variables: scene.state.$variables.state.variables.map(variable),
    annotations: scene.state.$data.state.layers.map(annotation),
    rows: dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title),
    panels: panels.filter(isOpen).map((panel) => describe(panel, dashboard)),
  };
}

const isOpen = (panel) => {
  const row = panel.parent?.parent;
  return !(row instanceof SceneGridRow && row.state.isCollapsed);
};

function variable({ state: { name, value, options = [], loading, error } }) {
  return { name, value, options: options.length, loading: Boolean(loading), error: error ? String(error.message ?? error) : undefined };
}

function annotation({ state: { name, data } }) {
  return {
    name,
    state: data?.state,
    events: (data?.series ?? []).reduce((sum, { length }) => sum + length, 0),
    error: data?.errors?.map(({ message }) => message).join('; '),
  };
}

function describe(panel, dashboard) {
  const id = panel.getLegacyPanelId();
  const element = document.querySelector(`[data-viz-panel-key="${panel.state.key}"]`);
  const data = panel.state.$data ? sceneGraph.getData(panel).state.data : { state: 'Done', series: [] };
  const errors = [panel.state._pluginLoadError, ...(data?.errors ?? []).map(({ message }) => message)].filter(Boolean);
  return {
    id,
    title: panel.interpolate(panel.state.title),
    type: panel.state.pluginId,
    dataSource: panelsOf(dashboard).find((one) => one.id === id)?.datasource?.type,
    state: data?.state ?? 'NotStarted',
    error: errors.join('; ') || undefined,
    frames: data?.series.length ?? 0,
    values: values(data?.series ?? []),
    links: links(panel, data),
    ...(element ? drawn(element) : { error: 'not in the page' }),
  };
}

/** Number of values that are not null. */
function values(series) {
  return series
    .flatMap(({ fields }) => fields.filter(({ type }) => type === 'number'))
    .reduce((sum, field) => sum + [...field.values].filter((value) => value !== null && value !== undefined).length, 0);
}

/** Addresses of the data links of the first row or series with a text, by field: an empty cell has no link to click. */
function links(panel, data) {
  const [frame] = panel.applyFieldConfig(data).series;
  const fields = (frame?.length ? frame.fields : []).filter(({ type }) => type !== 'time');
  const linked = fields.map((field) => [
    getFieldDisplayName(field, frame),
    linksOf(field, field.type === 'string' ? [...field.values].findIndex((value) => value) : 0),
  ]);
  const all = linked.filter(([, list]) => list.length);
  return all.length ? Object.fromEntries(all) : undefined;
}

function linksOf(field, row) {
  return row < 0 ? [] : (field.getLinks?.({ valueRowIndex: row }).map(({ href }) => href) ?? []);
}

function drawn(element) {
  const all = (selector, within = element) => [...within.querySelectorAll(selector)];
  const title = element.querySelector('h2');
  const crash = element.querySelector('[data-testid="data-testid Alert error"]');
  return {
    ...(crash ? { crash: crash.textContent.split('\n')[0] } : {}),
    noData: Boolean(element.querySelector('[data-no-data]')) || undefined,
    titleCut: (title && isCut(title)) || undefined,
    stats: orNone(all('[data-stat]').map(stat)),
    table: table(element.querySelector('[data-table]')),
    legend: orNone(all('[data-testid^="data-testid VizLegend series"]').map(entry)),
    legendHidden: hiddenLegend(element),
    states: orNone(all('[data-state]').map(timelineState)),
    namesCut: orNone(all('[data-name]').filter(isCut).map(text)),
    text: element.querySelector('.markdown-html')?.textContent.trim(),
  };
}

const timelineState = (bar) => ({ text: text(bar), color: colorName(style(bar).backgroundColor) });

const orNone = (list) => (list.length ? list : undefined);
const text = (element) => element.textContent.trim();
const style = (element) => getComputedStyle(element);
const isCut = (element) => textNodes(element).some((node) => !isInside(node, element)) || undefined;

/** A row of a legend's table: name and calculated values. */
const entry = (element) => textNodes(element.closest('tr') ?? element).map((node) => node.textContent.trim()).join(' ');

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (walker.currentNode.textContent.trim()) {
      nodes.push(walker.currentNode);
    }
  }
  return nodes;
}

/** The rectangle of a text is as wide as the text, even where an ellipsis shows. */
function isInside(node, element) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const inner = range.getBoundingClientRect();
  const outer = element.getBoundingClientRect();
  return inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
}

/** Color of a tile's background if it has one, else of its largest text. */
function stat(tile) {
  const leaves = [...tile.querySelectorAll('*')].filter((leaf) => !leaf.children.length && text(leaf));
  const size = (leaf) => parseFloat(style(leaf).fontSize);
  const value = leaves.reduce((largest, leaf) => (!largest || size(leaf) > size(largest) ? leaf : largest), undefined);
  const isFilled = (css) => css.backgroundImage !== 'none' || colorName(css.backgroundColor) !== 'none';
  const background = [...tile.children].map(style).find(isFilled);
  const gradient = /rgba?\([^)]+\)/.exec(background?.backgroundImage ?? '')?.[0];
  return {
    text: leaves.map(text).join(' '),
    color: background ? colorName(gradient ?? background.backgroundColor) : colorName(value && style(value).color),
    fontSize: value && Math.round(size(value)),
    cut: leaves.some(isCut) || undefined,
  };
}

function table(element) {
  if (!element) {
    return undefined;
  }
  const grid = element.querySelector('[role="grid"]');
  const cells = (row, role) => [...row.querySelectorAll(`[role="${role}"]`)];
  const header = cells(grid, 'columnheader');
  const rows = [...grid.querySelectorAll('[role="row"]')].map((row) => cells(row, 'gridcell')).filter((row) => row.length);
  const { bottom } = element.getBoundingClientRect();
  return {
    frames: Number(element.dataset.frames),
    columns: header.map(text),
    rows: rows.map((row) => row.map(cell)),
    rowsBelow: rows.filter(([first]) => first.getBoundingClientRect().bottom > bottom + 1).length,
    columnsOverflow: grid.scrollWidth > grid.clientWidth + 1,
    headersCut: orNone(header.filter(isCut).map(text)),
    cellsCut: orNone([...new Set(rows.flat().filter(isCut).map(text))]),
    emptySpace: Math.max(0, Math.round(bottom - Math.max(...rows.map(([first]) => first.getBoundingClientRect().bottom)))),
  };
}

function cell(element) {
  const colored = textNodes(element).at(-1)?.parentElement;
  const background = colorName(style(element).backgroundColor);
  const color = ['none', 'grey', 'text'].includes(background) ? colorName(colored && style(colored).color) : background;
  return { text: text(element), color };
}

/** Height of the legend that is out of sight. */
function hiddenLegend(element) {
  const legend = element.querySelector('[data-testid^="data-testid VizLegend"], table');
  const box = legend && [...ancestors(legend, element)].find((one) => /auto|scroll/.test(style(one).overflowY));
  return box && box.scrollHeight > box.clientHeight + 2 ? box.scrollHeight - box.clientHeight : undefined;
}

function* ancestors(element, end) {
  for (let one = element; one && one !== end; one = one.parentElement) {
    yield one;
  }
}
