/** The filter row: opened by a button beside the chips and by Ctrl+Shift+L, as in Excel. */
import { el, find } from "../dom";
import { mainSheet, onMain } from "../sheet/element";
import { say } from "../words";

export function attachFiltering(): void {
  onMain("sheet:ready", draw);
  onMain("sheet:arranged", press);
  document.addEventListener("keydown", pressed, true);
}

function draw(): void {
  const sheet = mainSheet();
  const bar = find("[data-chips]");
  if (!sheet?.mayFilter || !bar || find("[data-filters]")) return;
  bar.append(el("button.chip", { type: "button", "data-filters": true, title: "Ctrl+Shift+L", click: toggle }, say("filter_row")));
  press();
}

function press(): void {
  const button = find("[data-filters]");
  const isOpen = mainSheet()?.taste.isFiltering ?? false;
  button?.setAttribute("aria-pressed", String(isOpen));
  button?.classList.toggle("is-on", isOpen);
}

function toggle(): void {
  const sheet = mainSheet();
  if (!sheet) return;
  if (!sheet.taste.isFiltering) return sheet.focusFilter();
  sheet.toggleFilters(false);
  sheet.focusView();
}

function pressed(event: KeyboardEvent): void {
  if (event.code !== "KeyL" || !event.shiftKey || !(event.ctrlKey || event.metaKey) || event.altKey || !mainSheet()?.mayFilter) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  toggle();
}
