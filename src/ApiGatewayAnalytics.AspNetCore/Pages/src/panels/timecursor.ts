/**
 * The place in a time chart that somebody looks at: a crosshair with a tooltip, and a selection to zoom to, by pointer and by keys.
 *
 * To assistive technology the stage is a slider over time. That is the one role that is a single stop of the Tab key, hands the arrow
 * keys to the page, and has its value read out at each step: here what the tooltip says. An image cannot be operated, and a role of an
 * application would take all keys of the screen reader away.
 */

import type { Point } from "./drawing";
import type { TimeData } from "./timedata";
import { bucketOf, startOf, textOf, timeText, type Reading } from "./timereading";
import { bucketAt, xOf, type Plot } from "./timeoption";
import { h } from "../dom";
import { hideTooltip, showTooltip, tooltipContent } from "../tooltip";

const dragThreshold = 5;
const doubleClick = 350;

export interface CursorActions {
    /** What is said of a bucket, by whoever points at a height of it. */
    read(bucket: number, y: number | null): Reading;
    /** Something was chosen in a bucket. */
    choose(bucket: number, y: number | null, at: Point): void;
    /** Zooms to whole buckets; null where there is nothing to zoom. */
    readonly zoom: ((first: number, last: number) => void) | null;
    zoomOut(): void;
}

export class TimeCursor {
    readonly #stage: HTMLElement;
    readonly #actions: CursorActions;
    readonly #cross = h("div", { class: "crosshair", hidden: true });
    readonly #band = h("div", { class: "selection", hidden: true });
    readonly #follow = (): void => this.#showAtKeys();
    #data: TimeData | null = null;
    #plot: Plot | null = null;
    /** When the bucket begins that was looked at last, since data that comes later may have others; null for the newest. */
    #time: number | null = null;
    /** The same of the bucket that a selection by keys began at; null without one. */
    #anchor: number | null = null;
    /** Whether the crosshair is where the keys put it. */
    #byKeys = false;
    #pressedAt: number | null = null;
    #isDragged = false;
    #lastClick = 0;

    constructor(stage: HTMLElement, actions: CursorActions) {
        this.#stage = stage;
        this.#actions = actions;
        stage.append(this.#cross, this.#band);
        for (const [name, value] of [["tabindex", "0"], ["role", "slider"], ["aria-valuemin", "0"], ["aria-haspopup", "menu"]] as const) stage.setAttribute(name, value);
        stage.addEventListener("pointermove", event => this.#moved(event));
        stage.addEventListener("pointerleave", () => this.#left());
        stage.addEventListener("pointerdown", event => this.#pressed(event));
        stage.addEventListener("pointerup", event => this.#released(event));
        stage.addEventListener("pointercancel", () => this.#endDrag());
        stage.addEventListener("keydown", event => this.#typed(event));
        stage.addEventListener("focus", () => {
            // A click gives the focus too, but then the pointer says what is looked at.
            if (stage.matches(":focus-visible")) this.#showAtKeys();
        });
        stage.addEventListener("blur", () => {
            this.#anchor = null;
            this.#hide();
        });
    }

    /** Takes what is drawn now. */
    update(data: TimeData, plot: Plot): void {
        this.#data = data;
        this.#plot = plot;
        this.#stage.setAttribute("aria-valuemax", String(data.buckets - 1));
        if (this.#byKeys) this.#showAtKeys();
        else this.#tell();
    }

    dispose(): void {
        this.#hide();
    }

    /** The bucket that is looked at. */
    #bucket(data: TimeData): number {
        return this.#time === null ? data.buckets - 1 : bucketOf(data, this.#time);
    }

    /** The first and the last bucket of the selection by keys, which ends with the one that is looked at. */
    #selected(data: TimeData): [number, number] | null {
        if (this.#anchor === null) return null;
        const one = bucketOf(data, this.#anchor), other = this.#bucket(data);
        return [Math.min(one, other), Math.max(one, other)];
    }

    #typed(event: KeyboardEvent): void {
        const data = this.#data;
        if (!data || event.ctrlKey || event.altKey || event.metaKey) return;
        const bucket = this.#bucket(data), tenth = Math.max(1, Math.round(data.buckets / 10)), last = data.buckets - 1;
        const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -tenth, PageUp: tenth, Home: -last, End: last };
        const step = steps[event.key];
        if (step !== undefined) {
            event.preventDefault();
            this.#anchor = event.shiftKey && this.#actions.zoom ? this.#anchor ?? startOf(data, bucket) : null;
            this.#time = startOf(data, Math.min(last, Math.max(0, bucket + step)));
            this.#showAtKeys();
        } else if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            this.#chooseAtKeys(data, bucket);
        } else if (event.key === "Escape" && this.#byKeys) {
            // Whoever closes something else on this key sees that it was used.
            event.preventDefault();
            if (this.#anchor === null) this.#hide();
            else {
                this.#anchor = null;
                this.#showAtKeys();
            }
        }
    }

    #chooseAtKeys(data: TimeData, bucket: number): void {
        const selected = this.#selected(data), at = this.#pointOf(bucket);
        if (selected) {
            this.#anchor = null;
            this.#showAtKeys();
            this.#actions.zoom?.(...selected);
        } else if (at) this.#actions.choose(bucket, null, at);
    }

    /** Where the crosshair of a bucket begins, on the page. */
    #pointOf(bucket: number): Point | null {
        if (!this.#data || !this.#plot) return null;
        const box = this.#stage.getBoundingClientRect();
        return { x: box.left + xOf(this.#plot, this.#data.buckets, bucket + 0.5), y: box.top + this.#plot.top };
    }

    #showAtKeys(): void {
        const data = this.#data;
        const bucket = data ? this.#bucket(data) : 0;
        const at = this.#pointOf(bucket);
        if (!data || !at) return;
        // The page may scroll below a tooltip that stands still.
        if (!this.#byKeys) addEventListener("scroll", this.#follow, { capture: true, passive: true });
        this.#byKeys = true;
        this.#drawCross(bucket);
        const selected = this.#selected(data);
        if (selected) this.#drawBand(...selected);
        else this.#band.hidden = true;
        const { title, lines, note } = this.#actions.read(bucket, null);
        if (at.y < 0 || at.y > innerHeight) hideTooltip();
        else showTooltip(at.x, at.y, ...tooltipContent(title, lines, note));
        this.#tell();
    }

    /** Says the bucket to assistive technology. */
    #tell(): void {
        const data = this.#data;
        if (!data) return;
        const bucket = this.#bucket(data), selected = this.#selected(data);
        const text = textOf(this.#actions.read(bucket, null));
        this.#stage.setAttribute("aria-valuenow", String(bucket));
        this.#stage.setAttribute("aria-valuetext", selected
            ? `Selected from ${timeText(startOf(data, selected[0]))} to ${timeText(startOf(data, selected[1] + 1))}. ${text}` : text);
    }

    #hide(): void {
        if (this.#byKeys) removeEventListener("scroll", this.#follow, { capture: true });
        this.#byKeys = false;
        this.#cross.hidden = true;
        this.#band.hidden = true;
        hideTooltip();
    }

    #drawCross(bucket: number): void {
        if (!this.#data || !this.#plot) return;
        this.#cross.hidden = false;
        this.#cross.style.transform = `translateX(${xOf(this.#plot, this.#data.buckets, bucket + 0.5).toFixed(1)}px)`;
        this.#cross.style.top = `${this.#plot.top}px`;
        this.#cross.style.height = `${this.#plot.bottom - this.#plot.top}px`;
    }

    #drawBand(first: number, last: number): void {
        if (!this.#data || !this.#plot) return;
        const left = xOf(this.#plot, this.#data.buckets, first);
        this.#band.hidden = false;
        this.#band.style.left = `${left}px`;
        this.#band.style.width = `${xOf(this.#plot, this.#data.buckets, last + 1) - left}px`;
        this.#band.style.top = `${this.#plot.top}px`;
        this.#band.style.height = `${this.#plot.bottom - this.#plot.top}px`;
    }

    /** The bucket at a place on the page; null beside the plot, unless the nearest one is wanted. */
    #bucketAt(clientX: number, nearest = false): number | null {
        return this.#data && this.#plot ? bucketAt(this.#plot, this.#data.buckets, clientX - this.#stage.getBoundingClientRect().left, nearest) : null;
    }

    #heightOf(clientY: number): number {
        return clientY - this.#stage.getBoundingClientRect().top;
    }

    #moved(event: PointerEvent): void {
        // Browsers tell of a pointer that rests as well when what is below it has moved.
        if (this.#byKeys && event.movementX === 0 && event.movementY === 0) return;
        if (this.#isDragged || this.#pressedAt !== null && Math.abs(event.clientX - this.#pressedAt) >= dragThreshold && this.#canDrag(event)) {
            this.#drag(event.clientX);
            return;
        }

        const bucket = this.#bucketAt(event.clientX);
        if (bucket === null || !this.#data) {
            this.#left();
            return;
        }

        if (this.#byKeys) {
            this.#anchor = null;
            this.#hide();
        }

        this.#time = startOf(this.#data, bucket);
        this.#drawCross(bucket);
        const { title, lines, note } = this.#actions.read(bucket, this.#heightOf(event.clientY));
        showTooltip(event.clientX, event.clientY, ...tooltipContent(title, lines, note));
    }

    #left(): void {
        if (!this.#byKeys && !this.#isDragged) this.#hide();
    }

    /** A finger that moves scrolls the page or reads the chart; only a mouse or a pen draws a range. */
    #canDrag(event: PointerEvent): boolean {
        return event.pointerType !== "touch" && this.#actions.zoom !== null;
    }

    #pressed(event: PointerEvent): void {
        if (event.button !== 0 || this.#bucketAt(event.clientX) === null) return;
        this.#pressedAt = event.clientX;
        if (this.#canDrag(event)) this.#stage.setPointerCapture(event.pointerId);
    }

    #dragged(clientX: number): [number, number] {
        const from = this.#pressedAt ?? clientX;
        return [this.#bucketAt(Math.min(clientX, from), true) ?? 0, this.#bucketAt(Math.max(clientX, from), true) ?? 0];
    }

    #drag(clientX: number): void {
        this.#isDragged = true;
        hideTooltip();
        this.#cross.hidden = true;
        this.#drawBand(...this.#dragged(clientX));
    }

    #released(event: PointerEvent): void {
        const wasPressed = this.#pressedAt !== null, wasDragged = this.#isDragged;
        const range = this.#dragged(event.clientX);
        const isClick = this.#pressedAt !== null && Math.abs(event.clientX - this.#pressedAt) < dragThreshold;
        this.#endDrag();
        if (!wasPressed) return;
        if (wasDragged && !isClick) {
            this.#actions.zoom?.(...range);
            return;
        }

        if (!isClick) return;
        if (event.timeStamp - this.#lastClick < doubleClick) {
            this.#lastClick = 0;
            this.#actions.zoomOut();
            return;
        }

        this.#lastClick = event.timeStamp;
        const bucket = this.#bucketAt(event.clientX);
        if (bucket !== null) this.#actions.choose(bucket, this.#heightOf(event.clientY), { x: event.clientX, y: event.clientY });
    }

    #endDrag(): void {
        this.#pressedAt = null;
        this.#isDragged = false;
        this.#band.hidden = true;
    }
}
