/** Elements without markup: everything from data becomes a text node or an attribute, and no style attribute is ever written. */

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, unknown>;

const svgNamespace = "http://www.w3.org/2000/svg";

function apply(element: Element, attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
        else if (value === true) element.setAttribute(name, "");
        else element.setAttribute(name, String(value));
    }
}

function append(element: Element, children: Child[]): void {
    for (const child of children) {
        if (child === null || child === undefined || child === false) continue;
        element.append(typeof child === "number" ? String(child) : child);
    }
}

/** An HTML element: attributes, listeners (`onclick`), and children as they come. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    apply(element, attributes);
    append(element, children);
    return element;
}

/** The same for SVG. */
export function s<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
    const element = document.createElementNS(svgNamespace, tag) as SVGElementTagNameMap[K];
    apply(element, attributes);
    append(element, children);
    return element;
}

/** Makes children anew, and puts the focus back to what stands where it was: a poll must not take it from whoever uses the keyboard. */
export function keepingFocus(root: Element, change: () => void): void {
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    const path: number[] = [];
    for (let element = focused; element && element !== root; element = element.parentElement) {
        path.unshift([...element.parentElement?.children ?? []].indexOf(element));
    }

    change();
    if (!focused || focused.isConnected) return;
    const found = path.reduce<Element | undefined>((parent, index) => parent?.children[index], root);
    if (found instanceof HTMLElement || found instanceof SVGElement) found.focus({ preventScroll: true });
}

const icons: Record<string, string> = {
    menu: "M3 5h14M3 10h14M3 15h14",
    more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
    refresh: "M16 10a6 6 0 1 1-1.8-4.3M16 3v3.5h-3.5",
    clock: "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M10 6.5V10l2.5 1.5",
    close: "M5 5l10 10M15 5L5 15",
    down: "M6 8l4 4 4-4",
    up: "M6 12l4-4 4 4",
    left: "M12 6l-4 4 4 4",
    right: "M8 6l4 4-4 4",
    sun: "M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
    moon: "M16 12.2A6.5 6.5 0 0 1 7.8 4a6.5 6.5 0 1 0 8.2 8.2z",
    bell: "M5.5 14h9l-1.2-1.8V9a3.3 3.3 0 0 0-6.6 0v3.2zM8.7 16.3h2.6",
    expand: "M11.5 4H16v4.5M8.5 16H4v-4.5M16 4l-5 5M4 16l5-5",
    table: "M3.5 5h13v10h-13zM3.5 8.5h13M8 8.5V15",
    chart: "M4 4v12h12M7 13V9.5M10.5 13V7M14 13v-4",
    copy: "M7 7h8.5v8.5H7zM4.5 13V4.5H13",
    download: "M10 4v8M6.5 9l3.5 3.5L13.5 9M4.5 15.5h11",
    filter: "M3.5 5h13l-5 6v4.5l-3-1.5v-3z",
    search: "M9 4a5 5 0 1 0 0 10a5 5 0 1 0 0-10M12.7 12.7L16 16",
    warning: "M10 4l6.5 11.5h-13zM10 8.5v3.2M10 13.6h.01",
    info: "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M10 9.3v4M10 6.8h.01",
    zoomOut: "M9 4a5 5 0 1 0 0 10a5 5 0 1 0 0-10M12.7 12.7L16 16M7 9h4",
};

export function icon(name: string): SVGSVGElement {
    return s("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" }, s("path", { d: icons[name] ?? "" }));
}

let lastId = 0;

/** An id that is unique on the page, for ARIA references. */
export function uniqueId(prefix: string): string {
    lastId += 1;
    return `${prefix}-${lastId}`;
}
