/** The parts of Apache ECharts that the pages use: lines and columns over categories, on a canvas. */

import { BarChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([LineChart, BarChart, GridComponent, CanvasRenderer]);

export { init, type EChartsType };
