/** One dashboard: a card per panel, drawn once it is in sight. */

import { h } from "./dom";
import { place, unitsFor } from "./layout";
import type { DashboardData, DashboardDefinition } from "./model";
import { PanelCard, type CardActions } from "./panels/card";

export class DashboardPage {
    readonly element: HTMLElement;
    readonly definition: DashboardDefinition;
    readonly #cards: PanelCard[];
    readonly #seen: IntersectionObserver;
    readonly #resize: ResizeObserver;
    readonly #grid = h("div", { class: "grid" });
    #units = 0;

    constructor(definition: DashboardDefinition, actions: CardActions) {
        this.definition = definition;
        this.element = h("div", { class: "dashboard" }, this.#grid);
        this.#cards = definition.panels.map(panel => new PanelCard(panel, definition, actions));
        this.#seen = new IntersectionObserver(entries => {
            for (const entry of entries) {
                const card = this.#cards.find(candidate => candidate.element === entry.target);
                if (card) card.visible = entry.isIntersecting;
            }
        }, { rootMargin: "200px" });
        this.#resize = new ResizeObserver(() => this.#arrange());
        this.#resize.observe(this.element);
        for (const card of this.#cards) this.#seen.observe(card.element);
    }

    #arrange(): void {
        const units = unitsFor(this.element.clientWidth);
        if (units === this.#units || this.element.clientWidth === 0) return;
        this.#units = units;
        this.#grid.style.gridTemplateColumns = `repeat(${units}, minmax(0, 1fr))`;
        this.#grid.dataset.units = String(units);
        const focused = document.activeElement;
        for (const { panel, span, tall } of place(this.definition.panels, units)) {
            const card = this.#cards.find(candidate => candidate.definition === panel);
            if (!card) continue;
            card.element.style.gridColumn = `span ${span}`;
            card.element.classList.toggle("tall", tall === true);
            this.#grid.append(card.element);
        }

        if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus({ preventScroll: true });
    }

    setData(data: DashboardData): void {
        for (const card of this.#cards) {
            const panel = data.panels.find(candidate => candidate.id === card.definition.id);
            if (panel) card.setData(panel);
            else card.setError("The answer does not have this panel.", () => location.reload());
        }
    }

    setError(message: string, retry: () => void): void {
        for (const card of this.#cards) card.setError(message, retry);
    }

    setFull(panelId: string | null): void {
        const full = panelId !== null && this.#cards.some(card => card.definition.id === panelId);
        this.element.classList.toggle("has-full", full);
        for (const card of this.#cards) card.full = full && card.definition.id === panelId;
    }

    redraw(): void {
        for (const card of this.#cards) card.redraw();
    }

    dispose(): void {
        this.#seen.disconnect();
        this.#resize.disconnect();
        for (const card of this.#cards) card.dispose();
    }
}
