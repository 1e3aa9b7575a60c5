/** One part of the policy as a sheet: rows that are added, moved, deleted and pasted as a block; wrong cells are told. */
import { el } from "../dom";
import { fromText } from "../sheet/block";
import type { ColumnOf, Fault, Part, Row } from "./described";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Told {
  readonly changed: () => void;
  readonly removed: (undo: () => void) => void;
  readonly words: Readonly<Record<string, string>>;
}

export class PartTable {
  readonly part: Part;
  readonly element: HTMLElement;
  readonly #body = el("tbody");
  readonly #told: Told;
  readonly #writes: boolean;

  constructor(part: Part, rows: readonly Row[], writes: boolean, told: Told) {
    this.part = part;
    this.#told = told;
    this.#writes = writes;
    const heads = part.columns.map((column) => el("th", { class: `is-${column.kind}` }, column.title));
    const table = el("table.table.cells", { "aria-label": part.title }, el("thead", {}, el("tr", {}, el("th.n", {}, "№"), ...heads, el("th", {}, ""))), this.#body);
    const add = writes && !part.single ? el("button.btn", { type: "button", click: () => { this.#focus(this.#add(null), 0); } }, `+ ${told.words["row"] ?? ""}`) : null;
    this.element = el("section.part", { "data-part": part.name }, el("h2", {}, part.title), el("p.help", {}, part.help), el("div.scroll", {}, table), el("div.actions", {}, add));
    rows.forEach((row) => this.#add(null, row));
    if (part.single && !rows.length) this.#add(null);
    this.#body.addEventListener("keydown", (event) => { this.#keyed(event); });
    this.#body.addEventListener("paste", (event) => { this.#pasted(event); });
    this.#body.addEventListener("input", () => { told.changed(); });
  }

  /** The rows in which something stands. */
  rows(): Row[] {
    return this.#filled().map((line) => this.#read(line));
  }

  fieldOf(row: number, cell: string): Field | null {
    return this.#filled()[row - 1]?.querySelector<Field>(`[data-cell="${CSS.escape(cell)}"]`) ?? null;
  }

  clear(): void {
    this.#body.querySelectorAll(".error").forEach((old) => old.remove());
    this.#body.querySelectorAll("[aria-invalid]").forEach((field) => { field.removeAttribute("aria-invalid"); });
  }

  tell(fault: Fault): boolean {
    const field = fault.row && fault.cell ? this.fieldOf(fault.row, fault.cell) : null;
    if (!field) return false;
    field.setAttribute("aria-invalid", "true");
    field.closest("td")?.append(errorOf(fault, field));
    return true;
  }

  #filled(): HTMLTableRowElement[] {
    return [...this.#body.rows].filter((line) => this.part.columns.some(({ name, choices }) => !choices.length && this.#value(line, name).trim() !== "") || this.#chosen(line));
  }

  /** A row of choices alone counts where somebody has chosen. */
  #chosen(line: HTMLTableRowElement): boolean {
    return this.part.columns.some(({ name, choices }) => choices.length > 0 && (this.part.single || this.#value(line, name) !== (choices[0]?.[0] ?? "")));
  }

  #value(line: HTMLTableRowElement, name: string): string {
    return line.querySelector<Field>(`[data-cell="${CSS.escape(name)}"]`)?.value ?? "";
  }

  #read(line: HTMLTableRowElement): Row {
    return Object.fromEntries(this.part.columns.map(({ name }) => [name, this.#value(line, name)]));
  }

  #add(before: HTMLTableRowElement | null, row: Row = {}): HTMLTableRowElement {
    const cells = this.part.columns.map((column) => el("td", { class: `is-${column.kind}`, "data-title": column.title }, field(column, row[column.name] ?? "", !this.#writes)));
    const line = el("tr", {}, el("th.n", {}), ...cells, el("td.steps", {}, ...this.#buttons()));
    this.#body.insertBefore(line, before);
    this.#count();
    return line;
  }

  #buttons(): HTMLElement[] {
    if (!this.#writes || this.part.single) return [];
    const { words } = this.#told;
    const button = (sign: string, title: string, act: (line: HTMLTableRowElement) => void): HTMLElement =>
      el("button.step", { type: "button", tabindex: -1, title, "aria-label": title, click: (event) => { const line = lineOf(event.target); if (line) act(line); } }, sign);
    return [
      button("↑", `${words["up"] ?? ""} (Alt+↑)`, (line) => { this.#move(line, -1); }),
      button("↓", `${words["down"] ?? ""} (Alt+↓)`, (line) => { this.#move(line, 1); }),
      button("×", `${words["remove"] ?? ""} (Ctrl+Del)`, (line) => { this.#remove(line); }),
    ];
  }

  #count(): void {
    [...this.#body.rows].forEach((line, place) => { if (line.cells[0]) line.cells[0].textContent = this.part.single ? "" : String(place + 1); });
  }

  #move(line: HTMLTableRowElement, by: -1 | 1): void {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    const focused = document.activeElement;
    if (by < 0) other.before(line);
    else other.after(line);
    if (focused instanceof HTMLElement) focused.focus();
    this.#count();
    this.#told.changed();
  }

  #remove(line: HTMLTableRowElement): void {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const below = line.nextElementSibling;
    line.remove();
    this.#count();
    if (next instanceof HTMLTableRowElement) this.#focus(next, 0);
    this.#told.changed();
    this.#told.removed(() => {
      this.#body.insertBefore(line, below?.isConnected ? below : null);
      this.#count();
      this.#told.changed();
    });
  }

  #focus(line: HTMLTableRowElement, column: number): void {
    fieldsOf(line)[column]?.focus();
  }

  #keyed(event: KeyboardEvent): void {
    const line = lineOf(event.target);
    const from = event.target;
    if (event.defaultPrevented || event.isComposing || !line || !(from instanceof HTMLElement)) return;
    const column = fieldsOf(line).findIndex((one) => one === from);
    if (column < 0 || !this.#acts(event, line, column)) return;
    event.preventDefault();
  }

  #acts(event: KeyboardEvent, line: HTMLTableRowElement, column: number): boolean {
    const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
    const up = event.key === "ArrowUp";
    if (isVertical && event.altKey && this.#writes && !this.part.single) this.#move(line, up ? -1 : 1);
    else if (event.key === "Delete" && event.ctrlKey && this.#writes && !this.part.single) this.#remove(line);
    else if (event.key === "Enter" && event.ctrlKey && this.#writes && !this.part.single) this.#focus(this.#add(line.nextElementSibling as HTMLTableRowElement | null), column);
    else if (event.key === "Enter" && event.altKey) return this.#breakLine(event.target);
    else if (event.key === "Enter") this.#step(line, column, event.shiftKey ? -1 : 1);
    else if (isVertical && !event.altKey && !event.ctrlKey && !event.shiftKey && mayLeave(event.target)) this.#step(line, column, up ? -1 : 1, false);
    else return false;
    return true;
  }

  #breakLine(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLTextAreaElement)) return false;
    target.setRangeText("\n", target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  /** Enter below the last row begins another one, as in Excel. */
  #step(line: HTMLTableRowElement, column: number, by: -1 | 1, mayAdd = true): void {
    const next = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (next instanceof HTMLTableRowElement) this.#focus(next, column);
    else if (by > 0 && mayAdd && this.#writes && !this.part.single) this.#focus(this.#add(null), column);
  }

  #pasted(event: ClipboardEvent): void {
    const line = lineOf(event.target);
    const block = fromText(event.clipboardData?.getData("text/plain") ?? "");
    if (!line || !this.#writes || (block.length === 1 && block[0]?.length === 1)) return;
    event.preventDefault();
    const column = fieldsOf(line).findIndex((one) => one === event.target);
    let into: HTMLTableRowElement | null = line;
    for (const cells of block) {
      into ??= this.part.single ? null : this.#add(null);
      if (!into) break;
      const fields = fieldsOf(into);
      cells.forEach((text, place) => { put(fields[column + place], text); });
      into = into.nextElementSibling instanceof HTMLTableRowElement ? into.nextElementSibling : null;
    }
    this.#told.changed();
  }
}

function lineOf(target: EventTarget | null): HTMLTableRowElement | null {
  return target instanceof Element ? target.closest("tr") : null;
}

function fieldsOf(line: HTMLTableRowElement): Field[] {
  return [...line.querySelectorAll<Field>("[data-cell]")];
}

function mayLeave(target: EventTarget | null): boolean {
  if (target instanceof HTMLSelectElement) return false;
  return !(target instanceof HTMLTextAreaElement && target.value.includes("\n"));
}

function field(column: ColumnOf, value: string, isRead: boolean): Field {
  const facts = { "data-cell": column.name, "aria-label": column.title, autocomplete: "off" };
  if (column.choices.length) {
    const made = el("select", { ...facts, disabled: isRead });
    column.choices.forEach(([key, words]) => { made.add(new Option(words, key)); });
    put(made, value || (column.choices[0]?.[0] ?? ""));
    return made;
  }
  if (column.kind === "text") return el("input", { ...facts, value, readonly: isRead, maxlength: 300 });
  const made = el("textarea", { ...facts, rows: 1, spellcheck: "false", readonly: isRead, maxlength: 4000, "data-formula": isRead ? null : "" });
  made.value = value;
  return made;
}

/** A choice is known by its words too; what is none of them stays as it was typed. */
function put(into: Field | undefined, text: string): void {
  if (!into) return;
  if (into instanceof HTMLSelectElement) {
    const sought = text.trim().toLowerCase();
    const found = [...into.options].find((one) => one.value.toLowerCase() === sought || one.text.toLowerCase() === sought);
    if (!found) into.add(new Option(text, text));
    into.value = found?.value ?? text;
  } else into.value = text;
}

/** The words of a fault; of a formula the place, marked, that leads there. */
function errorOf(fault: Fault, field: Field): HTMLElement {
  const words = [fault.text, fault.help].filter(Boolean).join(" ");
  if (!fault.place || !(field instanceof HTMLTextAreaElement)) return el("p.error", {}, words);
  const at = fault.place - 1;
  const [before, here, after] = [field.value.slice(Math.max(0, at - 12), at), field.value.slice(at, at + 1) || "⎵", field.value.slice(at + 1, at + 13)];
  const go = (): void => {
    field.focus();
    field.setSelectionRange(at, at + 1);
  };
  return el("p.error", { click: go }, el("code", {}, at > 12 ? "…" : "", before, el("mark", {}, here), after), " ", words);
}
