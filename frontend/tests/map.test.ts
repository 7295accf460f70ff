/** The map: places lie where they are, close ones do not cover each other, and the drawing stays small and whole. */
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Europe from '../src/lib/parts/Europe.svelte';
import { apart, drawing, spotOf, type Place } from '../src/lib/parts/europe';

const place = (id: string, latitude: number | null, longitude: number | null): Place => ({
  id,
  name: id,
  href: `/${id}`,
  latitude,
  longitude,
});
const berlin = place('berlin', 52.52, 13.41);
const potsdam = place('potsdam', 52.4, 13.07);
const montreal = place('montréal', 45.5, -73.57);

test('north is up and east is right', () => {
  const [graz, malmö] = [spotOf(place('graz', 47.07, 15.44))!, spotOf(place('malmö', 55.61, 13))!];
  expect(malmö.y).toBeLessThan(graz.y);
  expect(malmö.x).toBeLessThan(graz.x);
});

test('the middle of the projection is where the drawing says it is', () => {
  const [longitude, latitude] = drawing.centre as [number, number];
  expect(spotOf(place('middle', latitude, longitude))).toMatchObject({ x: -drawing.west / drawing.grid, y: drawing.north / drawing.grid });
});

test('what lies outside, or has no place, is not on the map', () => {
  expect(spotOf(montreal)).toBeNull();
  expect(spotOf(place('nowhere', null, null))).toBeNull();
});

test('the smallest member countries of Europe are still drawn', () => {
  // Each shore's own bounds; Malta's is the one around Valletta.
  const shores = [...drawing.land.matchAll(/M([\d ]+)l([-\d ]+)z/g)].map(([, start, steps]) => {
    let [x, y] = start!.split(' ').map(Number) as [number, number];
    const points = [[x, y]];
    const numbers = steps!.match(/-?\d+/g)!.map(Number);
    for (let at = 0; at < numbers.length; at += 2) points.push([(x += numbers[at]!), (y += numbers[at + 1]!)]);
    return points;
  });
  const near = (latitude: number, longitude: number): boolean => {
    const spot = spotOf(place('', latitude, longitude))!;
    return shores.some((points) => points.length < 12 && points.every(([x, y]) => Math.hypot(x! - spot.x, y! - spot.y) < 12));
  };
  expect(near(35.9, 14.45), 'Malta').toBe(true);
  expect(shores.length).toBeGreaterThan(80);
});

test('neighbours part, the others stay, and the same every time', () => {
  const spots = [berlin, potsdam, place('madrid', 40.42, -3.7)].map((each) => spotOf(each)!);
  const moved = apart(spots, 30);
  expect(Math.hypot(moved[0]!.x - moved[1]!.x, moved[0]!.y - moved[1]!.y)).toBeGreaterThanOrEqual(29.9);
  expect(moved[2]).toEqual(spots[2]);
  expect(apart(spots, 30)).toEqual(moved);
});

test('two places on the very same spot part as well', () => {
  const spots = ['a', 'b'].map((id) => ({ id, x: 5, y: 5 }));
  const [a, b] = apart(spots, 4);
  expect(Math.hypot(a!.x - b!.x, a!.y - b!.y)).toBeCloseTo(4, 1);
});

test('the drawing is small', () => {
  expect(gzipSync(readFileSync('src/lib/parts/europe.json'), { level: 9 }).length).toBeLessThan(15 * 1024);
});

vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);

test('a dot says which city it is when it is lit, and tells when it is pointed at', async () => {
  const onlit = vi.fn();
  const { container } = render(Europe, { places: [berlin, potsdam, montreal], caption: 'Two cities', lit: 'berlin', onlit });
  expect(screen.getByText('Two cities')).toBeTruthy();
  expect(screen.getByText('berlin')).toBeTruthy();
  const dots = container.querySelectorAll('svg a');
  expect(dots).toHaveLength(2);
  dots[1]!.dispatchEvent(new Event('pointerenter'));
  expect(onlit).toHaveBeenCalledWith('potsdam');
  expect([...dots].every((dot) => dot.getAttribute('tabindex') === '-1')).toBe(true);
});
