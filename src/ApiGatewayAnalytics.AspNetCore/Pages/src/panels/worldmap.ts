/** Circles where callers are, on the outlines of the land. The area of a circle is its value. */

import { world } from "virtual:world";
import { isBadNews, type Drawing, type PanelHost } from "./drawing";
import { equalEarth } from "./projection";
import { h, s } from "../dom";
import { formatExact, formatText, formatValue } from "../format";
import { otherKey, type PanelData } from "../model";
import { hideTooltip, showTooltip, tooltipContent } from "../tooltip";

interface Place {
    country: string | null;
    x: number;
    y: number;
    value: number;
    city: boolean;
}

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

export function countryName(code: string | null): string {
    if (code === null) return "-";
    return /^[A-Z]{2}$/.test(code) ? countryNames.of(code) ?? code : formatText(code);
}

export function drawMap(host: PanelHost): Drawing {
    const circles = s("g", {});
    const svg = s("svg", { viewBox: `0 0 ${world.width} ${world.height}`, class: "world", role: "group", "aria-label": host.definition.title },
        s("path", { d: world.land, class: "land" }), s("path", { d: world.borders, class: "borders" }), circles);
    const note = h("div", { class: "map-note faint" });
    const element = h("div", { class: "map" }, svg, note);
    let data: PanelData | null = null;

    const draw = (): void => {
        const { places, nowhere } = placesOf(data);
        const most = Math.max(...places.map(place => place.value), 0);
        const scale = svg.clientWidth > 0 ? world.width / svg.clientWidth : 1;
        const widest = Math.min(26, 9 + svg.clientWidth / 60) * scale;
        circles.replaceChildren(...places.map(place => {
            const radius = Math.max(2.5 * scale, Math.sqrt(most > 0 ? place.value / most : 0) * widest);
            const circle = s("circle", {
                cx: place.x.toFixed(1), cy: place.y.toFixed(1), r: radius.toFixed(2), role: "button", tabindex: "-1",
                class: isBadNews(host.definition) || /fail|error|threat/i.test(host.definition.title) ? "spot bad" : "spot",
                "aria-label": `${countryName(place.country)}: ${formatExact(place.value, host.definition.unit)}`,
            });
            const choose = (event: MouseEvent): void => {
                hideTooltip();
                host.pick([{ column: "country", value: place.country }], { x: event.clientX, y: event.clientY });
            };
            circle.addEventListener("click", choose);
            circle.addEventListener("pointermove", event => showTooltip(event.clientX, event.clientY, ...tooltipContent(countryName(place.country), [
                { label: place.city ? "at this place" : "in the country", value: formatExact(place.value, host.definition.unit) },
            ])));
            circle.addEventListener("pointerleave", hideTooltip);
            return circle;
        }));
        circles.firstElementChild?.setAttribute("tabindex", "0");
        note.textContent = nowhere > 0 ? `${formatValue(nowhere, host.definition.unit)} at places that the map does not have.` : "";
    };

    circles.addEventListener("keydown", event => {
        const all = [...circles.children] as SVGElement[];
        const index = all.indexOf(event.target as SVGElement);
        const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            all[index]?.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: all[index]?.getBoundingClientRect().x ?? 0, clientY: all[index]?.getBoundingClientRect().y ?? 0 }));
        }

        if (step === 0 || !all[index + step]) return;
        event.preventDefault();
        all[index]?.setAttribute("tabindex", "-1");
        all[index + step]?.setAttribute("tabindex", "0");
        all[index + step]?.focus();
    });

    return {
        element,
        update(next: PanelData): void {
            data = next;
            draw();
        },
        resize: draw,
        dispose: hideTooltip,
    };
}

/** Where the rows are: at their coordinates, else at the centre of their country. The largest come first, so that small circles lie on top. */
function placesOf(data: PanelData | null): { places: Place[]; nowhere: number } {
    const rows = data?.rows;
    const places: Place[] = [];
    let nowhere = 0;
    if (!rows) return { places, nowhere };
    const country = rows.columns.indexOf("country"), latitude = rows.columns.indexOf("latitude"), longitude = rows.columns.indexOf("longitude");
    for (const row of rows.rows) {
        const value = Number(row[row.length - 1] ?? 0);
        const code = row[country] === null || row[country] === undefined ? null : String(row[country]);
        const north = row[latitude], east = row[longitude];
        if (code === otherKey) nowhere += value;
        else if (typeof north === "number" && typeof east === "number") {
            const [x, y] = equalEarth(east, north);
            places.push({ country: code, x, y, value, city: true });
        } else {
            const centre = code === null ? undefined : world.centres[code];
            if (centre) places.push({ country: code, x: centre[0], y: centre[1], value, city: false });
            else nowhere += value;
        }
    }

    places.sort((one, other) => other.value - one.value);
    return { places, nowhere };
}
