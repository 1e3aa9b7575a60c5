/**
 * `[data-choosing]` in the details of a row: a field that asks `data-find` for what may be meant, and buttons that say it.
 * Up and down walk through them, Enter in the field takes the first; a digit presses the button with that `data-number`.
 */
import { debounced, find, isTyping } from "../dom";
import { askHtml, isAbort } from "../net";
import { mainSheet } from "../sheet/element";

const SETTLE = 150;
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
let asking: AbortController | null = null;
/** What the found buttons answer to. */
let answered = "";
/** Enter was pressed before the answer came. */
let isTaken = false;

export function attachChoosing(): void {
  document.addEventListener("input", ({ target, isTrusted }) => {
    if (!(target instanceof HTMLInputElement) || !placeOf(target)) return;
    isTaken &&= !isTrusted; // the details were drawn anew under his hands: what he has said still holds
    later(target);
  });
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("submit", ({ target }) => {
    if (placeOf(target)) mainSheet()?.focusView(); // the next row stands under it when the answer has come
  });
}

const later = debounced(SETTLE, (field: HTMLInputElement) => void search(field));

function placeOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-choosing]") : null;
}

async function search(field: HTMLInputElement): Promise<void> {
  const place = placeOf(field);
  const list = place && find("[data-found]", place);
  if (!place || !list) return;
  asking?.abort();
  asking = new AbortController();
  const text = field.value.trim();
  try {
    const html = text ? await askHtml(`${place.dataset["find"] ?? ""}?${new URLSearchParams({ q: text }).toString()}`, asking.signal) : "";
    if (!place.isConnected) return;
    list.innerHTML = html; // our own server's, escaped by its templates
    answered = text;
    if (isTaken) take(place);
  } catch (error) {
    if (!isAbort(error)) list.replaceChildren();
  }
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || find("dialog[open]")) return;
  if (/^[1-9]$/.test(event.key) && !isTyping(event.target) && !mainSheet()?.takesTyping) return choose(event);
  const place = placeOf(event.target);
  if (!place) return;
  if (event.key in MOVES) step(event, place);
  else if (event.key === "Escape") leave(event);
  else if (event.key === "Enter" && event.target instanceof HTMLInputElement) enter(event, event.target, place);
}

function choose(event: KeyboardEvent): void {
  const button = find(`[data-panel]:not([hidden]) [data-choosing] [data-number="${event.key}"]`);
  if (!button || event.repeat) return;
  halt(event);
  button.click();
}

function step(event: KeyboardEvent, place: HTMLElement): void {
  const all = [...place.querySelectorAll<HTMLElement>("input:not([type=hidden]), button")];
  halt(event);
  all[all.indexOf(document.activeElement as HTMLElement) + (MOVES[event.key] ?? 0)]?.focus();
}

function leave(event: KeyboardEvent): void {
  halt(event);
  mainSheet()?.focusView();
}

/** Whoever types fast gets the same as who waits. */
function enter(event: KeyboardEvent, field: HTMLInputElement, place: HTMLElement): void {
  halt(event);
  isTaken = true;
  if (field.value.trim() === answered && find("[data-found] button", place)) take(place);
  else later.now(field);
}

function take(place: HTMLElement): void {
  isTaken = false;
  find("[data-found] button", place)?.click();
}

function halt(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
