/** Keys of the page: search, help, the foot tabs, the context, closing the panel. They keep out of text fields. */
import type { ColumnType } from "../description";
import { el, find, isTyping } from "../dom";
import { mainSheet } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { say } from "../words";
import type { Word } from "../words";
import { closePanel } from "./notices";

/** Keys of the page and of its sheet; what this sheet can't do is not promised. */
const LIST: readonly (readonly [keys: string, word: Word, isHere?: (sheet: Sheet) => boolean])[] = [
  ["↑ ↓ ← →", "k_arrows", isThere], ["Home  End", "k_ends", isThere], ["PgUp  PgDn", "k_pages", isThere], ["0–9, A–Z", "k_type", isTyped], ["Enter", "k_enter", isTyped],
  ["Tab", "k_tab", isThere], ["Shift+Enter  Shift+Tab", "k_back", isThere], ["F2", "k_edit", isTyped], ["Esc", "k_esc", isThere], ["Ctrl+A", "k_all", isThere], ["Ctrl+C", "k_copy", isThere],
  ["Ctrl+V", "k_paste", (sheet) => isTyped(sheet) || sheet.description.paste_url !== null], ["Ctrl+D", "k_fill", isTyped], ["Ctrl+Z", "k_undo", isTyped],
  ["Ctrl+Y  Ctrl+Shift+Z", "k_redo", isTyped], ["Delete", "k_clear", isTyped],
  ["space", "k_pick", (sheet) => sheet.mayPick], ["Ctrl+Shift+L", "k_filter", (sheet) => sheet.mayFilter], ["Alt+↓", "k_filter_open", (sheet) => sheet.mayFilter],
  ["Alt+S", "k_sort", (sheet) => sheet.maySort], ["Alt+Shift+S", "k_sort_more", (sheet) => sheet.sortsBySeveral],
  ["Alt+Shift+←  Alt+Shift+→", "k_column", isThere], ["Alt+F", "k_why", (sheet) => sheet.description.why_url !== null], ["Alt+Enter", "k_suggest", isTyped],
  ["Ctrl+Enter", "k_panel", (sheet) => sheet.description.panel_url !== null], ["F6", "k_cross", (sheet) => sheet.description.panel_url !== null],
  ["/", "k_search"], ["Alt+1…9", "k_tabs"], ["Alt+0", "k_context"], ["?", "k_help"],
];

/** What may be typed under a head, by what the column holds. */
const ASKED: readonly (readonly [title: Word, examples: readonly (readonly [text: Word | string, word: Word])[], types: readonly ColumnType[]])[] = [
  ["f_numbers", [["100–200", "f_between"], [">100  <=200", "f_compared"], ["<>0", "f_not"], ["=  <>", "f_empty"]], ["money", "price", "quantity", "integer"]],
  ["f_days", [["28.11  01.11–15.11", "f_day"], ["11.2026  2026", "f_month"], ["f_named_example", "f_named"], [">28.11", "f_after"]], ["date", "moment"]],
  ["f_texts", [["abc", "f_part"], ["abc*  *abc", "f_edge"], ["=abc  <>abc", "f_whole"]], ["text"]],
];

function isThere(): boolean {
  return true;
}

function isTyped({ description }: Sheet): boolean {
  return description.columns.some(({ editable }) => editable);
}

export function attachKeys(): void {
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-shortcuts]")) showShortcuts();
  });
  find(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function pressed(event: KeyboardEvent): void {
  if (document.querySelector("dialog[open]")) return; // its keys are its own: Escape closes it, not what is behind it
  if (event.altKey && !event.ctrlKey && /^Digit\d$/.test(event.code)) return toTab(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (walked(event)) return;
  if (event.key === "Escape" && closePanel()) event.stopImmediatePropagation();
  else if (event.key === "/") toSearch(event);
  else if (event.key === "?") showShortcuts(event);
}

function toSearch(event: KeyboardEvent): void {
  const field = find<HTMLInputElement>("[data-search]");
  if (!field) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  field.focus();
  field.select();
}

function toTab(event: KeyboardEvent): void {
  event.preventDefault();
  const digit = Number(event.code.slice(5));
  const tabs = document.querySelectorAll<HTMLElement>(".tabs :is(a, .new button)");
  if (digit === 0) openContexts();
  else tabs[digit - 1]?.click();
}

/** The list of contracts opens with the next one under the focus: an Enter switches to it. */
function openContexts(): void {
  const list = find<HTMLDetailsElement>("details.context");
  if (!list) return;
  list.open = true;
  const current = list.querySelector("li:has([aria-current]) + li a");
  (current instanceof HTMLElement ? current : list.querySelector("a"))?.focus();
}

/** Up and down walk through an open list of links, Escape closes it. */
function walked(event: KeyboardEvent): boolean {
  const list = event.target instanceof Element ? event.target.closest<HTMLDetailsElement>("details.context[open]") : null;
  if (!list) return false;
  const links = [...list.querySelectorAll("a")];
  const here = links.findIndex((link) => link === document.activeElement);
  if (event.key === "Escape") {
    list.open = false;
    list.querySelector("summary")?.focus();
  } else if (event.key === "ArrowDown") links[Math.min(here + 1, links.length - 1)]?.focus();
  else if (event.key === "ArrowUp") links[Math.max(here - 1, 0)]?.focus();
  else return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

function showShortcuts(event?: Event): void {
  event?.preventDefault();
  event?.stopImmediatePropagation();
  if (find("dialog[open]")) return;
  const sheet = mainSheet();
  const here = LIST.filter(([, , isHere]) => !isHere || (sheet && isHere(sheet)));
  const close = el("button.btn", { type: "button", click: () => dialog.close() }, say("close"));
  const dialog = el("dialog.dialog.shortcuts", {}, el("h2", {}, say("shortcuts")), el("dl", {}, ...here.map(([keys, word]) => line(keys, word))), ...(sheet?.mayFilter ? filters(sheet) : []),
    el("div.actions", {}, el("small.dim", {}, say("grid_by")), close));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function line(keys: string, word: Word): HTMLElement {
  return el("div", {}, el("dt", {}, ...keys.split("  ").map((key) => el("kbd", {}, key === "space" ? say("space") : key))), el("dd", {}, say(word)));
}

/** How the filters of this sheet are typed. */
function filters({ description }: Sheet): HTMLElement[] {
  const typed = new Set(description.columns.filter((column) => column.filter === column.name).map(({ type }) => type));
  const kinds = ASKED.filter(([, , types]) => types.some((type) => typed.has(type)));
  const examples = kinds.flatMap(([title, lines]) => [el("h3", {}, say(title)), el("dl", {}, ...lines.map(([text, word]) => line(text === "f_named_example" ? say(text) : text, word)))]);
  return [el("h2", {}, say("filter_row")), ...examples];
}
