/** The same rows as a plain list, for narrow screens: the columns that matter, and fields for what can be edited. */
import type { Column } from "../description";
import { el } from "../dom";
import { isNumeric } from "../format";
import { say } from "../words";
import { Cells } from "./cells";
import { rowField } from "./rowfield";
import type { FieldOwner } from "./rowfield";
import { isShown, wanted } from "./taste";
import type { Row } from "./rows";
import type { View, ViewOwner } from "./view";

const STEP = 40;

export class ListView implements View {
  readonly #owner: ViewOwner;
  readonly #cells: Cells;
  readonly #fields: FieldOwner;
  readonly #list = el("ol.rows");
  readonly #more = el("button.btn.more", { type: "button", hidden: true, click: () => this.#grow() }, say("more"));
  readonly #observer: IntersectionObserver;
  readonly #items = new Map<Row, HTMLElement>();
  #shown = STEP;
  #filters: HTMLElement | null = null;

  constructor(owner: ViewOwner, place: HTMLElement) {
    this.#owner = owner;
    this.#fields = { description: owner.description, edit: (edits) => owner.edit(edits), entered: (row, column) => owner.focused({ row, column }) };
    this.#cells = new Cells(owner.description);
    place.append(this.#list, this.#more);
    this.#observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#grow(), { rootMargin: "400px" });
    this.#observer.observe(this.#more);
    this.filtering();
  }

  resized(isNewList: boolean): void {
    if (isNewList) this.#shown = STEP;
    this.#draw();
  }

  filled(): void {
    this.#draw();
  }

  changed(rows: readonly Row[]): void {
    for (const row of rows) this.#redraw(row);
  }

  restyled(): void {
    this.#draw();
  }

  filtering(): void {
    this.#filters?.remove();
    this.#filters = this.#owner.taste.isFiltering ? this.#owner.filters.list() : null;
    if (this.#filters) this.#list.before(this.#filters);
  }

  reveal(): void {
    this.#filters?.scrollIntoView({ block: "nearest" });
  }

  focus(): void {
    this.#list.querySelector<HTMLElement>("input, select, a")?.focus();
  }

  inSight(): readonly [number, number] {
    return [0, this.#shown];
  }

  remove(): void {
    this.#observer.disconnect();
    this.#list.remove();
    this.#filters?.remove();
    this.#more.remove();
  }

  #grow(): void {
    const { list } = this.#owner.rows;
    if (this.#shown >= list.length) return;
    this.#shown += STEP;
    this.#owner.rows.want(this.#shown - STEP, this.#shown);
    this.#draw();
  }

  #draw(): void {
    const rows = this.#owner.rows.list.slice(0, this.#shown);
    this.#items.clear();
    this.#list.replaceChildren(...rows.map((row) => this.#item(row)));
    this.#more.hidden = this.#shown >= this.#owner.rows.list.length;
  }

  #redraw(row: Row): void {
    const old = this.#items.get(row);
    if (!old) return;
    const had = old.contains(document.activeElement) ? (document.activeElement as HTMLInputElement | HTMLSelectElement).name : null;
    const made = this.#item(row);
    old.replaceWith(made);
    if (had) made.querySelector<HTMLElement>(`[name="${had}"]`)?.focus();
  }

  #item(row: Row): HTMLElement {
    const made = row.isHeading ? el("li.heading", {}, String(row.values?.[1] ?? "")) : el("li", { class: row.rowClass }, ...this.#content(row));
    this.#items.set(row, made);
    return made;
  }

  #content(row: Row): Node[] {
    if (!row.values) return [el("span.loading", {}, "…")];
    const shown = this.#columns();
    const lines = shown.filter((column, place) => !column.editable && (place === 0 || this.#cells.text(row, column) !== ""));
    const fields = shown.filter(({ editable }) => editable);
    return [this.#box(row), el("div.facts", {}, ...lines.map((column, place) => this.#fact(row, column, place))), ...fields.map((column) => rowField(row, column, this.#fields))].filter((node) => node !== null);
  }

  /** Those that matter on a phone, and what the person wants to see beside them. */
  #columns(): readonly Column[] {
    const { columns } = this.#owner.description;
    const flagged = columns.filter(({ phone }) => phone);
    const usual = flagged.length ? flagged : columns.filter(({ editable }, place) => place < 3 || editable);
    return [...usual.filter((column) => isShown(column, this.#owner.taste)), ...wanted(columns, this.#owner.taste).filter(({ phone }) => !phone)];
  }

  #box(row: Row): HTMLElement | null {
    if (!this.#owner.mayPick) return null;
    return el("input.pick", { type: "checkbox", "aria-label": say("k_pick"), change: () => this.#owner.pick(row, false), ...(row.isPicked ? { checked: true } : {}) });
  }

  #fact(row: Row, column: Column, place: number): HTMLElement {
    const text = this.#cells.text(row, column);
    const link = this.#cells.link(row, column);
    const classes = Object.entries(this.#cells.classes(row, column)).filter(([, is]) => is).map(([name]) => name);
    const about = place && (isNumeric(column.type) || column.named || column.hidden) ? el("small", {}, `${column.title} `) : null;
    const opens = place === 0 && !link && this.#owner.description.panel_url !== null;
    const name = opens ? el("button.opens", { type: "button", click: () => this.#owner.openPanel(row) }, text) : text;
    const made = el("span", { class: ["fact", ...classes].join(" ") }, about, link ? el("a", { href: link }, text) : name);
    if (column.why) made.addEventListener("click", () => this.#owner.focused({ row, column }));
    return made;
  }
}
