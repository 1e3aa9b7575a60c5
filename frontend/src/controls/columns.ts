/** Which columns are shown: a list of boxes beside the acts. What is hidden is left out of exports as well. */
import type { Column } from "../description";
import { el, find } from "../dom";
import { mainSheet, onMain } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { say } from "../words";

export function attachColumns(): void {
  onMain("sheet:ready", draw);
}

function draw(): void {
  const sheet = mainSheet();
  const bar = find("[data-chips]");
  if (!sheet || !bar || find("[data-columns]")) return;
  const boxes = sheet.description.columns.slice(1).map((column) => box(sheet, column));
  bar.append(el("details.chip.choosing", { "data-columns": true }, el("summary", {}, el("span", {}, say("shown_columns"))), el("div.options", {}, ...boxes)));
}

function box(sheet: Sheet, { name, title }: Column): HTMLElement {
  const change = (): void => sheet.toggleColumn(name);
  return el("label", {}, el("input", { type: "checkbox", checked: !sheet.taste.hidden.has(name), change }), el("span", {}, title || name));
}
