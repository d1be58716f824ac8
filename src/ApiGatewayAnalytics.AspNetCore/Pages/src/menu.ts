/** Menus and popovers: one open at a time, closed by Escape and by a click elsewhere, the focus goes back where it was. */

import { h, icon } from "./dom";
import type { MenuEntry, Point } from "./panels/drawing";

let close: (() => void) | null = null;

export function closePopover(): void {
    close?.();
}

/** Shows `content` at an element or a point. Returns what closes it. */
export function openPopover(at: Point | HTMLElement, content: HTMLElement): () => void {
    close?.();
    const before = document.activeElement;
    const anchor = at instanceof Element ? at : null;
    content.classList.add("popover");
    document.body.append(content);
    place(content, at);
    anchor?.setAttribute("aria-expanded", "true");
    const pressed = (event: KeyboardEvent): void => {
        if (event.key === "Escape") {
            event.stopPropagation();
            done();
        }
    };
    const clicked = (event: Event): void => {
        if (event.target instanceof Node && !content.contains(event.target) && !anchor?.contains(event.target)) done();
    };
    const done = (): void => {
        if (close !== done) return;
        close = null;
        document.removeEventListener("keydown", pressed, true);
        document.removeEventListener("pointerdown", clicked, true);
        removeEventListener("resize", done);
        const hadFocus = content.contains(document.activeElement);
        content.remove();
        anchor?.setAttribute("aria-expanded", "false");
        if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
    close = done;
    document.addEventListener("keydown", pressed, true);
    document.addEventListener("pointerdown", clicked, true);
    addEventListener("resize", done);
    return done;
}

function place(content: HTMLElement, at: Point | HTMLElement): void {
    const box = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
    const { offsetWidth: width, offsetHeight: height } = content;
    const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
    const below = box.bottom + 4;
    const top = below + height <= innerHeight - 8 || box.top - height - 4 < 8 ? Math.min(below, Math.max(8, innerHeight - height - 8)) : box.top - height - 4;
    content.style.left = `${Math.round(left)}px`;
    content.style.top = `${Math.round(top)}px`;
}

/** A menu of actions, with a heading that is read but not chosen. */
export function openMenu(at: Point | HTMLElement, entries: readonly MenuEntry[], heading?: Node | null): void {
    const list = h("div", { role: "menu", class: "menu-items", "aria-label": "Actions" });
    const content = h("div", { class: "menu" }, heading ?? null, list);
    for (const entry of entries) {
        list.append(h("button", {
            type: "button", role: "menuitem", tabindex: "-1", class: "menu-item",
            onclick: () => {
                done();
                entry.run();
            },
        }, entry.icon ? icon(entry.icon) : null, h("span", {}, entry.label)));
    }

    list.addEventListener("keydown", event => {
        const items = [...list.children] as HTMLElement[];
        const index = items.indexOf(document.activeElement as HTMLElement);
        const next = event.key === "ArrowDown" ? index + 1 : event.key === "ArrowUp" ? index - 1 : event.key === "Home" ? 0
            : event.key === "End" ? items.length - 1 : null;
        if (event.key === "Tab") done();
        if (next === null) return;
        event.preventDefault();
        items[(next + items.length) % items.length]?.focus();
    });
    const done = openPopover(at, content);
    (list.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
}
