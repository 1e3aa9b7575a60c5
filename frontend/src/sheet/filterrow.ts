/** The row of filters under the heads: a field for each column that can be filtered. A phone shows the same fields as a list. */
import type { State } from "../address";
import type { Column, Description, FacetOption } from "../description";
import { el } from "../dom";
import type { Refused } from "../net";
import { FilterField } from "./filterfield";
import type { FieldOwner, FilterOwner } from "./filterfield";

/** So many milliseconds may a field take to come onto the screen: the grid draws its heads when it gets to it. */
const PATIENCE = 5000;
/** So long may the grid draw its heads once more, which takes the focus out of a field that it moves. */
const RESTLESS = 500;

export interface RowOwner extends Omit<FilterOwner, "state"> {
  state(): State;
  /** Those that are shown, in their order. */
  shown(): readonly Column[];
  /** Scroll until the head of the column is in sight. */
  reveal(column: Column): void;
}

export class FilterRow implements FieldOwner {
  readonly #owner: RowOwner;
  readonly #fields = new Map<string, FilterField>();

  constructor(owner: RowOwner) {
    this.#owner = owner;
  }

  get description(): Description {
    return this.#owner.description;
  }

  get state(): State {
    return this.#owner.state();
  }

  get place(): HTMLElement {
    return this.#owner.place;
  }

  filter(name: string, values: readonly string[]): void {
    this.#owner.filter(name, values);
  }

  options(name: string): readonly FacetOption[] {
    return this.#owner.options(name);
  }

  focusView(): void {
    this.#owner.focusView();
  }

  /** The columns that can be filtered, as they are shown. */
  columns(): readonly Column[] {
    return this.#owner.shown().filter(({ filter }) => filter !== null);
  }

  /** The field of the column stands in this place of the head from now on. */
  put(slot: HTMLElement | null, column: Column): void {
    if (!slot || column.filter === null) return;
    const { element } = this.#field(column);
    if (slot.firstElementChild !== element) slot.replaceChildren(element);
  }

  /** All fields one under another, each with its column's title. */
  list(): HTMLElement {
    return el("div.filters", {}, ...this.columns().map((column) => el("label.field", {}, el("span", {}, column.title), this.#field(column).element)));
  }

  /** What is being typed stays, unless another state has been returned to. */
  redraw(isForced = false): void {
    for (const field of this.#fields.values()) field.redraw(isForced);
  }

  /** Answered: whatever was refused before can be asked now. */
  accept(): void {
    for (const field of this.#fields.values()) field.refuse([]);
    this.redraw();
  }

  /** The reasons stand at their fields; false where one of them has no field. */
  refuse({ errors, refusals }: Refused): boolean {
    const named = Object.entries(errors).flatMap(([name, texts]) => {
      const column = this.columns().find((one) => one.name === name);
      return column ? [{ column, texts }] : [];
    });
    for (const { column, texts } of named) this.#whenThere(column, (field) => field.refuse(texts));
    return named.reduce((count, { texts }) => count + texts.length, 0) >= refusals.length;
  }

  focus(column: Column | undefined): void {
    const target = this.columns().find((one) => one === column) ?? this.columns()[0];
    if (!target) return;
    this.#owner.reveal(target);
    this.#whenThere(target, (field) => this.#hold(field, performance.now() + RESTLESS));
  }

  step(from: FilterField, way: number): void {
    const columns = this.columns();
    const next = columns[columns.indexOf(from.column) + way];
    if (next) this.focus(next);
    else this.focusView();
  }

  close(): void {
    for (const field of this.#fields.values()) field.remove();
    this.#fields.clear();
  }

  #field(column: Column): FilterField {
    const known = this.#fields.get(column.name) ?? new FilterField(column, this);
    this.#fields.set(column.name, known);
    return known;
  }

  #whenThere(column: Column, act: (field: FilterField) => void, until = performance.now() + PATIENCE): void {
    const field = this.#field(column);
    if (field.element.isConnected) act(field);
    else if (performance.now() < until) window.requestAnimationFrame(() => this.#whenThere(column, act, until));
  }

  /** Focus the field, and again where its head was drawn anew; whoever goes elsewhere meanwhile is let go. */
  #hold(field: FilterField, until: number): void {
    if (!field.element.contains(document.activeElement)) field.focus();
    window.requestAnimationFrame((now) => {
      const isLost = document.activeElement === document.body || document.activeElement === null;
      if (now < until && (isLost || field.element.contains(document.activeElement))) this.#hold(field, until);
    });
  }
}
