/**
 * What a dashboard must show. An expectation holds, for each dashboard:
 *
 *   empty   panels without data, each with the reason; all others must have data, and these must have none
 *   stats   text and color of each tile of the stat panels; a text between slashes is a regular expression
 *   judged  panels that may show red or orange, each with the reason; in none of the others is anything red or orange
 *   cut     panels whose texts may be cut, each with the reason
 *
 * and for all dashboards "gone": names of services and tasks without data, beside which nothing is green.
 */

const BAD = ['red', 'orange'];
const MISSING_REASON = 'reason?';
const NO_DATA = /^(.* )?no data$/i;

export function deviations(expected, reports) {
  const missing = Object.keys(expected.dashboards).filter((uid) => !reports.some((report) => report.uid === uid));
  const uids = reports.map(({ uid }) => uid);
  return [
    ...missing.map((uid) => `${uid}: was not drawn`),
    ...reports.flatMap((report) => {
      const own = expected.dashboards[report.uid];
      const lines = own
        ? [...reasons(own), ...emptiness(report, own), ...stats(report, own), ...colors(report, own), ...cuts(report, own), ...links(report, uids)]
        : [`is not in the expectation "${expected.scenario}"`];
      return [...lines, ...stale(report, expected.gone ?? [])].map((line) => `${report.uid}: ${line}`);
    }),
  ];
}

const reasons = ({ empty = {}, judged = {}, cut = {} }) =>
  Object.entries({ ...empty, ...judged, ...cut })
    .filter(([, reason]) => reason === MISSING_REASON)
    .map(([title]) => `the reason for "${title}" is missing`);

const named = (panel) => `panel "${panel.title}"`;
const isEmpty = ({ noData, values, text, stats = [], table, states, frames }) =>
  !text && (noData || (!values && !table && !states && !frames) || (stats.length > 0 && stats.every((stat) => NO_DATA.test(stat.text))));

function emptiness({ panels }, { empty = {} }) {
  const unknown = Object.keys(empty).filter((title) => !panels.some((panel) => panel.title === title));
  return [
    ...unknown.map((title) => `the empty panel "${title}" does not exist`),
    ...panels.filter((panel) => isEmpty(panel) && !(panel.title in empty)).map((panel) => `${named(panel)} is empty`),
    ...panels.filter((panel) => !isEmpty(panel) && panel.title in empty).map((panel) => `${named(panel)} is not empty`),
  ];
}

const show = ({ text, color }) => `${text} (${color})`;

function stats({ panels }, { stats: all = {} }) {
  return panels
    .filter(({ type, stats: tiles }) => type === 'stat' && tiles)
    .flatMap((panel) => {
      const found = panel.stats.map(show);
      const wanted = all[panel.title];
      return wanted && wanted.length === found.length && wanted.every((one, i) => matches(one, found[i]))
        ? []
        : [`${named(panel)} shows ${found.join(', ')}, expected ${wanted?.join(', ') ?? 'nothing'}`];
    });
}

function matches(wanted, found) {
  const pattern = /^\/(.*)\/ \((\w+)\)$/.exec(wanted);
  return pattern ? new RegExp(`^(?:${pattern[1]}) \\(${pattern[2]}\\)$`).test(found) : wanted === found;
}

/** All texts that have a color: tiles, table cells and states. */
const colored = ({ stats: tiles = [], table, states = [] }) => [...tiles, ...(table?.rows.flat() ?? []), ...states];

function colors({ panels }, { judged = {} }) {
  return panels.flatMap((panel) => {
    const texts = colored(panel);
    const absent = texts.filter(({ text, color }) => NO_DATA.test(text) && color !== 'grey');
    const bad = texts.filter(({ color }) => BAD.includes(color));
    const blank = blanks(panel.table?.rows ?? []);
    const elsewhere = panels.some((other) => other.title === panel.title && isBad(other));
    return [
      ...unique(absent).map((one) => `${named(panel)}: absent data is not grey: ${one}`),
      ...(panel.title in judged ? [] : unique(bad).map((one) => `${named(panel)}: ${one}`)),
      ...(panel.title in judged && !elsewhere ? [`${named(panel)} shows nothing red or orange`] : []),
      ...(blank.length ? [`${named(panel)}: ${blank.length} cells are blank instead of "no data"`] : []),
    ];
  });
}

const isBad = (panel) => colored(panel).some(({ color }) => BAD.includes(color));

/** Blank cells of columns that judge values; a label may be blank. */
function blanks(rows) {
  const judges = (column) => rows.some((row) => [...BAD, 'green', 'grey'].includes(row[column]?.color));
  return rows.flatMap((row) => row.filter(({ text }, column) => !text && judges(column)));
}

const unique = (texts) => [...new Set(texts.map(show))];

function cuts({ panels }, { cut = {} }) {
  return panels
    .filter(({ title }) => !(title in cut))
    .flatMap((panel) => {
      const { titleCut, stats: tiles = [], table = {}, namesCut = [] } = panel;
      return [
        ...(titleCut ? ['title is cut'] : []),
        ...(table.columnsOverflow ? [`columns ${table.columns.join(', ')} are wider than the panel`] : []),
        ...(table.frames > 1 ? [`only the first of ${table.frames} frames is shown`] : []),
        ...(table.headersCut ?? []).map((text) => `heading "${text}" is cut`),
        ...tiles.filter((tile) => tile.cut).map(({ text }) => `"${text}" is cut`),
        ...namesCut.map((text) => `name "${text}" is cut`),
      ].map((line) => `${named(panel)}: ${line}`);
    });
}

/** Links lead to dashboards that exist and keep data source and time range. */
function links({ panels }, uids) {
  return panels.flatMap((panel) =>
    Object.entries(panel.links ?? {}).flatMap(([field, hrefs]) =>
      hrefs.flatMap((href) => wrongLink(href, uids).map((why) => `${named(panel)}: link of "${field}" ${why}: ${href}`))
    )
  );
}

function wrongLink(href, uids) {
  const unresolved = /\$\{|\$(?!__all)[A-Za-z_]|undefined|var-\w+=(&|$)/.test(href) ? ['has a variable without a value'] : [];
  const [, uid] = /^\/d\/([\w-]+)\?/.exec(href) ?? [];
  if (!uid) {
    return [...unresolved, ...(href.startsWith('https://') ? [] : ['is neither a dashboard nor https'])];
  }
  return [
    ...unresolved,
    ...(uids.includes(uid) ? [] : [`leads to "${uid}", which was not drawn`]),
    ...(['var-datasource=', 'from=', 'to='].every((name) => href.includes(name)) ? [] : ['drops the data source or the time range']),
  ];
}

/** Beside the name of what is gone, green is the color of old data. */
function stale({ panels }, gone) {
  const isGone = (text) => gone.find((name) => text.split(/[\s/]+/).includes(name));
  return panels.flatMap((panel) => {
    const tiles = (panel.stats ?? []).filter(({ text, color }) => color === 'green' && isGone(text));
    const has = (row, colors) => row.some(({ color }) => colors.includes(color));
    const looksGood = (row) => has(row, ['green']) && !has(row, BAD);
    const rows = (panel.table?.rows ?? []).filter((row) => row.some(({ text }) => isGone(text)) && looksGood(row));
    return [
      ...tiles.map((tile) => `${named(panel)}: ${show(tile)} though it is gone`),
      ...rows.map((row) => `${named(panel)}: the row ${row.map(show).join(', ')} is green though it is gone`),
    ];
  });
}

/** What no rule forbids but a person may want to look at. */
export function notes(reports) {
  return reports.flatMap(({ uid, panels }) =>
    panels.flatMap((panel) => {
      const { table, legendHidden, legend = [] } = panel;
      return [
        ...(table?.rowsBelow ? [`${table.rowsBelow} of ${table.rows.length} rows are out of sight`] : []),
        ...(table?.emptySpace > 70 ? [`${table.emptySpace} pixels below the last row are empty`] : []),
        ...(table?.cellsCut ? [`cells are cut: ${table.cellsCut.slice(0, 3).join(', ')}`] : []),
        ...(legendHidden ? [`${legendHidden} pixels of the legend with ${legend.length} entries are out of sight`] : []),
        ...(panel.frames === 1 && legend.length === 1 ? ['a legend for a single series'] : []),
      ].map((line) => `${uid}: ${named(panel)}: ${line}`);
    })
  );
}

/** The expectation that these reports meet, with the old reasons. Only in an outage may panels show red or orange. */
export function updated(expected, reports) {
  const judges = expected.scenario !== 'healthy';
  const dashboards = reports.map((report) => [report.uid, own(report, expected.dashboards[report.uid] ?? {}, judges)]);
  return { ...expected, dashboards: Object.fromEntries(dashboards) };
}

function own({ panels }, { empty = {}, stats: old = {}, judged = {}, ...rest }, judges) {
  const tiles = panels
    .filter(({ type, stats: all }) => type === 'stat' && all)
    .map(({ title, stats: all }) => [title, all.map((tile, i) => kept(old[title]?.[i], tile))]);
  return {
    empty: titles(panels.filter(isEmpty), empty),
    stats: Object.fromEntries(tiles),
    ...(judges ? { judged: titles(panels.filter(isBad), judged) } : {}),
    ...rest,
  };
}

const titles = (panels, old) => Object.fromEntries(panels.map(({ title }) => [title, old[title] ?? MISSING_REASON]));

/** Numbers that move with the lab's clock become patterns: those with a fraction, and those that two runs differ in. */
function kept(old, tile) {
  if (old && matches(old, show(tile))) {
    return old;
  }
  const number = tile.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d+(\\\.\d+)?/g, '[\\d.]+');
  const pattern = `/${number}/ (${tile.color})`;
  return /\d\.\d/.test(tile.text) || (old && matches(pattern, old)) ? pattern : show(tile);
}
