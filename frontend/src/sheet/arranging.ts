/** How the columns of a sheet stand: as the person likes it, as a link says, as a kept view keeps it. */
import type { Column, Description } from "../description";
import { laidOut, tasteFor } from "./layout";
import { PLAIN, arranged, frozenTo, isPlain, keep, moved, said, tasteOf, toggled, understood, wanted } from "./taste";
import type { Taste } from "./taste";

export interface ArrangingOwner {
  readonly description: Description;
  /** Whether there is room for the columns of a phone only. */
  isNarrow(): boolean;
  /** From now on it is his own, and no longer what somebody's link said. */
  liked(): void;
  /** The columns stand otherwise. */
  arranged(): void;
  /** Values are wanted that nobody has asked for yet. */
  wanting(): void;
}

export class Arranging {
  readonly #owner: ArrangingOwner;
  #taste: Taste;

  constructor(owner: ArrangingOwner) {
    this.#owner = owner;
    this.#taste = tasteOf(owner.description.name);
  }

  get taste(): Taste {
    return this.#taste;
  }

  get isArranged(): boolean {
    return !isPlain(this.#taste);
  }

  /** The columns that are seen, in their order. */
  shown(): readonly Column[] {
    const { frozen, main } = arranged(this.#columns, this.#taste);
    return [...frozen, ...main];
  }

  /** Those that can be shown where the sheet is shown now: a phone has no room for all. */
  choosable(): readonly Column[] {
    const isAny = !this.#owner.isNarrow() || !this.#columns.some(({ phone }) => phone);
    return isAny ? this.#columns : this.#columns.filter(({ phone, hidden }) => phone || hidden);
  }

  /** The names of those that are hidden from others: their values are asked for by nobody else. */
  wanted(): string[] {
    return wanted(this.#columns, this.#taste).map(({ name }) => name);
  }

  widened(widths: ReadonlyMap<string, number>): void {
    this.#like({ ...this.#taste, widths });
  }

  /** Show the column, or hide it; the first one names the row and stays. */
  toggle(name: string): void {
    const column = this.#columns.find((one) => one.name === name);
    if (!column || column === this.#columns[0]) return;
    this.#arrange(toggled(column, this.#taste));
    if (wanted([column], this.#taste).length) this.#owner.wanting();
  }

  move(name: string, to: string): void {
    this.#arrange(moved(this.#columns, this.#taste, name, to));
  }

  /** Columns up to this one stay when the sheet scrolls; said again, none does. */
  freezeTo(name: string): void {
    this.#arrange(frozenTo(this.#columns, this.#taste, name));
  }

  /** As the sheet was designed. */
  reset(): void {
    this.#arrange({ ...PLAIN, isFiltering: this.#taste.isFiltering });
  }

  /** Open the filter row or close it; the rest of what is kept is not touched by somebody's link. */
  filtering(isFiltering: boolean): void {
    this.#taste = { ...this.#taste, isFiltering };
    keep(this.#name, { ...tasteOf(this.#name), isFiltering });
  }

  /** As a link says: his own taste is kept for the next time. */
  layOut(layout: string): void {
    this.#taste = tasteFor(layout, this.#columns, this.#taste);
  }

  /** What a link says of the columns. */
  get layout(): string {
    return laidOut(this.#columns, this.#taste);
  }

  /** What a view keeps of the columns. */
  get said(): Readonly<Record<string, unknown>> {
    const { isFiltering: _, ...columns } = said(this.#taste);
    return columns;
  }

  /** As a view keeps it; none: as the sheet was designed. */
  become(view: unknown): void {
    this.#taste = { ...understood(view), isFiltering: this.#taste.isFiltering };
  }

  keep(): void {
    keep(this.#name, this.#taste);
  }

  get #columns(): readonly Column[] {
    return this.#owner.description.columns;
  }

  get #name(): string {
    return this.#owner.description.name;
  }

  #arrange(taste: Taste): void {
    this.#like(taste);
    this.#owner.arranged();
  }

  #like(taste: Taste): void {
    this.#taste = taste;
    this.keep();
    this.#owner.liked();
  }
}
