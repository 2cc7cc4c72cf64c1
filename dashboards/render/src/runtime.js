import {
  EventBusSrv,
  LoadingState,
  createTheme,
  locationUtil,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
} from '@grafana/data';
import {
  config,
  setAppEvents,
  setDataSourceSrv,
  setEchoSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
  toDataQueryError,
} from '@grafana/runtime';
import { sceneGraph } from '@grafana/scenes';
import { catchError, from, map, of, startWith } from 'rxjs';
import { CloudWatch, XRay } from './datasource/canned.js';
import { PrometheusDataSource } from './datasource/prometheus.js';
import { plugins, standardProperties } from './panels/plugins.jsx';

const SOURCES = {
  prometheus: { create: PrometheusDataSource, name: 'Amazon Managed Prometheus' },
  cloudwatch: { create: CloudWatch, name: 'CloudWatch' },
  'grafana-x-ray-datasource': { create: XRay, name: 'X-Ray' },
};

export const DATA_SOURCE_TYPES = Object.keys(SOURCES);
export const TRANSFORMATIONS = Object.values(standardTransformers).map(({ id }) => id);

/** Fills the places through which Grafana's libraries reach the rest of Grafana. */
export function initRuntime(prometheusUrl) {
  config.theme2 = createTheme({ colors: { mode: 'dark' } });
  config.featureToggles = {};
  standardEditorsRegistry.setInit(() => []);
  standardFieldConfigEditorRegistry.setInit(standardProperties);
  standardTransformersRegistry.setInit(transformations);
  setAppEvents(new EventBusSrv());
  setEchoSrv({ addEvent: () => {}, flush: () => {}, addBackend: () => {} });
  setTemplateSrv({ replace: (text) => text, getVariables: () => [], containsTemplate: () => false });
  setDataSourceSrv(dataSources(prometheusUrl));
  setPluginImportUtils({
    importPanelPlugin: (id) => Promise.resolve(plugins[id]),
    getPanelPluginFromCache: (id) => plugins[id],
  });
  setRunRequest(runRequest);
  locationUtil.initialize({ config, getVariablesUrlParams: () => ({}), getTimeRangeForUrl: () => ({}) });
}

const transformations = () =>
  Object.values(standardTransformers)
    .filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i)
    .map((transformation) => ({ ...transformation, transformation: async () => transformation, editor: () => null }));

function dataSources(url) {
  const all = Object.entries(SOURCES).map(([type, { create, name }]) => {
    const uid = `stand-in-${type}`;
    const meta = { id: type, name, metrics: true, annotations: true, mixed: false, info: { logos: { small: '' } } };
    const settings = { uid, name, type, meta, isDefault: type === 'prometheus', jsonData: {}, readOnly: true };
    return { settings, instance: new create({ uid, name, type, meta, url }) };
  });
  const find = (reference, scopedVars) => {
    const uid = resolve(reference, scopedVars);
    const found = all.find(({ settings }) => settings.uid === uid);
    if (!found) {
      throw new Error(`no data source ${JSON.stringify(reference)}`);
    }
    return found;
  };
  return {
    get: async (reference, scopedVars) => find(reference, scopedVars).instance,
    getList: ({ pluginId, type } = {}) =>
      all.map(({ settings }) => settings).filter((one) => [one.type, undefined].includes(pluginId ?? type)),
    getInstanceSettings: (reference, scopedVars) => {
      try {
        return find(reference, scopedVars).settings;
      } catch {
        return undefined;
      }
    },
    reload: () => {},
    registerRuntimeDataSource: () => {},
  };
}

/** The uid that a reference like ${datasource} means. */
function resolve(reference, scopedVars) {
  const uid = typeof reference === 'string' ? reference : reference?.uid;
  const variable = /^\$\{?(\w+)\}?$/.exec(uid ?? '');
  const object = scopedVars?.__sceneObject?.value?.valueOf();
  return variable && object ? sceneGraph.interpolate(object, uid) : uid;
}

function runRequest(dataSource, request, query = (all) => dataSource.query(all)) {
  const state = (data) => ({ series: [], annotations: [], request, timeRange: request.range, ...data });
  return from(Promise.resolve(query(request))).pipe(
    map(({ data }) => state({ state: LoadingState.Done, series: data })),
    catchError((error) => of(state({ state: LoadingState.Error, errors: [toDataQueryError(error)], error }))),
    startWith(state({ state: LoadingState.Loading }))
  );
}
