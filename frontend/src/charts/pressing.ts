/** A part of a chart that is pressed filters the sheet beside it, or opens the row that it is. */
import { mainSheet } from "../sheet/element";
import { Row } from "../sheet/rows";
import type { Chart } from "./described";

/** The filter or the row of one item. */
export function meant(chart: Chart, series: number, item: number): { readonly query: string; readonly key: string } {
  if (chart.kind === "points") return { query: "", key: chart.clouds[series]?.points[item]?.[2] ?? "" };
  const query = chart.kind === "bridge" ? chart.steps[item]?.query : chart.series[series]?.queries[item];
  return { query: query ?? "", key: "" };
}

export function press(chart: Chart, series: number, item: number): void {
  const sheet = mainSheet();
  const { query, key } = meant(chart, series, item);
  if (!sheet) return;
  if (key) {
    const row = new Row();
    row.values = [key];
    sheet.openPanel(sheet.rows.byKey(key) ?? row);
  }
  const asked = new URLSearchParams(query);
  for (const name of new Set(asked.keys())) sheet.filter(name, asked.getAll(name));
}
