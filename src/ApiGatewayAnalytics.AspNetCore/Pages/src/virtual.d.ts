declare module "virtual:world" {
    /** Land and borders as paths in the map's coordinates, and the centre of each country by its ISO 3166-1 code. Made when the pages are built. */
    export const world: {
        width: number;
        height: number;
        land: string;
        borders: string;
        centres: Record<string, [number, number]>;
    };
}

declare module "*.css";
