// Draws Europe once, so that no browser has to: Natural Earth's countries (world-atlas, 1:50 million) are projected, simplified and
// clipped into two SVG paths, src/lib/parts/europe.json. Run it again only to change the frame or the detail: node scripts/map.js
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { feature, mesh } from 'topojson-client';

// Lambert's equal-area projection around the middle of Europe; src/lib/parts/europe.ts places the cities by the same formula.
const centre = [10, 52];
const frame = { west: -2000, east: 2350, south: -1950, north: 2200 }; // kilometres from the centre
const grid = 4; // kilometres to a unit of the drawing
const leastTriangle = 30; // square kilometres: a smaller corner is left out
const leastIsland = 350; // square kilometres: a smaller island is left out, but never the largest of a country
const mostBytes = 15 * 1024;

const earth = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;
const [middleLongitude, middleLatitude] = centre.map(radians);

function projected([longitude, latitude]) {
  const turn = radians(longitude) - middleLongitude;
  const height = radians(latitude);
  const cosine = Math.sin(middleLatitude) * Math.sin(height) + Math.cos(middleLatitude) * Math.cos(height) * Math.cos(turn);
  const stretch = earth * Math.sqrt(2 / Math.max(1e-6, 1 + cosine));
  return [
    stretch * Math.cos(height) * Math.sin(turn),
    stretch * (Math.cos(middleLatitude) * Math.sin(height) - Math.sin(middleLatitude) * Math.cos(height) * Math.cos(turn)),
  ];
}

const triangle = ([ax, ay], [bx, by], [cx, cy]) => Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;

/** Visvalingam: the corner that changes least goes first. A closed line keeps five points, so that a small country stays one. */
function simplified(line) {
  const points = [...line];
  const closed = points.length > 3 && points[0][0] === points.at(-1)[0] && points[0][1] === points.at(-1)[1];
  const fewest = closed ? 6 : 2;
  while (points.length > fewest) {
    let least = Infinity;
    let at = 0;
    for (let index = 1; index < points.length - 1; index += 1) {
      const area = triangle(points[index - 1], points[index], points[index + 1]);
      if (area < least) [least, at] = [area, index];
    }
    if (least > leastTriangle) break;
    points.splice(at, 1);
  }
  return points;
}

/** The arcs of the topology, decoded, projected and simplified: neighbours keep their common line. */
function redrawn(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const line = arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return projected([x * scale[0] + translate[0], y * scale[1] + translate[1]]);
    });
    const near = line.some(([east, north]) => east > -3500 && east < 4500 && north > -3500 && north < 3500);
    return near ? simplified(line) : [line[0], line.at(-1)];
  });
  return { type: topology.type, objects: topology.objects, arcs };
}

const edges = [
  { inside: ([x]) => x >= frame.west, cut: (a, b) => crossing(a, b, 0, frame.west) },
  { inside: ([x]) => x <= frame.east, cut: (a, b) => crossing(a, b, 0, frame.east) },
  { inside: ([, y]) => y >= frame.south, cut: (a, b) => crossing(a, b, 1, frame.south) },
  { inside: ([, y]) => y <= frame.north, cut: (a, b) => crossing(a, b, 1, frame.north) },
];

function crossing(a, b, axis, value) {
  const share = (value - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/** Sutherland and Hodgman: what of a ring lies within the frame. */
function clipped(ring) {
  let points = ring;
  for (const { inside, cut } of edges) {
    const kept = [];
    points.forEach((point, index) => {
      const before = points.at(index - 1);
      if (inside(point) !== inside(before)) kept.push(cut(before, point));
      if (inside(point)) kept.push(point);
    });
    points = kept;
  }
  return points;
}

const areaOf = (ring) => Math.abs(ring.reduce((sum, [x, y], index) => sum + ring.at(index - 1)[0] * y - x * ring.at(index - 1)[1], 0) / 2);
const placed = ([x, y]) => [Math.round((x - frame.west) / grid), Math.round((frame.north - y) / grid)];

/** A line as relative whole steps, without steps that lead nowhere. */
function drawn(line, closed) {
  const points = line
    .map(placed)
    .filter((point, index, all) => index === 0 || point[0] !== all[index - 1][0] || point[1] !== all[index - 1][1]);
  if (points.length < (closed ? 3 : 2)) return '';
  const steps = points.slice(1).map((point, index) => [point[0] - points[index][0], point[1] - points[index][1]]);
  const words = steps.flat().reduce((text, number) => text + (number < 0 || text === '' ? number : ` ${number}`), '');
  return `M${points[0].join(' ')}l${words}${closed ? 'z' : ''}`;
}

const inFrame = ([x, y]) => edges.every(({ inside }) => inside([x, y]));

const topology = redrawn(JSON.parse(readFileSync('node_modules/world-atlas/countries-50m.json', 'utf8')));
const countries = feature(topology, topology.objects.countries).features;
const rings = countries.flatMap(({ geometry }) => {
  if (!geometry) return [];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const outer = polygons.map(([ring]) => ring.filter((point) => point.every(Number.isFinite)));
  const largest = Math.max(...outer.map(areaOf));
  return outer.filter((ring) => areaOf(ring) >= Math.min(largest, leastIsland) && ring.some((point) => Math.hypot(...point) < 6000));
});
const land = rings.map(clipped).filter((ring) => ring.length > 2);
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b).coordinates.filter((line) => line.some(inFrame));

const drawing = {
  width: (frame.east - frame.west) / grid,
  height: (frame.north - frame.south) / grid,
  grid,
  west: frame.west,
  north: frame.north,
  centre,
  land: land.map((ring) => drawn(ring, true)).join(''),
  borders: borders.map((line) => drawn(line, false)).join(''),
};
const text = JSON.stringify(drawing);
const bytes = gzipSync(text, { level: 9 }).length;
console.log(`${land.length} shores, ${borders.length} borders, ${(bytes / 1024).toFixed(1)} KB gzip`);
if (bytes > mostBytes) {
  console.error(`more than ${mostBytes / 1024} KB`);
  process.exit(1);
}
writeFileSync('src/lib/parts/europe.json', `${text}\n`);
