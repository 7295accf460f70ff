/**
 * Knows where on the drawing of Europe a place lies. The drawing (europe.json, made by scripts/map.js) and this formula are one
 * projection: Lambert's equal-area one, kilometres from the middle of Europe, turned into the drawing's units.
 */
import drawing from './europe.json';

export interface Place {
  id: string;
  name: string;
  href: string;
  latitude: number | null;
  longitude: number | null;
}

export interface Spot {
  id: string;
  x: number;
  y: number;
}

const earth = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const [middleLongitude = 0, middleLatitude = 0] = drawing.centre.map(radians);

/** The spot of a place, or null when it has no coordinates or lies outside the drawing. */
export function spotOf({ id, latitude, longitude }: Place): Spot | null {
  if (latitude === null || longitude === null) return null;
  const turn = radians(longitude) - middleLongitude;
  const height = radians(latitude);
  const toMiddle = Math.sin(middleLatitude) * Math.sin(height) + Math.cos(middleLatitude) * Math.cos(height) * Math.cos(turn);
  const stretch = earth * Math.sqrt(2 / Math.max(1e-6, 1 + toMiddle));
  const east = stretch * Math.cos(height) * Math.sin(turn);
  const north = stretch * (Math.cos(middleLatitude) * Math.sin(height) - Math.sin(middleLatitude) * Math.cos(height) * Math.cos(turn));
  const x = (east - drawing.west) / drawing.grid;
  const y = (drawing.north - north) / drawing.grid;
  return x >= 0 && y >= 0 && x <= drawing.width && y <= drawing.height ? { id, x, y } : null;
}

const rounds = 40;

/** Neighbours that would cover each other move apart until `distance` lies between them; the others stay where they are. */
export function apart(spots: Spot[], distance: number): Spot[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < rounds; round += 1) {
    let close = false;
    moved.forEach((one, index) => {
      for (const other of moved.slice(index + 1)) {
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const between = Math.hypot(dx, dy);
        if (between >= distance - 0.01) continue;
        close = true;
        // Two on the very same spot part along a direction of their own, the same one each time.
        const [ux, uy] = between > 0 ? [dx / between, dy / between] : [Math.cos(index), Math.sin(index)];
        const step = (distance - between) / 2;
        one.x -= ux * step;
        one.y -= uy * step;
        other.x += ux * step;
        other.y += uy * step;
      }
    });
    if (!close) break;
  }
  return moved;
}

export { drawing };
