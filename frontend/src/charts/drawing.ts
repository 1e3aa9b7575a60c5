/** The one module that knows ECharts: a chunk of its own, fetched where a chart comes into sight. */
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendScrollComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { locale } from "../words";
import type { Chart } from "./described";
import { lookOf } from "./look";
import { optionOf } from "./options";

// A canvas takes no markup: the renderer of SVG sets styles by attributes, which the policy of the page forbids.
use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, LegendScrollComponent, TooltipComponent, CanvasRenderer]);

/** Draws it, and again when there is another width or other colours. `pressed`: which item of which series. */
export function draw(place: HTMLElement, chart: Chart, pressed: (series: number, item: number) => void): void {
  const drawn = init(place, null, { renderer: "canvas", devicePixelRatio: Math.max(window.devicePixelRatio, 2) });
  const show = (): void => { drawn.setOption(optionOf(chart, lookOf(place), locale()), { notMerge: true }); };
  show();
  drawn.on("click", ({ seriesIndex, dataIndex }: { seriesIndex?: number; dataIndex?: number }) => { pressed(seriesIndex ?? 0, dataIndex ?? 0); });
  new ResizeObserver(() => { drawn.resize(); }).observe(place);
  for (const media of ["(prefers-color-scheme: dark)", "print"]) window.matchMedia(media).addEventListener("change", show);
}
