/** Charts of a page: a figure with its description and a table of the same numbers. Drawn once it is in sight. */
import { el, find } from "../dom";
import { say } from "../words";
import type { Chart } from "./described";
import { press } from "./pressing";

const ROW = 26;
const AROUND = 74;

/** Where categories stand below each other each has room; CSS has the height of the others. */
function height(chart: Chart): number {
  if (chart.kind === "bridge") return chart.steps.length * ROW + AROUND;
  return chart.kind === "bars" && chart.across ? chart.categories.length * ROW + AROUND : 0;
}

async function drawn(figure: HTMLElement): Promise<void> {
  const place = find("[data-drawn]", figure);
  // a template, for htmx takes scripts out of what it fetches, data too
  const told = figure.querySelector<HTMLTemplateElement>("template[data-told]")?.content.textContent;
  if (!place || !told) return;
  const chart = JSON.parse(told) as Chart;
  if (height(chart)) place.style.height = `${height(chart)}px`;
  try {
    const { draw } = await import("./drawing");
    draw(place, chart, (series, item) => { press(chart, series, item, figure.dataset["page"] ?? ""); });
    figure.dataset["chart"] = "drawn";
  } catch {
    place.replaceChildren(el("p.dim", { role: "alert" }, say("failed")));
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting || !(target instanceof HTMLElement)) continue;
    seen.unobserve(target);
    void drawn(target);
  }
});

function watch(root: Document | HTMLElement): void {
  if (root instanceof HTMLElement && root.matches("[data-chart]")) seen.observe(root);
  root.querySelectorAll<HTMLElement>("[data-chart]").forEach((figure) => { seen.observe(figure); });
}

export function attachCharts(): void {
  watch(document);
  document.addEventListener("htmx:load", ({ target }) => { if (target instanceof HTMLElement) watch(target); });
}
