/**
 * The map of the pages, made once when they are built: Natural Earth outlines, cut at the antimeridian, projected and rounded,
 * so that the browser needs neither a library of geography nor coordinates.
 */
import { createRequire } from "node:module";
// @ts-expect-error: comes without types.
import { geoCentroid, geoArea, geoEqualEarth, geoPath } from "d3-geo";
// @ts-expect-error: comes without types.
import { feature, mesh } from "topojson-client";
import { alpha2, elsewhere } from "./countries.ts";
import { equalEarth, mapHeight, mapWidth, scale } from "../src/panels/projection.ts";

interface Country {
    id?: string;
    geometry: { type: string; coordinates: unknown[] };
}

const atlas = createRequire(import.meta.url);
const antarctica = "010";

export function makeWorld(): string {
    const coarse = atlas("world-atlas/countries-110m.json");
    const [x, y] = equalEarth(0, 0);
    const projection = geoEqualEarth().scale(scale).translate([x, y]).clipExtent([[0, 0], [mapWidth, mapHeight]]).precision(0.4);
    const draw = geoPath(projection).digits(1);
    const shown = { type: "GeometryCollection", geometries: coarse.objects.countries.geometries.filter((country: Country) => country.id !== antarctica) };
    const land: string = draw(feature(coarse, shown));
    const borders: string = draw(mesh(coarse, shown, (one: Country, other: Country) => one !== other));
    return `export const world = ${JSON.stringify({ width: mapWidth, height: mapHeight, land, borders, centres: centres() })};`;
}

/** The middle of the largest part of each country: that of France is in Europe. */
function centres(): Record<string, [number, number]> {
    const fine = atlas("world-atlas/countries-50m.json");
    const found: Record<string, [number, number]> = {};
    const countries = feature(fine, fine.objects.countries).features as Country[];
    const place = (code: string, [longitude, latitude]: [number, number]): void => {
        const [x, y] = equalEarth(longitude, latitude);
        found[code] = [Math.round(x * 10) / 10, Math.round(Math.min(Math.max(y, 4), mapHeight - 4) * 10) / 10];
    };
    for (const { id, geometry } of countries) {
        const code = alpha2.get(String(id).padStart(3, "0"));
        if (!id || !code) continue;
        const parts = geometry.type === "MultiPolygon" ? geometry.coordinates.map(coordinates => ({ type: "Polygon", coordinates })) : [geometry];
        parts.sort((one, other) => geoArea(other) - geoArea(one));
        place(code, geoCentroid(parts[0]));
    }

    for (const [code, at] of Object.entries(elsewhere)) if (!found[code]) place(code, at);
    return found;
}
