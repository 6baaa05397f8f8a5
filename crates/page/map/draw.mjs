// Draws the ground of the flow map once: outlines of land (Natural Earth by way of world-atlas) in the Equal Earth
// projection, and where countries stand on it. The result is small and committed, so that the page needs none of these
// libraries.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const land = createRequire(import.meta.url)("world-atlas/land-110m.json");

const WIDTH = 2000;
const HEIGHT = 974;
/** Meridian in the middle: the cut lies in the Atlantic, where no trade of these goods goes. */
const MIDDLE = 150;
/** Points nearer to the one before are left out. */
const LEAST_STEP = 4;
/** Islands below this part of the sphere are left out, in steradians. */
const LEAST_AREA = 1.2e-4;
/** Antarctica trades nothing. */
const LEAST_LATITUDE = -60;

/** By id of scenarios: longitude and latitude of the capital, or of the middle of a region. */
const PLACES = {
  angola: [13.2, -8.8],
  australia: [134, -26],
  bolivia: [-65, -17],
  brazil: [-48, -15],
  canada: [-100, 55],
  chile: [-70.7, -33.5],
  china: [108, 35],
  congo: [25, -3],
  estonia: [24.8, 59.4],
  europe: [10, 50],
  european_union: [10, 50],
  france: [2.3, 47],
  germany: [11, 51.5],
  india: [79, 22],
  indonesia: [115, -2],
  japan: [139, 37],
  kazakhstan: [68, 48],
  laos: [102.6, 18],
  madagascar: [47, -19],
  malawi: [34, -14],
  malaysia: [102, 3.5],
  mexico: [-102, 23],
  myanmar: [96, 21],
  namibia: [17, -22],
  nigeria: [8, 9],
  norway: [9, 61],
  oman: [57, 21],
  other_asia: [85, 30],
  philippines: [121, 14],
  poland: [20, 52],
  russia: [90, 61],
  south_africa: [25, -29],
  south_korea: [127.5, 36.5],
  southeast_asia: [106, 12],
  sweden: [16, 61],
  taiwan: [121, 24],
  tajikistan: [71, 39],
  tanzania: [35, -6],
  thailand: [101, 15],
  turkey: [34, 39],
  uganda: [32, 1],
  ukraine: [31, 49],
  united_kingdom: [-1.5, 53],
  united_states: [-98, 39],
  usa: [-98, 39],
  vietnam: [107, 15],
  // No place of their own: they stand in the open ocean, and the page says so.
  rest: [80, -22],
  rest_of_world: [80, -22],
};

const projection = geoEqualEarth().rotate([-MIDDLE, 0]).fitExtent(
  [
    [0, 0],
    [WIDTH, HEIGHT],
  ],
  { type: "Sphere" },
);

const near = ([x, y], [px, py]) => Math.hypot(x - px, y - py) < LEAST_STEP;

/** What d3-geo draws on, cut where the sphere is cut: rings of pixels. */
function ringsOf(shape) {
  const rings = [];
  geoPath(projection, {
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings[rings.length - 1].push([x, y]),
    closePath: () => {},
    arc: () => {},
  })(shape);
  return rings;
}

/** A ring as whole pixels, each point by its distance from the one before. */
function path(ring) {
  const points = [];
  for (const place of ring) {
    const at = place.map(Math.round);
    if (points.length === 0 || !near(at, points[points.length - 1])) points.push(at);
  }
  if (points.length < 4) return "";
  const [first, ...rest] = points;
  let last = first;
  const steps = rest.map((at) => {
    const step = `${at[0] - last[0]} ${at[1] - last[1]}`;
    last = at;
    return step;
  });
  return `M${first.join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

const rings = feature(land, land.objects.land).features.flatMap(({ geometry }) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons
    .map((coordinates) => ({ type: "Polygon", coordinates: [coordinates[0]] }))
    .filter((polygon) => geoArea(polygon) >= LEAST_AREA)
    .filter((polygon) => polygon.coordinates[0].some(([, latitude]) => latitude > LEAST_LATITUDE))
    .flatMap(ringsOf);
});

const places = Object.fromEntries(Object.entries(PLACES).map(([id, at]) => [id, projection(at).map(Math.round)]));
const ground = { width: WIDTH, height: HEIGHT, land: rings.map(path).join(""), places };
const target = process.argv[2] ?? "../web/src/chart/ground.json";
writeFileSync(target, `${JSON.stringify(ground)}\n`);
