/** A part of a chart that is pressed filters the sheet beside it, or opens the row that it is. */
import { mainSheet } from "../sheet/element";
import { Row } from "../sheet/rows";
import type { Sheet } from "../sheet/sheet";
import type { Chart } from "./described";

/** The filter or the row of one item. */
export function meant(chart: Chart, series: number, item: number): { readonly query: string; readonly key: string } {
  if (chart.kind === "lines") return { query: "", key: "" };
  if (chart.kind === "points") return { query: "", key: chart.clouds[series]?.points[item]?.[2] ?? "" };
  const query = chart.kind === "bridge" ? chart.steps[item]?.query : chart.series[series]?.queries[item];
  return { query: query ?? "", key: "" };
}

/** Whether the sheet can be filtered so; another one is a page away. */
export function fits(query: string, columns: readonly { readonly name: string }[]): boolean {
  return [...new URLSearchParams(query).keys()].every((asked) => columns.some(({ name }) => name === asked));
}

export function press(chart: Chart, series: number, item: number, page: string): void {
  const sheet = mainSheet();
  const { query, key } = meant(chart, series, item);
  if (sheet && key) sheet.openPanel(sheet.rows.byKey(key) ?? rowOf(key));
  if (!query) return;
  if (sheet && fits(query, sheet.description.columns)) narrow(sheet, new URLSearchParams(query));
  else if (page) location.assign(`${page}?${query}`);
}

function rowOf(key: string): Row {
  const row = new Row();
  row.values = [key];
  return row;
}

function narrow(sheet: Sheet, asked: URLSearchParams): void {
  for (const name of new Set(asked.keys())) sheet.filter(name, asked.getAll(name));
}
