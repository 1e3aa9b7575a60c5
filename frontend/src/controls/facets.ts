/** Chips over the grid and the tree at its left: what the list can be narrowed by, with counts from the server. */
import type { State } from "../address";
import type { Answer, Column, Description, Facet, FacetOption } from "../description";
import { el, find } from "../dom";
import { count, decimal } from "../format";
import { said } from "../filters";
import { choices } from "../sheet/choices";
import { mainSheet, onMain } from "../sheet/element";
import { optionsOf } from "../sheet/filterfield";
import type { Sheet } from "../sheet/sheet";
import { say } from "../words";
import { Slicers } from "./slicers";

let open: string | null = null;
const opening = new Map<string, Slicers>();

export function attachFacets(): void {
  onMain<{ answer: Answer; state: State }>("sheet:answer", ({ answer, state }) => draw(answer, state));
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeOthers(null));
  document.addEventListener("toggle", (event) => fit(event.target), true);
}

function draw(answer: Answer, state: State): void {
  const description = mainSheet()?.description;
  const chips = find("[data-chips]");
  const tree = find("[data-tree]");
  if (!description) return;
  if (chips) drawChips(chips, description, answer, state);
  const facet = description.facets.find(({ kind }) => kind === "tree");
  const options = facet && answer.facets?.[facet.name];
  if (tree && facet && options) tree.replaceChildren(branchList(facet, options, state, answer));
}

function drawChips(place: HTMLElement, description: Description, answer: Answer, state: State): void {
  const focused = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement.id : "";
  const kept = place.querySelectorAll(":scope > :is([data-acts], [data-into], [data-columns], [data-views], [data-filters], [data-details])");
  const chips = description.facets.filter(({ kind }) => kind !== "tree").flatMap((facet) => chipsOf(facet, answer, state));
  const sheet = mainSheet();
  const own = sheet ? filtered(sheet, description, answer, state) : [];
  place.replaceChildren(...[found(answer, description), ...chips, ...own, clearing(state), ...kept].filter((node) => node !== null));
  if (focused) document.getElementById(focused)?.focus();
  for (const slicers of opening.values()) slicers.redrawn();
}

function found(answer: Answer, { locale }: Description): HTMLElement {
  const total = answer.exact === false ? `${say("more_than")} ${count(answer.total, locale)}` : count(answer.total, locale);
  const all = answer.all !== undefined && answer.all !== answer.total ? ` ${say("of")} ${count(answer.all, locale)}` : "";
  return el("span.found", { role: "status" }, `${say("found")} ${total}${all}`);
}

function clearing(state: State): HTMLElement | null {
  if (!state.filters.size) return null;
  return el("button.chip.clear", { type: "button", click: () => mainSheet()?.clear() }, say("clear"));
}

function chipsOf(facet: Facet, answer: Answer, state: State): HTMLElement[] {
  if (facet.kind !== "slicers") return [chip(facet, answer.facets?.[facet.name] ?? [], state)];
  const slicers = slicersOf(facet);
  const made = el("details.chip", { id: `facet-${facet.name}`, toggle: () => {
    opened(facet.name, made.open);
    slicers.toggled(made.open);
  } }, el("summary", { id: `summary-${facet.name}` }, el("span", {}, facet.title)), slicers.body);
  made.open = open === facet.name;
  return [made, ...slicers.chosen(state, () => (made.open = true))];
}

function slicersOf(facet: Facet): Slicers {
  const known = opening.get(facet.name) ?? new Slicers(facet);
  opening.set(facet.name, known);
  return known;
}

function chip(facet: Facet, options: readonly FacetOption[], state: State): HTMLElement {
  const values = state.filters.get(facet.name) ?? [];
  if (facet.kind === "flag") return flag(facet, isFlagged(facet, options, values), options[0]);
  const summary = values.length ? `${facet.title}: ${titles(values, options).join(", ")}` : facet.title;
  const body = facet.kind === "range" ? range(facet, values[0] ?? "") : listed(facet, options, values);
  const drop = values.length ? lift(facet) : null;
  const made = el("details.chip", { id: `facet-${facet.name}`, toggle: () => opened(facet.name, made.open) },
    el("summary", { id: `summary-${facet.name}` }, el("span", {}, summary), drop), body);
  made.classList.toggle("is-on", values.length > 0);
  made.open = open === facet.name;
  return made;
}

function listed({ name }: Facet, options: readonly FacetOption[], chosen: readonly string[]): HTMLElement {
  return choices({ name, options, chosen, locale: mainSheet()?.description.locale ?? "ru", changed: (values) => mainSheet()?.filter(name, values) });
}

/** A chip for each column that is filtered and has none of a facet: it tells what is asked, leads to the field, lifts it. */
function filtered(sheet: Sheet, { facets, columns, locale }: Description, answer: Answer, state: State): HTMLElement[] {
  const isTold = (facet: Facet): boolean => facet.kind !== "flag" || isFlagged(facet, answer.facets?.[facet.name] ?? [], state.filters.get(facet.name) ?? []);
  const isOwn = ({ filter }: Column): boolean => filter !== null && state.filters.has(filter) && !facets.some((facet) => facet.name === filter && isTold(facet));
  return columns.filter(isOwn).map((column) => {
    const name = column.filter ?? "";
    const title = column.title || column.name;
    const options = optionsOf(column, sheet.filters);
    const words = (state.filters.get(name) ?? []).map((value) => options.find((option) => option.value === value)?.title ?? said(value, column, locale));
    const lift = el("button.lift", { type: "button", "aria-label": `${say("lift")}: ${title}`, click: () => sheet.filter(name, []) }, "×");
    return el("span.chip.is-on.chosen", {}, el("button.words", { type: "button", id: `filtered-${name}`, click: () => sheet.focusFilter(column) }, `${title}: ${words.join(", ")}`), lift);
  });
}

function opened(name: string, isOpen: boolean): void {
  if (isOpen) open = name;
  else if (open === name) open = null;
}

function lift(facet: Facet): HTMLElement {
  return el("button.lift", { type: "button", "aria-label": `${say("lift")}: ${facet.title}`, click: (event) => {
    event.preventDefault();
    mainSheet()?.filter(facet.name, []);
  } }, "×");
}

function titles(values: readonly string[], options: readonly FacetOption[]): string[] {
  return values.map((value) => options.find((option) => option.value === value)?.title ?? value.replace("..", "–"));
}

/** A flag is on by its own value; of a column that is filtered otherwise it says nothing. */
function isFlagged({ name }: Facet, options: readonly FacetOption[], values: readonly string[]): boolean {
  const isOfColumn = mainSheet()?.description.columns.some(({ filter }) => filter === name) ?? false;
  return isOfColumn ? values.includes(options[0]?.value ?? "1") : values.length > 0;
}

function flag(facet: Facet, isOn: boolean, option: FacetOption | undefined): HTMLElement {
  const value = option?.value ?? "1";
  const click = (): void => mainSheet()?.filter(facet.name, isOn ? [] : [value]);
  const made = el("button.chip", { type: "button", id: `facet-${facet.name}`, "aria-pressed": String(isOn), click }, facet.title, isOn && " ×");
  made.classList.toggle("is-on", isOn);
  return made;
}

/** A range travels as "20..30", either end may be empty. */
function range(facet: Facet, value: string): HTMLElement {
  const [low = "", high = ""] = value.split("..");
  const from = el("input", { type: "text", inputmode: "decimal", value: low, "aria-label": say("from"), placeholder: say("from") });
  const to = el("input", { type: "text", inputmode: "decimal", value: high, "aria-label": say("to"), placeholder: say("to") });
  const apply = (event: Event): void => {
    event.preventDefault();
    const locale = mainSheet()?.description.locale ?? "ru";
    const text = [from.value, to.value].map((end) => decimal(end.trim(), locale)).join("..");
    mainSheet()?.filter(facet.name, text === ".." ? [] : [text]);
  };
  return el("form.options.range", { submit: apply }, from, "–", to, el("button.btn", { type: "submit" }, "OK"));
}

function branchList(facet: Facet, options: readonly FacetOption[], state: State, answer: Answer): HTMLElement {
  const chosen = state.filters.get(facet.name)?.[0] ?? "";
  const all: FacetOption = { value: "", title: say("all"), count: answer.all ?? null };
  const hasAll = options.some(({ value }) => value === "");
  return el("ul", { "aria-label": facet.title }, ...[...(hasAll ? [] : [all]), ...options].map((option) => branch(facet, option, chosen)));
}

function branch(facet: Facet, option: FacetOption, chosen: string): HTMLElement {
  const isOn = option.value === chosen;
  const click = (): void => mainSheet()?.filter(facet.name, option.value ? [option.value] : []);
  const tally = option.count === null || option.count === undefined ? null : el("small", {}, count(option.count, mainSheet()?.description.locale ?? "ru"));
  const level = Math.min(option.level ?? 1, 4);
  return el("li", {}, el("button", { type: "button", class: `level-${level}`, "aria-current": isOn ? "true" : null, click }, el("span", {}, option.title), tally));
}

/** What would run out of the screen at the right hangs from the other corner of its chip. */
function fit(chip: EventTarget | null): void {
  const list = chip instanceof HTMLDetailsElement && chip.matches(".chip") ? find(":scope > .options", chip) : null;
  if (!list) return;
  list.classList.remove("is-left");
  list.classList.toggle("is-left", list.getBoundingClientRect().right > document.documentElement.clientWidth);
}

function closeOthers(target: EventTarget | null): void {
  for (const chip of document.querySelectorAll<HTMLDetailsElement>("details.chip[open], details.menu[open]")) {
    if (!(target instanceof Node && (chip.contains(target) || !target.isConnected))) chip.open = false;
  }
}
