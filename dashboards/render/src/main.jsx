import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { ThemeContext } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router-dom';
import { expandRows, unsupported } from './classic.js';
import { PANEL_TYPES, fieldProperties } from './panels/plugins.jsx';
import { isLoading, report } from './report.js';
import { DATA_SOURCE_TYPES, TRANSFORMATIONS, initRuntime } from './runtime.js';
import { VARIABLE_TYPES, toScene } from './scene.js';

const KNOWN = {
  dataSources: DATA_SOURCE_TYPES,
  panels: PANEL_TYPES,
  properties: fieldProperties,
  transformations: TRANSFORMATIONS,
  variables: VARIABLE_TYPES,
};

/** Draws a dashboard; returns what of it is not supported, in which case nothing is drawn. */
async function draw(dashboard, { prometheus, open, timeRange }) {
  const problems = unsupported(dashboard, KNOWN);
  if (problems.length) {
    return problems;
  }
  initRuntime(prometheus);
  await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 14px Inter`)));
  const scene = toScene(open ? expandRows(dashboard) : dashboard, timeRange ?? dashboard.time);
  window.dashboardLoads = () => isLoading(scene);
  window.dashboardReport = () => report(dashboard, scene);
  createRoot(document.getElementById('dashboard')).render(<Page dashboard={dashboard} scene={scene} />);
  return [];
}

function Page({ dashboard, scene }) {
  const { colors, typography, spacing } = config.theme2;
  const style = { background: colors.background.canvas, padding: spacing(2), '--no-data': colors.text.secondary };
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <MemoryRouter>
        <div style={style}>
          <div style={{ display: 'flex', gap: 16, alignItems: 'baseline', marginBottom: 8 }}>
            <h1 style={{ ...typography.h3, margin: 0 }}>{dashboard.title}</h1>
            {(dashboard.links ?? []).map(({ title }) => (
              <span key={title} style={{ color: colors.text.secondary }}>{`${title} ▾`}</span>
            ))}
          </div>
          <scene.Component model={scene} />
        </div>
      </MemoryRouter>
    </ThemeContext.Provider>
  );
}

window.draw = draw;
