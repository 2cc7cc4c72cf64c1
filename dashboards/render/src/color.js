/** Names of colors as a person sees them: which of them judge a value, and which do not. */

const HUES = [
  [15, 'red'],
  [42, 'orange'],
  [65, 'yellow'],
  [170, 'green'],
  [260, 'blue'],
  [330, 'purple'],
  [360, 'red'],
];

/** "green", "red", …, "grey" for absent data, or "text" for the color of ordinary text. */
export function colorName(css) {
  const channels = /^(rgba?|color\(srgb)\s*\(?([^)]+)\)$/.exec(css ?? '');
  if (!channels) {
    return 'none';
  }
  const scale = channels[1].startsWith('color') ? 1 : 255;
  const [r, g, b, alpha = 1] = channels[2].split(/[\s,/]+/).filter(Boolean).map((number, i) => Number(number) / (i < 3 ? scale : 1));
  if (alpha < 0.05) {
    return 'none';
  }
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  if (max - min < 0.12) {
    return alpha > 0.9 && max > 0.7 ? 'text' : 'grey';
  }
  return HUES.find(([limit]) => hue(r, g, b, max, max - min) <= limit)[1];
}

function hue(r, g, b, max, range) {
  const sixth = max === r ? (g - b) / range : max === g ? 2 + (b - r) / range : 4 + (r - g) / range;
  return (sixth * 60 + 360) % 360;
}
