import "./styles/base.css";
import "./styles/shell.css";
import "./styles/panels.css";
import { App } from "./app";
import { h, icon } from "./dom";
import { ApiSource, findReport, ReportSource, type DataSource } from "./source";
import { watchTheme } from "./theme";

const root = document.getElementById("app");
const report = findReport();
const source: DataSource = report ? new ReportSource(report) : new ApiSource();

async function start(element: HTMLElement): Promise<void> {
    try {
        const [catalog, state] = await Promise.all([source.catalog(), source.state()]);
        new App(element, source, catalog, state);
    } catch (error) {
        watchTheme(() => undefined);
        element.replaceChildren(h("main", { class: "state whole" }, icon("warning"), h("h1", {}, "The dashboards could not be loaded"),
            h("p", {}, error instanceof Error ? error.message : String(error)),
            h("button", { type: "button", class: "button", onclick: () => void start(element) }, "Try again")));
    }
}

if (root) void start(root);
