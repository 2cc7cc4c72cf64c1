/** Splits "--name=value" and "--flag" from file names; throws on a name that is not in defaults. */
export function readOptions(args, defaults) {
  const options = { ...defaults };
  const files = [];
  for (const arg of args) {
    const match = /^--([a-z-]+)(?:=(.*))?$/.exec(arg);
    if (!match) {
      files.push(arg);
    } else if (!(match[1] in defaults)) {
      throw new Error(`unknown option --${match[1]}; options: ${Object.keys(defaults).map((name) => `--${name}`).join(' ')}`);
    } else {
      options[match[1]] = match[2] ?? true;
    }
  }
  return { options, files };
}
