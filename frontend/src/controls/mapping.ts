/**
 * `form[data-mapping]`: a field is dragged onto a column of a supplier's file, or from one column to another; the choice above
 * each column does the same by keyboard. What comes of it is asked for at once (`mapped`).
 */
import { find } from "../dom";

/** Fields that several columns may say. */
const SEVERAL = new Set(["stock", "category"]);

interface Dragged {
  readonly field: string;
  /** The column that it comes from. */
  readonly from: HTMLSelectElement | null;
}

let dragged: Dragged | null = null;

export function attachMapping(): void {
  const form = find<HTMLFormElement>("form[data-mapping]");
  if (!form) return;
  document.addEventListener("dragstart", begin);
  document.addEventListener("dragend", () => end(form));
  form.addEventListener("dragover", (event) => over(event, form));
  form.addEventListener("drop", (event) => drop(event, form));
  form.addEventListener("change", () => changed(form));
  form.addEventListener("input", ({ target }) => target instanceof HTMLInputElement && target.name.startsWith("formula-") && told(form));
  mark(form);
}

function begin({ target, dataTransfer }: DragEvent): void {
  if (!(target instanceof HTMLElement) || !dataTransfer) return;
  const select = target.closest("[data-column]")?.querySelector("select") ?? null;
  const field = target.dataset["field"] ?? select?.value ?? "";
  dragged = field ? { field, from: select } : null;
  dataTransfer.setData("text/plain", field);
  dataTransfer.effectAllowed = "move";
}

/** The head of the column under the pointer: every cell of a column is a place for its field. */
function headUnder({ target }: DragEvent): HTMLElement | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("table.mapping :is(td, th)") : null;
  const head = cell?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
  return head?.matches("[data-column]") ? head : null;
}

function over(event: DragEvent, form: HTMLFormElement): void {
  const head = dragged ? headUnder(event) : null;
  form.querySelectorAll(".is-target").forEach((one) => one.classList.toggle("is-target", one === head));
  if (!head) return;
  head.classList.add("is-target");
  event.preventDefault();
}

function drop(event: DragEvent, form: HTMLFormElement): void {
  const select = headUnder(event)?.querySelector("select");
  if (!dragged || !select) return;
  event.preventDefault();
  const { field, from } = dragged;
  for (const other of from ? [from] : alone(field, select)) other.value = "";
  select.value = field;
  changed(form);
  select.focus();
}

/** A field that one column of the table alone says goes from there; where goods stand side by side, it is in each of them. */
function alone(field: string, select: HTMLSelectElement): readonly HTMLSelectElement[] {
  const others = [...(select.closest("table")?.querySelectorAll("select") ?? [])].filter((one) => one !== select && one.value === field);
  return others.length === 1 && !SEVERAL.has(field) ? others : [];
}

function end(form: HTMLFormElement): void {
  dragged = null;
  form.querySelectorAll(".is-target").forEach((one) => one.classList.remove("is-target"));
}

function changed(form: HTMLFormElement): void {
  mark(form);
  told(form);
}

function told(form: HTMLFormElement): void {
  form.dispatchEvent(new CustomEvent("mapped"));
}

/** What can be said of a column goes with its field; a field that some column says is marked in the bar. */
function mark(form: HTMLFormElement): void {
  const said = new Set<string>();
  for (const head of form.querySelectorAll<HTMLElement>("[data-column]")) {
    const field = find<HTMLSelectElement>("select", head)?.value ?? "";
    said.add(field);
    head.draggable = field !== "";
    for (const part of head.querySelectorAll<HTMLElement>("[data-only]")) part.hidden = !(part.dataset["only"] ?? "").split(" ").includes(field);
  }
  for (const chip of document.querySelectorAll<HTMLElement>("[data-fieldbar] [data-field]")) chip.classList.toggle("is-on", said.has(chip.dataset["field"] ?? ""));
}
