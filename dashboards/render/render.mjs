/**
 * Draws dashboards and writes for each a picture and a report of what it shows.
 *
 *     node render.mjs --prometheus=http://127.0.0.1:9090 --out=out [--width=1600] [--expand-rows] [--to=UNIX_SECONDS] ecs-task.json…
 *
 * Exits with 1 if a panel is not done, has an error or is not supported. check.mjs reads the reports.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { drawDashboard } from './lib/draw.mjs';
import { readOptions } from './lib/options.mjs';
import { startServer } from './lib/server.mjs';

const { options, files } = readOptions(process.argv.slice(2), {
  prometheus: 'http://127.0.0.1:9090',
  out: 'out',
  width: '1600',
  'expand-rows': false,
  to: '',
  timeout: '120',
  page: fileURLToPath(new URL('dist', import.meta.url)),
  chromium: process.env.CHROMIUM ?? '/usr/bin/chromium',
});

const hours = (n) => new Date((Number(options.to) - n * 3600) * 1000).toISOString();
const settings = {
  width: Number(options.width),
  pictureBytes: 200_000,
  timeoutMs: Number(options.timeout) * 1000,
  page: {
    prometheus: options.prometheus,
    open: Boolean(options['expand-rows']),
    timeRange: options.to ? { from: hours(1), to: hours(0) } : null,
  },
};

await mkdir(options.out, { recursive: true });
const server = await startServer(options.page);
const browser = await puppeteer.launch({
  executablePath: options.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--hide-scrollbars'],
});
let failed = false;
try {
  for (const file of files) {
    failed = (await drawFile(file)) || failed;
  }
} finally {
  await browser.close();
  server.close();
}
process.exitCode = failed ? 1 : 0;

async function drawFile(file) {
  const start = Date.now();
  const dashboard = parse(await readFile(file, 'utf8'), file);
  const { report, png, problems } = await drawDashboard(browser, server.url, dashboard, settings);
  if (report) {
    const path = join(options.out, dashboard.uid);
    await writeFile(`${path}.png`, png);
    await writeFile(`${path}.json`, `${JSON.stringify(report, null, 1)}\n`);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    const { length } = report.panels;
    console.log(`${dashboard.uid}: ${length} panels, ${report.queries} queries, ${Math.round(png.length / 1000)} kB, ${seconds} s`);
  }
  problems.forEach((problem) => console.error(`${dashboard.uid}: ${problem}`));
  return problems.length > 0;
}

function parse(text, file) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}
