/** Keys of the page: search, help, the foot tabs, the context, closing the panel. They keep out of text fields. */
import { el, find, isTyping } from "../dom";
import { mainSheet } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { say } from "../words";
import type { Word } from "../words";
import { closePanel } from "./notices";
import { ASKED, LIST } from "./shortcuts";

export function attachKeys(): void {
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-shortcuts]")) showShortcuts();
  });
  for (const bar of [".tabs", ".chips"]) find(`${bar} [aria-current]`)?.scrollIntoView({ block: "nearest", inline: "center" });
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
  const here = LIST.flatMap(([title, lines]) => part(title, lines.filter(([, , isHere]) => !isHere || isHere(sheet))));
  const close = el("button.btn", { type: "button", click: () => dialog.close() }, say("close"));
  const dialog = el("dialog.dialog.shortcuts", {}, el("h2", {}, say("shortcuts")), ...here, ...(sheet?.mayFilter ? filters(sheet) : []),
    el("div.actions", {}, el("small.dim", {}, say("grid_by"), ". ", say("charts_by")), close));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.scrollTop = 0; // the focus is on the button below
}

function part(title: Word, lines: readonly (readonly [keys: string, word: Word, ...rest: unknown[]])[]): HTMLElement[] {
  return lines.length ? [el("h3", {}, say(title)), el("dl", {}, ...lines.map(([keys, word]) => line(keys, word)))] : [];
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
