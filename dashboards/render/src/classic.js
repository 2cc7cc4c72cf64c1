/** Reads the classic JSON of a dashboard. Knows nothing of Grafana's libraries, so that Node can test it. */

const GRID_COLUMNS = 24;

/** Panels in display order: rows, panels, and the panels of collapsed rows if these are expanded. */
export function panelsOf(dashboard) {
  return dashboard.panels.flatMap((panel) =>
    panel.type === 'row' && panel.collapsed ? [panel] : [panel, ...(panel.panels ?? [])]
  );
}

/** The same dashboard with collapsed rows open: their panels take their place, and what follows moves down. */
export function expandRows(dashboard) {
  let shift = 0;
  const panels = dashboard.panels.flatMap((panel) => {
    const moved = down(panel, shift);
    if (panel.type !== 'row' || !panel.collapsed) {
      return [moved];
    }
    const children = panel.panels ?? [];
    const top = Math.min(...children.map((child) => child.gridPos.y));
    const bottom = Math.max(...children.map((child) => child.gridPos.y + child.gridPos.h));
    const opened = children.map((child) => down(child, moved.gridPos.y + 1 - top));
    shift += children.length ? bottom - top : 0;
    return [{ ...moved, collapsed: false, panels: [] }, ...opened];
  });
  return { ...dashboard, panels };
}

function down(panel, rows) {
  return { ...panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y + rows } };
}

/** Rows with their panels; panels above the first row have the row null. */
export function sections(dashboard) {
  const all = [{ row: null, panels: [] }];
  for (const panel of dashboard.panels) {
    if (panel.type === 'row') {
      all.push({ row: panel, panels: panel.collapsed ? (panel.panels ?? []) : [] });
    } else {
      all.at(-1).panels.push(panel);
    }
  }
  return all.filter(({ row, panels }) => row || panels.length);
}

/** Messages about what this program cannot draw; drawing the rest anyway would hide it. */
export function unsupported(dashboard, known) {
  const messages = [];
  const check = (what, value, list) => {
    if (!list.includes(value)) {
      messages.push(`${what} "${value}" is not supported (${list.join(', ')})`);
    }
  };
  if (dashboard.schemaVersion !== 39) {
    messages.push(`schemaVersion ${dashboard.schemaVersion} is not 39`);
  }
  for (const variable of dashboard.templating?.list ?? []) {
    check(`variable ${variable.name}: type`, variable.type, known.variables);
  }
  for (const panel of panelsOf(dashboard).filter(({ type }) => type !== 'row')) {
    const where = `panel "${panel.title}":`;
    check(`${where} type`, panel.type, known.panels);
    if (panel.datasource) {
      check(`${where} data source`, panel.datasource.type, known.dataSources);
    }
    for (const transformation of panel.transformations ?? []) {
      check(`${where} transformation`, transformation.id, known.transformations);
    }
    for (const option of ['repeat', 'libraryPanel', 'timeFrom', 'timeShift'].filter((name) => panel[name])) {
      messages.push(`${where} option "${option}" is not supported`);
    }
    if (known.panels.includes(panel.type)) {
      messages.push(...unknownProperties(panel, known.properties(panel.type)).map((text) => `${where} ${text}`));
    }
    const { x, y, w, h } = panel.gridPos;
    if (![x, y, w, h].every(Number.isInteger) || x < 0 || w < 1 || x + w > GRID_COLUMNS) {
      messages.push(`${where} gridPos ${JSON.stringify(panel.gridPos)} does not fit into ${GRID_COLUMNS} columns`);
    }
  }
  return messages;
}

/** Grafana ignores a property that the panel type does not have, which hides misspelled ones. */
function unknownProperties(panel, known) {
  const custom = Object.keys(panel.fieldConfig?.defaults?.custom ?? {}).map((name) => `custom.${name}`);
  const overridden = (panel.fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties.map(({ id }) => id));
  return [...new Set([...custom, ...overridden])]
    .filter((id) => !known.some((property) => id === property || id.startsWith(`${property}.`)))
    .map((id) => `${panel.type} has no field property "${id}"`);
}
