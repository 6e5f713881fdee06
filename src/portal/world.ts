import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoArea, geoCentroid, geoEqualEarth, geoGraticule, geoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

/**
 * A part of the land, by its M49 code; null where the United Nations' list of areas has none. Too small to be seen, it is a point.
 * `name` is what the data calls it, and is shown nowhere: of an area in dispute nothing is stated.
 */
export type Area = { m49: string | null, name: string, isDisputed: boolean, path?: string, point?: { x: number, y: number } }
export type World = { width: number, height: number, outline: string, graticule: string, areas: Area[] }

const width = 2000
const height = 900
const margin = 4
/** Degrees between the points of a line that are worth a pixel. */
const detailDegrees = 0.25
/** Square units of the drawing below which land is drawn as a point, and below which an island of a larger area is left out. */
const visibleArea = 14
const islandArea = 2.5
const antarctica = '010'

/**
 * Areas with an M49 code of their own that the data draws as parts of another, by the box in degrees in which they lie: they
 * are shown by what is known of them, and not as the State that administers them.
 */
const parts: { of: string, m49: string, box: [west: number, south: number, east: number, north: number] }[] = [
  { of: '250', m49: '254', box: [-55, 2, -51, 6] }, { of: '250', m49: '312', box: [-62, 15.7, -60.9, 16.6] }, { of: '250', m49: '474', box: [-61.3, 14.3, -60.7, 15] },
  { of: '250', m49: '638', box: [55, -21.5, 56, -20.8] }, { of: '250', m49: '175', box: [45, -13.1, 45.4, -12.6] }, { of: '578', m49: '744', box: [8, 74, 36, 81] },
  { of: '528', m49: '535', box: [-69, 11.9, -62, 18] }, { of: '554', m49: '772', box: [-173, -9.5, -171, -8.5] }
]

/**
 * The data draws boundaries as they are on the ground; the map is of law as it was read, and decides nothing. Areas that are no
 * Member States of the United Nations and whose status is in dispute take the colour of no State, nor one of their own. Most of
 * them the data draws apart: those that follow, by name. Crimea it draws with the Russian Federation: it is found by its box.
 */
const disputed = new Set(['Kosovo', 'N. Cyprus', 'Somaliland', 'Siachen Glacier', 'Taiwan', 'W. Sahara', 'Falkland Is.', 'S. Geo. and the Is.', 'Br. Indian Ocean Ter.'])
const crimea = { name: 'Crimea', of: '643', box: [32, 44, 36.7, 46.3] as const }
/** Islands that the data joins to one, though each has an M49 code: they stand below, as points. */
const joined = 'Indian Ocean Ter.'

/** Areas that the data leaves out at this scale: longitude and latitude. */
const absent: Record<string, Position> = { 798: [179.2, -8.52], 292: [-5.35, 36.14], 772: [-171.8, -9.2], 166: [96.83, -12.17], 162: [105.67, -10.49] }

let drawn: World | undefined

/** The land of the world in an equal-area projection, without Antarctica; drawn once, for it depends on no data of ours. */
export function world (): World {
  drawn ??= draw()
  return drawn
}

function draw (): World {
  const topology = simplified(JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8')) as Topology)
  const land = feature(topology, topology.objects.countries as GeometryCollection).features
  const pieces = new Map<string, Piece>()
  const shown = land.filter(({ id, properties }) => id !== antarctica && (properties as { name: string }).name !== joined)
  const projection = geoEqualEarth().rotate([-11, 0])
  fit(projection)
  for (const { id, properties, geometry } of shown) {
    for (const polygon of polygonsOf(geometry as Polygon | MultiPolygon)) {
      const place = placeOf(id === undefined ? null : String(id), (properties as { name: string }).name, polygon)
      const key = place.m49 ?? place.name
      if (!pieces.has(key)) pieces.set(key, { ...place, polygons: [] })
      pieces.get(key)!.polygons.push(polygon)
    }
  }
  const areas = [...pieces.values()].map((piece) => drawArea(projection, piece)).filter(({ path }) => path !== '')
  for (const [m49, position] of Object.entries(absent)) {
    if (!pieces.has(m49)) areas.push({ m49, name: m49, isDisputed: false, point: pointOf(projection, position) })
  }
  return { width, height, outline: pathOf(projection, { type: 'Sphere' }), graticule: pathOf(projection, geoGraticule().step([30, 30])()), areas }
}

/** Cut where Antarctica would begin and above the last island in the north. */
function fit (projection: GeoProjection): void {
  projection.fitWidth(width - 2 * margin, { type: 'Sphere' })
  const [, top] = projection([-11, 84])!
  const [x, y] = projection.translate()
  projection.translate([x + margin, y - top! + margin])
}

/** Every line is shared by the areas on its sides, so that it is thinned once for both. What is small stays: a ring of two points would be none. */
function simplified (topology: Topology): Topology {
  const { scale: [sx, sy], translate: [, ty] } = topology.transform!
  const arcs = topology.arcs.map((arc) => {
    const isSmall = arc.reduce((sum, [dx, dy], i) => i === 0 ? 0 : sum + Math.abs(dx! * sx) + Math.abs(dy! * sy), 0) < 30 * detailDegrees
    if (isSmall) return arc
    const kept: Position[] = []
    let [x, y, keptX, keptY] = [0, 0, 0, 0]
    arc.forEach(([dx, dy], i) => {
      x += dx!
      y += dy!
      const latitude = y * sy + ty
      const far = Math.hypot((x - keptX) * sx * Math.cos(latitude * Math.PI / 180), (y - keptY) * sy) >= detailDegrees
      if (i !== 0 && i !== arc.length - 1 && !far) return
      kept.push([x - keptX, y - keptY]);
      [keptX, keptY] = [x, y]
    })
    return kept
  })
  return { ...topology, arcs }
}

const polygonsOf = (geometry: Polygon | MultiPolygon): Polygon[] =>
  geometry.type === 'Polygon' ? [geometry] : geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))

type Place = Pick<Area, 'm49' | 'name'>
type Piece = Place & { polygons: Polygon[] }

function placeOf (m49: string | null, name: string, polygon: Polygon): Place {
  const inside = ([west, south, east, north]: readonly [number, number, number, number]) =>
    polygon.coordinates[0]!.every(([x, y]) => x! >= west && x! <= east && y! >= south && y! <= north)
  if (m49 === crimea.of && inside(crimea.box)) return { m49: null, name: crimea.name }
  const part = parts.find(({ of, box }) => of === m49 && inside(box))
  return part ? { m49: part.m49, name: part.m49 } : { m49, name }
}

function drawArea (projection: GeoProjection, { m49, name, polygons }: Piece): Area {
  const area = { m49, name, isDisputed: name === crimea.name || disputed.has(name) }
  const measure = geoPath(projection)
  const sized = polygons.map((polygon) => ({ polygon, area: measure.area(polygon) })).sort((a, b) => b.area - a.area)
  if (m49 === null || sized.reduce((sum, { area }) => sum + area, 0) >= visibleArea) {
    return { ...area, path: pathOf(projection, { type: 'MultiPolygon', coordinates: sized.filter(({ area }) => area >= islandArea).map(({ polygon }) => polygon.coordinates) }) }
  }
  const largest = polygons.reduce((a, b) => geoArea(a) >= geoArea(b) ? a : b)
  const centre = geoCentroid(largest)
  return { ...area, point: pointOf(projection, centre.some(Number.isNaN) ? largest.coordinates[0]![0]! : centre) }
}

function pointOf (projection: GeoProjection, [longitude, latitude]: Position): { x: number, y: number } {
  const [x, y] = projection([longitude!, latitude!])!
  return { x: Math.round(x), y: Math.round(y) }
}

/** In whole units, each point told by its distance from the one before: short, and exact enough for a screen. */
function pathOf (projection: GeoProjection, shape: GeoPermissibleObjects): string {
  let [x, y, startX, startY, text] = [0, 0, 0, 0, '']
  const to = (command: 'm' | 'l', nextX: number, nextY: number) => {
    const [dx, dy] = [Math.round(nextX) - x, Math.round(nextY) - y]
    if (command === 'l' && dx === 0 && dy === 0) return
    // After a move, further pairs of numbers are lines.
    text += `${command === 'm' ? 'm' : dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`
    x += dx
    y += dy
  }
  geoPath(projection, {
    beginPath () {},
    arc () {},
    moveTo (nextX: number, nextY: number) {
      to('m', nextX, nextY);
      [startX, startY] = [x, y]
    },
    lineTo (nextX: number, nextY: number) { to('l', nextX, nextY) },
    closePath () {
      text += 'z';
      [x, y] = [startX, startY]
    }
  })(shape)
  return text
}
