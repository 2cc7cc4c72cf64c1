import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviations, notes, updated } from '../lib/rules.mjs';

const cell = (text, color = 'text') => ({ text, color });
const stat = (title, ...stats) => ({ title, type: 'stat', frames: 1, values: 1, stats });
const table = (title, rows, more = {}) => ({ title, type: 'table', frames: 1, values: 1, table: { columns: ['Service', 'CPU'], rows, frames: 1, ...more } });
const check = (panels, own, gone) => deviations({ scenario: 'healthy', gone, dashboards: { d: own } }, [{ uid: 'd', panels }]);

test('a dashboard that shows what is expected has no deviation', () => {
  const panels = [
    stat('Tasks', cell('17')),
    stat('Highest CPU', cell('48.8 %', 'green')),
    { title: 'Pressure', type: 'timeseries', frames: 0, values: 0, noData: true },
    table('Services', [[cell('orders'), cell('48.8%', 'green')], [cell('search'), cell('no data', 'grey')]]),
  ];
  const own = { empty: { Pressure: 'no cgroup v1' }, stats: { Tasks: ['17 (text)'], 'Highest CPU': ['/[\\d.]+ %/ (green)'] } };
  assert.deepEqual(check(panels, own), []);
});

test('each deviation is a line', () => {
  const panels = [
    { ...stat('Tasks', cell('16')), titleCut: true },
    stat('Errors', cell('no data', 'green')),
    { title: 'CPU', type: 'timeseries', frames: 0, values: 0, noData: true },
    { title: 'Memory', type: 'timeseries', frames: 1, values: 9 },
    table('Services', [[cell('orders'), cell('99%', 'red')], [cell(''), cell('', 'none')]], { columnsOverflow: true, headersCut: ['CPU'] }),
  ];
  const own = { empty: { Memory: 'why' }, stats: { Tasks: ['17 (text)'], Errors: ['no data (grey)'] }, judged: { Errors: 'why' } };
  assert.deepEqual(check(panels, own), [
    'd: panel "Errors" is empty',
    'd: panel "CPU" is empty',
    'd: panel "Memory" is not empty',
    'd: panel "Tasks" shows 16 (text), expected 17 (text)',
    'd: panel "Errors" shows no data (green), expected no data (grey)',
    'd: panel "Errors": absent data is not grey: no data (green)',
    'd: panel "Errors" shows nothing red or orange',
    'd: panel "Services": 99% (red)',
    'd: panel "Services": 1 cells are blank instead of "no data"',
    'd: panel "Tasks": title is cut',
    'd: panel "Services": columns Service, CPU are wider than the panel',
    'd: panel "Services": heading "CPU" is cut',
  ]);
});

test('nothing is green beside the name of what is gone', () => {
  const panels = [
    stat('Metadata', cell('checkout works', 'green'), cell('orders works', 'green')),
    table('Services', [[cell('checkout'), cell('5%', 'green')], [cell('checkout'), cell('gone', 'red'), cell('0', 'green')], [cell('orders'), cell('5%', 'green')]]),
  ];
  const own = { stats: { Metadata: ['checkout works (green)', 'orders works (green)'] }, judged: { Services: 'checkout is gone' } };
  assert.deepEqual(check(panels, own, ['checkout']), [
    'd: panel "Metadata": checkout works (green) though it is gone',
    'd: panel "Services": the row checkout (text), 5% (green) is green though it is gone',
  ]);
});

test('links lead to dashboards that were drawn and keep data source and time range', () => {
  const links = {
    Service: ['/d/d?var-datasource=p&var-ecs_service=orders&from=now-1h&to=now'],
    Task: ['/d/other?var-datasource=p&from=now-1h&to=now', '/d/d?var-ecs_service=&from=now-1h', '/x?a=${instance}'],
    Logs: ['https://console.example/logs$3Fq$3D1'],
  };
  assert.deepEqual(check([{ title: 'Tasks', type: 'timeseries', frames: 1, values: 1, links }], {}), [
    'd: panel "Tasks": link of "Task" leads to "other", which was not drawn: /d/other?var-datasource=p&from=now-1h&to=now',
    'd: panel "Tasks": link of "Task" has a variable without a value: /d/d?var-ecs_service=&from=now-1h',
    'd: panel "Tasks": link of "Task" drops the data source or the time range: /d/d?var-ecs_service=&from=now-1h',
    'd: panel "Tasks": link of "Task" has a variable without a value: /x?a=${instance}',
    'd: panel "Tasks": link of "Task" is neither a dashboard nor https: /x?a=${instance}',
  ]);
});

test('a dashboard must be drawn and expected', () => {
  const expected = { scenario: 'outage', dashboards: { a: {} } };
  assert.deepEqual(deviations(expected, [{ uid: 'b', panels: [] }]), ['a: was not drawn', 'b: is not in the expectation "outage"']);
});

test('an update keeps patterns that apply and reasons, and makes patterns of numbers that differ', () => {
  const tiles = [stat('CPU', cell('48.8 %', 'green')), stat('Tasks', cell('17')), stat('Clocks', cell('no data', 'grey')), stat('Load', cell('1.5', 'red'))];
  const panels = [...tiles, { title: 'Empty', type: 'timeseries', frames: 0, values: 0, noData: true }];
  const own = {
    empty: { Empty: 'why', Old: 'why' },
    stats: { CPU: ['/4[\\d.]+ %/ (green)'], Tasks: ['16 (text)'] },
    judged: { CPU: 'why' },
    cut: { CPU: 'why' },
  };
  const result = updated({ scenario: 'outage', dashboards: { d: own } }, [{ uid: 'd', panels }]);
  assert.deepEqual(result.dashboards.d, {
    empty: { Clocks: 'reason?', Empty: 'why' },
    stats: { CPU: ['/4[\\d.]+ %/ (green)'], Tasks: ['/[\\d.]+/ (text)'], Clocks: ['no data (grey)'], Load: ['/[\\d.]+/ (red)'] },
    judged: { Load: 'reason?' },
    cut: { CPU: 'why' },
  });
});

test('notes name what is out of sight', () => {
  const legend = ['a 1', 'b 2'];
  const panels = [{ title: 'CPU', frames: 2, legend, legendHidden: 40 }, table('Services', [[cell('a')], [cell('b')]], { rowsBelow: 1, emptySpace: 0 })];
  assert.deepEqual(notes([{ uid: 'd', panels }]), [
    'd: panel "CPU": 40 pixels of the legend with 2 entries are out of sight',
    'd: panel "Services": 1 of 2 rows are out of sight',
  ]);
});
