/** The columns of the sheet: which are shown, in what order, up to which they stay. Exports follow. All of it goes by keyboard too. */
import type { Column } from "../description";
import { el, find } from "../dom";
import { mainSheet, onMain } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { arranged, isShown, ordered } from "../sheet/taste";
import { say } from "../words";

export function attachColumns(): void {
  onMain("sheet:ready", draw);
  onMain("sheet:arranged", () => fill());
}

function draw(): void {
  const bar = find("[data-chips]");
  if (!mainSheet() || !bar || find("[data-columns]")) return;
  const list = el("div.options", {});
  bar.append(el("details.chip.choosing", { "data-columns": true, toggle: () => fill() }, el("summary", {}, el("span", {}, say("shown_columns"))), list));
  list.addEventListener("keydown", pressed);
  fill();
}

function fill(): void {
  const sheet = mainSheet();
  const list = find("[data-columns] .options");
  if (!sheet || !list) return;
  const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement.id : "";
  const all = ordered(sheet.columns.choosable(), sheet.taste);
  const everything = { ...sheet.taste, hidden: new Set<string>(), wanted: new Set(all.map(({ name }) => name)) };
  const last = arranged(sheet.description.columns, everything).frozen.at(-1);
  const reset = el("button.link", { type: "button", disabled: !sheet.columns.isArranged, click: (event) => { event.stopPropagation(); sheet.columns.reset(); } }, say("reset_columns"));
  list.replaceChildren(...all.map((column, place) => line(sheet, column, all[place - 1], all[place + 1], column === last)), reset);
  if (focused) document.getElementById(focused)?.focus();
}

function line(sheet: Sheet, column: Column, before: Column | undefined, after: Column | undefined, isLastFrozen: boolean): HTMLElement {
  const { name, title } = column;
  const isFirst = name === sheet.description.columns[0]?.name;
  const box = el("input", { type: "checkbox", id: `column-${name}`, "data-name": name, checked: isShown(column, sheet.taste), disabled: isFirst, change: () => sheet.columns.toggle(name) });
  const freeze = el("button.freeze", { type: "button", id: `freeze-${name}`, title: say("freeze"), "aria-label": `${say("freeze")}: ${title}`, "aria-pressed": String(isLastFrozen), click: () => sheet.columns.freezeTo(name) }, "⊣");
  return el("div.column", {}, el("label", {}, box, el("span", {}, title || name)),
    step(sheet, column, before, "↑", "up"), step(sheet, column, after, "↓", "down"), freeze);
}

function step(sheet: Sheet, { name, title }: Column, other: Column | undefined, sign: string, way: "up" | "down"): HTMLElement {
  const click = (): void => { if (other) sheet.columns.move(name, other.name); };
  return el("button.step", { type: "button", id: `${way}-${name}`, tabindex: -1, disabled: !other, title: `${say(way)} (Alt+${sign})`, "aria-label": `${title}: ${say(way)}`, click }, sign);
}

/** Up and down go from line to line, with Alt the line goes itself. */
function pressed(event: KeyboardEvent): void {
  const line = event.target instanceof Element ? event.target.closest<HTMLElement>(".column") : null;
  const way = event.key === "ArrowUp" ? "up" : event.key === "ArrowDown" ? "down" : null;
  if (!line || !way) return;
  event.preventDefault();
  if (event.altKey) return find<HTMLButtonElement>(`[id^="${way}-"]`, line)?.click();
  const next = way === "up" ? line.previousElementSibling : line.nextElementSibling;
  next?.querySelector<HTMLElement>("input:not(:disabled), button")?.focus();
}
