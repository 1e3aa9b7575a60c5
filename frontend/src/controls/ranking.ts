/**
 * `table[data-ranked]`: what leaves first where a limit is too small for all. A number says the place of a row, Alt+Up and
 * Alt+Down move it; rows without a number come after. Where the set was counted in this order, it is counted anew.
 */
import { debounced, find } from "../dom";

const SETTLE = 700;
const KEPT = "ranked";

export function attachRanking(): void {
  const table = find<HTMLTableElement>("table[data-ranked]");
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const recount = debounced(SETTLE, () => count(table));
  const follow = (): void => { if (table.dataset["ranked"] === "listed") recount(); };
  body.addEventListener("keydown", (event) => {
    if (!stepped(event)) return;
    event.preventDefault();
    follow();
  });
  body.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.closest(".rank")) return;
    placed(body, event.target);
    follow();
  });
  refocus();
}

/** The row goes one up or down. All down to it have a number then, so that it stays there. */
function stepped(event: KeyboardEvent): boolean {
  const { key, altKey, ctrlKey, metaKey, target } = event;
  if (!altKey || ctrlKey || metaKey || !["ArrowUp", "ArrowDown"].includes(key) || !(target instanceof HTMLElement)) return false;
  const row = target.closest("tr");
  const other = key === "ArrowUp" ? row?.previousElementSibling : row?.nextElementSibling;
  if (!row || !other) return true;
  if (key === "ArrowUp") other.before(row);
  else other.after(row);
  const rows = rowsOf(row.parentElement);
  const last = Math.max(rows.indexOf(row), rows.findLastIndex((one) => numberOf(one) !== null), rows.indexOf(other as HTMLTableRowElement));
  renumber(rows, last + 1);
  target.focus();
  return true;
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
