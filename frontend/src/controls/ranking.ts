/**
 * `table[data-ranked]`: what leaves first where a limit is too small for all. A number says the place of a row, Alt+Up,
 * Alt+Down and the arrows beside the number move it; rows without a number come after. Where the set was counted in this order, it is counted anew.
 */
import { debounced, el, find } from "../dom";
import { say } from "../words";

const SETTLE = 700;
const KEPT = "ranked";

type Way = "up" | "down";

export function attachRanking(): void {
  const table = find<HTMLTableElement>("table[data-ranked]");
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const recount = debounced(SETTLE, () => count(table));
  const follow = (): void => { if (table.dataset["ranked"] === "listed") recount(); };
  for (const row of rowsOf(body)) {
    const arrow = (way: Way, sign: string): HTMLElement =>
      el("button.btn.step", { type: "button", tabindex: -1, "aria-label": say(way === "up" ? "earlier" : "later"), click: (event) => { step(row, way); (event.currentTarget as HTMLElement).focus(); follow(); } }, sign);
    find(".rank", row)?.append(el("span.steps", {}, arrow("up", "↑"), arrow("down", "↓")));
  }
  body.addEventListener("keydown", (event) => {
    const way = wayOf(event);
    const row = event.target instanceof HTMLElement ? event.target.closest("tr") : null;
    if (!way || !row) return;
    event.preventDefault();
    step(row, way);
    (event.target as HTMLElement).focus();
    follow();
  });
  body.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.closest(".rank")) return;
    placed(body, event.target);
    follow();
  });
  refocus();
}

function wayOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): Way | null {
  if (!altKey || ctrlKey || metaKey) return null;
  return key === "ArrowUp" ? "up" : key === "ArrowDown" ? "down" : null;
}

/** The row goes one up or down. All down to it have a number then, so that it stays there. */
function step(row: HTMLTableRowElement, way: Way): void {
  const other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(row);
  else other.after(row);
  const rows = rowsOf(row.parentElement);
  const last = Math.max(rows.indexOf(row), rows.findLastIndex((one) => numberOf(one) !== null), rows.indexOf(other as HTMLTableRowElement));
  renumber(rows, last + 1);
}

/** The row whose number was typed goes to that place, before who had it. */
function placed(body: HTMLTableSectionElement, field: HTMLInputElement): void {
  const row = field.closest("tr");
  const rows = rowsOf(body);
  const numbered = rows.filter((one) => numberOf(one) !== null);
  numbered.sort((one, other) => (numberOf(one) ?? 0) - (numberOf(other) ?? 0) || Number(other === row) - Number(one === row));
  body.append(...numbered, ...rows.filter((one) => !numbered.includes(one)));
  renumber(numbered, numbered.length);
  field.focus();
}

function rowsOf(body: ParentNode | null): HTMLTableRowElement[] {
  return [...(body?.querySelectorAll("tr") ?? [])];
}

function fieldOf(row: Element): HTMLInputElement | null {
  return find<HTMLInputElement>(".rank input", row);
}

/** What is no number says nothing here; the server says what is wrong with it. */
function numberOf(row: Element): number | null {
  const text = fieldOf(row)?.value.trim().replace(",", ".") ?? "";
  return text && !Number.isNaN(Number(text)) ? Number(text) : null;
}

function renumber(rows: readonly HTMLTableRowElement[], upTo: number): void {
  rows.slice(0, upTo).forEach((row, at) => {
    const field = fieldOf(row);
    if (field) field.value = String(at + 1);
  });
}

/** The page comes anew with the set; the focus is where it was. */
function count(table: HTMLTableElement): void {
  const button = find<HTMLButtonElement>('button[name="fit"][value="listed"]');
  if (!button) return; // without it the form would ask for the shipment
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && table.contains(focused)) sessionStorage.setItem(KEPT, focused.name);
  table.closest("form")?.requestSubmit(button);
}

function refocus(): void {
  const name = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (name) find<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)?.focus();
}
