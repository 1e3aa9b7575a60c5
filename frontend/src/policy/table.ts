/** One part of the policy as a sheet: rows that are added, moved, deleted and pasted as a block; wrong cells are told. */
import { el } from "../dom";
import { fromText, toText } from "../sheet/block";
import type { Change } from "./changes";
import type { ColumnOf, Fault, Part, Row } from "./described";
import { fenced, meant } from "./pasting";
import type { Meant } from "./pasting";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Told {
  readonly changed: () => void;
  readonly did: (change: Change) => void;
  readonly removed: (undo: () => void) => void;
  /** So many cells of a pasted block have no place here. */
  readonly left: (cells: number) => void;
  readonly words: Readonly<Record<string, string>>;
}

export class PartTable {
  readonly part: Part;
  readonly element: HTMLElement;
  readonly #body = el("tbody");
  readonly #told: Told;
  readonly #writes: boolean;
  /** What stood in the cell when somebody came to it. */
  #was = "";
  #chosen: { from: number; to: number } | null = null;

  constructor(part: Part, rows: readonly Row[], writes: boolean, told: Told) {
    this.part = part;
    this.#told = told;
    this.#writes = writes;
    const heads = part.columns.map((column) => el("th", { class: `is-${column.kind}`, "data-column": column.name }, column.title));
    const table = el("table.table.cells", { "aria-label": part.title }, el("thead", {}, el("tr", {}, el("th.n", {}, "№"), ...heads, el("th", {}, ""))), this.#body);
    const add = writes && !part.single ? el("button.btn", { type: "button", click: () => { this.#focus(this.#add(null), 0); } }, `+ ${told.words["row"] ?? ""}`) : null;
    this.element = el("section.part", { "data-part": part.name }, el("h2", {}, part.title), el("p.help", {}, part.help), el("div.scroll", {}, table), el("div.actions", {}, add));
    rows.forEach((row) => this.#add(null, row));
    if (part.single && !rows.length) this.#add(null);
    this.#body.addEventListener("keydown", (event) => { this.#keyed(event); });
    this.#body.addEventListener("paste", (event) => { this.#pasted(event); });
    this.#body.addEventListener("copy", (event) => { this.#copied(event); });
    this.#body.addEventListener("input", () => { told.changed(); });
    this.#body.addEventListener("focusin", ({ target }) => { this.#came(target); });
    this.#body.addEventListener("focusout", ({ target }) => { this.#left(target); });
    this.#body.addEventListener("mousedown", (event) => { if (event.shiftKey && headAt(event.target)) event.preventDefault(); }); // no text is marked
    this.#body.addEventListener("click", (event) => { this.#clicked(event); });
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

  /** Whether something is being typed over that is not left yet: the browser takes it back sign by sign. */
  isTyping(target: EventTarget | null): boolean {
    return isField(target) && this.#body.contains(target) && target.value !== this.#was;
  }

  /** What stood in the cell before somebody typed. */
  takeBackTyping(field: Field): void {
    field.value = this.#was;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #lines(): HTMLTableRowElement[] {
    return [...this.#body.querySelectorAll("tr")];
  }

  #filled(): HTMLTableRowElement[] {
    return this.#lines().filter((line) => this.part.columns.some(({ name, choices }) => !choices.length && this.#value(line, name).trim() !== "") || this.#isChosen(line));
  }

  /** A row of choices alone counts where somebody has chosen. */
  #isChosen(line: HTMLTableRowElement): boolean {
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
    const line = el("tr", {}, el("th.n", { tabindex: this.part.single ? null : -1 }), ...cells, el("td.steps", {}, ...this.#buttons()));
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
    this.#lines().forEach((line, place) => { headOf(line).textContent = this.part.single ? "" : String(place + 1); });
  }

  #move(line: HTMLTableRowElement, by: -1 | 1): void {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    const focused = document.activeElement;
    this.#act(() => {
      if (by < 0) other.before(line);
      else other.after(line);
    });
    if (focused instanceof HTMLElement) focused.focus();
  }

  /** Something is done to rows that can be taken back. */
  #act(change: () => void): void {
    this.#keep();
    const before = this.#all();
    change();
    this.#count();
    const after = this.#all();
    this.#told.did({ undo: () => { this.#restore(before); }, redo: () => { this.#restore(after); } });
    this.#told.changed();
  }

  /** All rows as they stand, empty ones too. */
  #all(): Row[] {
    return this.#lines().map((line) => this.#read(line));
  }

  #restore(rows: readonly Row[]): void {
    const at = [...this.#all(), {}].findIndex((row, place) => JSON.stringify(row) !== JSON.stringify(rows[place] ?? {}));
    this.#choose(null);
    this.#body.replaceChildren();
    rows.forEach((row) => this.#add(null, row));
    this.#told.changed();
    const line = this.#lines()[Math.max(0, Math.min(at, this.#lines().length - 1))];
    if (line) this.#focus(line, 0);
  }

  #came(target: EventTarget | null): void {
    if (isField(target)) this.#was = target.value;
    if (isField(target)) this.#choose(null);
  }

  /** What was typed over can be taken back once the cell is left. */
  #left(target: EventTarget | null): void {
    const line = lineOf(target);
    const name = isField(target) ? target.dataset["cell"] : undefined;
    if (!isField(target) || !line || !name || target.value === this.#was) return;
    const after = this.#all();
    const before = after.map((row, place) => (place === this.#lines().indexOf(line) ? { ...row, [name]: this.#was } : row));
    this.#was = target.value;
    this.#told.did({ undo: () => { this.#restore(before); }, redo: () => { this.#restore(after); } });
  }

  #keep(): void {
    this.#left(document.activeElement);
  }

  #remove(line: HTMLTableRowElement): void {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const place = this.#lines().indexOf(line);
    const row = this.#read(line);
    this.#act(() => { line.remove(); });
    if (next instanceof HTMLTableRowElement) this.#focus(next, 0);
    this.#told.removed(() => { this.#act(() => this.#add(this.#lines()[place] ?? null, row)); });
  }

  /** What stands in the cell is chosen, so that it is typed over as in Excel; F2 goes into it. */
  #focus(line: HTMLTableRowElement, column: number): void {
    const field = fieldsOf(line)[column];
    field?.focus();
    if (field && !(field instanceof HTMLSelectElement)) field.select();
  }

  #keyed(event: KeyboardEvent): void {
    const line = lineOf(event.target);
    const from = event.target;
    if (event.defaultPrevented || event.isComposing || !line || !(from instanceof HTMLElement)) return;
    const column = fieldsOf(line).findIndex((one) => one === from);
    if (column < 0 ? !this.#actsOnRows(event, line) : !this.#acts(event, line, column)) return;
    event.preventDefault();
  }

  /** Rows are chosen by their numbers. */
  #actsOnRows(event: KeyboardEvent, line: HTMLTableRowElement): boolean {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const to = Math.min(Math.max((this.#chosen?.to ?? this.#lines().indexOf(line)) + by, 0), this.#lines().length - 1);
    if (!this.#chosen) return false;
    if (by && event.altKey) this.#move(line, by < 0 ? -1 : 1);
    else if (by) this.#choose({ from: event.shiftKey ? this.#chosen.from : to, to }, true);
    else if (event.key === "Delete" && this.#writes) this.#removeChosen();
    else if (event.key === "Escape" || event.key === "ArrowRight") this.#focus(line, 0);
    else return false;
    return true;
  }

  #clicked(event: MouseEvent): void {
    const line = lineOf(headAt(event.target));
    if (!line || this.part.single) return;
    const to = this.#lines().indexOf(line);
    this.#choose({ from: event.shiftKey && this.#chosen ? this.#chosen.from : to, to }, true);
  }

  #choose(rows: { from: number; to: number } | null, isFocused = false): void {
    this.#chosen = rows;
    const [first, last] = rows ? [Math.min(rows.from, rows.to), Math.max(rows.from, rows.to)] : [0, -1];
    this.#lines().forEach((line, place) => { line.toggleAttribute("data-chosen", place >= first && place <= last); });
    if (rows && isFocused) this.#lines()[rows.to]?.querySelector("th")?.focus();
  }

  #chosenLines(): HTMLTableRowElement[] {
    return this.#lines().filter((line) => line.hasAttribute("data-chosen"));
  }

  #removeChosen(): void {
    const lines = this.#chosenLines();
    const place = Math.max(0, this.#lines().findIndex((line) => line === lines[0]));
    this.#act(() => { lines.forEach((line) => { line.remove(); }); });
    this.#choose(null);
    const next = this.#lines()[Math.min(place, this.#lines().length - 1)];
    if (next) this.#focus(next, 0);
  }

  /** Chosen rows as Excel takes them: choices by their words, no formula of ours as one of Excel's. */
  #copied(event: ClipboardEvent): void {
    const lines = this.#chosenLines();
    if (!lines.length || isField(event.target)) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", toText(lines.map((line) => fieldsOf(line).map(shownIn))));
  }

  #acts(event: KeyboardEvent, line: HTMLTableRowElement, column: number): boolean {
    const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
    const up = event.key === "ArrowUp";
    if (isVertical && event.altKey && this.#writes && !this.part.single) this.#move(line, up ? -1 : 1);
    else if (event.key === "Delete" && event.ctrlKey && this.#writes && !this.part.single) this.#remove(line);
    else if (event.key === "Enter" && event.ctrlKey && this.#writes && !this.part.single) this.#focus(this.#add(line.nextElementSibling as HTMLTableRowElement | null), column);
    else if (event.key === "F2") return goInto(event.target);
    else if (event.key === "Escape" && this.isTyping(event.target)) this.takeBackTyping(event.target as Field);
    else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && isWhole(event.target) && !event.ctrlKey && !event.shiftKey) return this.#aside(line, column + (event.key === "ArrowLeft" ? -1 : 1));
    else if (event.key === "Enter" && event.altKey) return this.#breakLine(event.target);
    else if (event.key === "Enter") this.#step(line, column, event.shiftKey ? -1 : 1);
    else if (isVertical && !event.altKey && !event.ctrlKey && !event.shiftKey && mayLeave(event.target)) this.#step(line, column, up ? -1 : 1, false);
    else return false;
    return true;
  }

  #aside(line: HTMLTableRowElement, column: number): boolean {
    const isHead = column < 0 && !this.part.single;
    if (isHead) this.#choose({ from: this.#lines().indexOf(line), to: this.#lines().indexOf(line) }, true);
    else if (fieldsOf(line)[column]) this.#focus(line, column);
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
    const isOneCell = block.length === 1 && block[0]?.length === 1;
    if (!line || !this.#writes || (isOneCell && isField(event.target))) return;
    event.preventDefault();
    const column = Math.max(0, fieldsOf(line).findIndex((one) => one === event.target));
    this.#act(() => { this.#put(meant(block, this.part.columns, column), line); });
    this.#was = isField(event.target) ? event.target.value : this.#was;
  }

  /** The rows from this one down, new ones where they end or another table begins. What has no place is told. */
  #put({ names, rows, how }: Meant, line: HTMLTableRowElement): void {
    let into: HTMLTableRowElement | null = how === "tables" && this.#filled().includes(line) ? this.#add(this.#next(line)) : line;
    let left = 0;
    rows.forEach((cells, place) => {
      if (place && into) into = how === "tables" ? this.#add(this.#next(into)) : this.#below(into, how === "steps" ? line : null);
      const at = into;
      cells.forEach((text, column) => {
        const name = names[column];
        if (at && name) put(this.#fieldIn(at, name), text);
        else if (text.trim()) left += 1;
      });
    });
    if (left) this.#told.left(left);
  }

  #next(line: HTMLTableRowElement): HTMLTableRowElement | null {
    return line.nextElementSibling instanceof HTMLTableRowElement ? line.nextElementSibling : null;
  }

  #below(line: HTMLTableRowElement, first: HTMLTableRowElement | null): HTMLTableRowElement | null {
    const next = this.#next(line);
    if (this.part.single) return null;
    if (next && (!first || this.#isOfTable(next, first))) return next;
    const { name, key, gives } = first ? this.#read(first) : {};
    return this.#add(next, first ? { name: name ?? "", key: key ?? "", gives: gives ?? "" } : {});
  }

  /** A row without a name goes on with the table above it. */
  #isOfTable(line: HTMLTableRowElement, first: HTMLTableRowElement): boolean {
    const name = this.#value(line, "name").trim().toLowerCase();
    return !name || name === this.#value(first, "name").trim().toLowerCase();
  }

  #fieldIn(line: HTMLTableRowElement, name: string): Field | undefined {
    return line.querySelector<Field>(`[data-cell="${CSS.escape(name)}"]`) ?? undefined;
  }
}

function headAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("th.n") : null;
}

function headOf(line: HTMLTableRowElement): HTMLElement {
  return line.querySelector("th") ?? line;
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLElement && target.matches("[data-cell]");
}

function shownIn(field: Field): string {
  return fenced(field instanceof HTMLSelectElement ? ([...field.options].find((one) => one.value === field.value)?.text ?? "") : field.value);
}

/** Whether all of the cell is chosen, as when one comes to it by a key: arrows go on to the next cell. */
function isWhole(target: EventTarget | null): boolean {
  if (!isField(target) || target instanceof HTMLSelectElement) return false;
  return target.selectionStart === 0 && target.selectionEnd === target.value.length;
}

function goInto(target: EventTarget | null): boolean {
  if (!isField(target) || target instanceof HTMLSelectElement) return false;
  target.setSelectionRange(target.value.length, target.value.length);
  return true;
}

function lineOf(target: EventTarget | null): HTMLTableRowElement | null {
  return target instanceof Element ? target.closest("tr") : null;
}

function fieldsOf(line: HTMLTableRowElement): Field[] {
  return [...line.querySelectorAll<Field>("[data-cell]")];
}

function mayLeave(target: EventTarget | null): boolean {
  if (target instanceof HTMLSelectElement) return false;
  return isWhole(target) || !(target instanceof HTMLTextAreaElement && target.value.includes("\n"));
}

function field(column: ColumnOf, value: string, isRead: boolean): Field {
  const facts = { "data-cell": column.name, "aria-label": column.title, autocomplete: "off" };
  if (column.choices.length) {
    const made = el("select", { ...facts, disabled: isRead });
    column.choices.forEach(([key, words]) => { made.append(el("option", { value: key }, words)); });
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
    if (!found) into.append(el("option", { value: text }, text));
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
