import { withPalette } from './png.mjs';

const POLL_MS = 250;

/** Draws one dashboard in a new page; returns its report, its picture and everything that went wrong. */
export async function drawDashboard(browser, url, dashboard, settings) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
  page.on('console', (message) => isError(message) && problems.push(`error in the page: ${message.text()}`));
  try {
    await page.setViewport({ width: settings.width, height: 1200 });
    await page.goto(url);
    await page.waitForFunction('window.draw');
    const unsupported = await page.evaluate((json, options) => window.draw(json, options), dashboard, settings.page);
    if (unsupported.length) {
      return { problems: unsupported };
    }
    const report = await settled(page, settings.timeoutMs);
    const png = await picture(page, settings);
    return { report, png, problems: [...problems, ...faults(report, dashboard)] };
  } finally {
    await page.close();
  }
}

/** The whole page in less than the limit: with fewer colors, and if that is not enough, smaller. */
async function picture(page, { width, pictureBytes }) {
  const height = await page.evaluate(() => Math.ceil(document.getElementById('dashboard').getBoundingClientRect().height));
  for (const deviceScaleFactor of [1, 0.8, 0.65, 0.5]) {
    await page.setViewport({ width, height, deviceScaleFactor });
    // Tables are drawn anew after a change of the size.
    await new Promise((resolve) => setTimeout(resolve, 4 * POLL_MS));
    const png = Buffer.from(await page.screenshot());
    for (const colors of [96, 32]) {
      const smaller = withPalette(png, colors);
      if (smaller.length <= pictureBytes) {
        return smaller;
      }
    }
  }
  throw new Error(`a picture of ${width}×${height} pixels does not fit into ${pictureBytes} bytes`);
}

/** React's advice to developers is no fault of a dashboard. */
const isError = (message) => message.type() === 'error' && !/^(Warning:|Failed to load resource)/.test(message.text());

/** The report when nothing loads any more and two reports in a row are equal. */
async function settled(page, timeoutMs) {
  const end = Date.now() + timeoutMs;
  const wait = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));
  while (Date.now() < end && (await page.evaluate(() => window.dashboardLoads()))) {
    await wait();
  }
  let report = await page.evaluate(() => window.dashboardReport());
  for (let previous; Date.now() < end && JSON.stringify(report) !== JSON.stringify(previous); ) {
    await wait();
    previous = report;
    report = await page.evaluate(() => window.dashboardReport());
  }
  return report;
}

/** What must not happen in any dashboard. That a panel is empty is left to check.mjs. */
function faults({ panels, variables, annotations }, dashboard) {
  return [
    ...variables.filter(({ error }) => error).map(({ name, error }) => `variable ${name}: ${error}`),
    ...variables.filter(({ loading }) => loading).map(({ name }) => `variable ${name}: not done`),
    ...annotations.filter(({ state, error }) => state !== 'Done' || error).map(({ name, state, error }) => `annotation ${name}: ${error ?? state}`),
    ...panels.filter(({ error }) => error).map(({ title, error }) => `panel "${title}": ${error}`),
    ...panels.filter(({ crash }) => crash).map(({ title, crash }) => `panel "${title}": ${crash}`),
    ...panels.filter(({ state, error }) => state !== 'Done' && !error).map(({ title, state }) => `panel "${title}": not done (${state})`),
    ...(panels.length ? [] : [`no panel of ${dashboard.uid} was drawn`]),
  ];
}
