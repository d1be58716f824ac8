/** The Equal Earth projection (Savric, Patterson and Jenny, 2018), fitted to the width of the map. */

const a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
const root3 = Math.sqrt(3);

export const mapWidth = 1000;

/** The part of the world that is drawn: without the emptiness around the poles. */
export const north = 84, south = -58;

const widest = equalEarthRaw(180, 0)[0];
export const scale = mapWidth / (2 * widest);
const top = equalEarthRaw(0, north)[1];

export const mapHeight = Math.round((top - equalEarthRaw(0, south)[1]) * scale);

function equalEarthRaw(longitude: number, latitude: number): [number, number] {
    const turn = Math.asin(root3 / 2 * Math.sin(latitude * Math.PI / 180));
    const square = turn * turn, sixth = square * square * square;
    const x = 2 * root3 * longitude * Math.PI / 180 * Math.cos(turn)
        / (3 * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)));
    return [x, turn * (a1 + a2 * square + sixth * (a3 + a4 * square))];
}

/** The point of a place on the map, from its left upper corner. */
export function equalEarth(longitude: number, latitude: number): [number, number] {
    const [x, y] = equalEarthRaw(longitude, latitude);
    return [(x + widest) * scale, (top - y) * scale];
}
