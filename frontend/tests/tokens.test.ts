/** What axe cannot see: the contrasts the tokens promise, in both themes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/lib/styles/tokens.css', 'utf8');
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)];
const colours = Object.fromEntries(pairs.map(([, name, light, dark]) => [name, { light, dark }])) as Record<string, Record<string, string>>;

/** Relative luminance of '#rrggbb' (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const text: [string, string][] = [
  ['ink', 'paper'],
  ['ink', 'wash'],
  ['ink', 'raised'],
  ['ink', 'accent-wash'],
  ['ink', 'danger-wash'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'wash'],
  ['ink-soft', 'raised'],
  ['accent', 'paper'],
  ['accent', 'wash'],
  ['accent', 'raised'],
  ['accent', 'accent-wash'],
  ['accent-hover', 'paper'],
  ['accent-hover', 'accent-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['danger', 'paper'],
  ['danger', 'raised'],
  ['on-danger', 'danger'],
  ['notice-ink', 'notice-wash'],
];

const shapes: [string, string][] = [
  ['focus', 'paper'],
  ['focus', 'wash'],
  ['focus', 'raised'],
  ['edge', 'paper'],
  ['edge', 'raised'],
  ['accent', 'accent-wash'],
  ['danger', 'danger-wash'],
  ['accent', 'map-land'],
];

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(text)('%s on %s reads at 4.5:1', (front, back) => {
    expect(contrast(colours[front]![theme]!, colours[back]![theme]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)('%s stands out from %s at 3:1', (front, back) => {
    expect(contrast(colours[front]![theme]!, colours[back]![theme]!)).toBeGreaterThanOrEqual(3);
  });
});
