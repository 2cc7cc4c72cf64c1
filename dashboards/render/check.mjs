/**
 * Compares what dashboards show with what they must show in a scenario.
 *
 *     node check.mjs --expect=expected/healthy.json [--update] DIR
 *
 * DIR holds the reports of render.mjs. Exits with 1 and a line for each deviation. --update writes the texts of stats
 * and the empty panels into the file; reasons and patterns that still apply are kept.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deviations, notes, updated } from './lib/rules.mjs';
import { readOptions } from './lib/options.mjs';

const { options, files } = readOptions(process.argv.slice(2), { expect: '', update: false, notes: false });
const [folder] = files;
if (!options.expect || files.length !== 1) {
  throw new Error('usage: node check.mjs --expect=FILE [--update] [--notes] DIR');
}

const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
const reports = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
let expected = JSON.parse(await readFile(options.expect, 'utf8'));
if (options.update) {
  expected = updated(expected, reports);
  await writeFile(options.expect, `${JSON.stringify(expected, null, 2)}\n`);
}
if (options.notes) {
  notes(reports).forEach((line) => console.log(line));
}
const found = deviations(expected, reports);
found.forEach((line) => console.error(line));
console.log(`${options.expect}: ${reports.length} dashboards, ${reports.flatMap(({ panels }) => panels).length} panels, ${found.length} deviations`);
process.exitCode = found.length ? 1 : 0;
