/** A way to show the rows: a grid on wide screens, a plain list on narrow ones. The sheet drives either by these words. */
import type { Column, Description } from "../description";
import type { Edit } from "./edits";
import type { FilterRow } from "./filterrow";
import type { Row, Rows } from "./rows";
import type { Taste } from "./taste";

export interface View {
  /** The number of rows or the whole list has changed. */
  resized(isNewList: boolean): void;
  /** Rows of this range have got their values. */
  filled(from: number, to: number): void;
  changed(rows: readonly Row[]): void;
  /** Sorting, filters or columns stand otherwise. */
  restyled(): void;
  /** The filter row has been opened or closed. */
  filtering(): void;
  /** Scroll until the head of the column is in sight. */
  reveal(column: Column): void;
  focus(): void;
  /** The first and last row in sight. */
  inSight(): readonly [number, number];
  remove(): void;
}

export interface Focus {
  readonly row: Row;
  readonly column: Column;
}

/** Numbers that may be added: of one kind, and of one unit or currency where rows say theirs. */
export interface Amounts {
  /** The unit, or the title of the column. */
  readonly label: string;
  readonly numbers: readonly string[];
}

/** What is selected: the numbers in it, how many cells have anything in them, how many rows it reaches over. */
export interface Selection {
  readonly amounts: readonly Amounts[];
  readonly filled: number;
  readonly rows: number;
  /** Rows of it that are too many to be fetched for a sum. */
  readonly isTooLong: boolean;
}

/** What a view may ask of its sheet. */
export interface ViewOwner {
  readonly description: Description;
  readonly rows: Rows;
  readonly sort: string;
  readonly mayPick: boolean;
  readonly taste: Taste;
  readonly filters: FilterRow;
  /** Columns were dragged to these widths. */
  widened(widths: ReadonlyMap<string, number>): void;
  edit(edits: readonly Edit[]): void;
  undo(): void;
  redo(): void;
  sortBy(name: string, isAdding: boolean): void;
  /** The column goes to where the other one stands. */
  moveColumn(name: string, to: string): void;
  focused(focus: Focus): void;
  selected(selection: Selection): void;
  pick(row: Row, isRange: boolean): void;
  /** All from this row to that one, or none of them where all are. */
  pickRows(first: number, last: number): void;
  pickAll(): void;
  openPanel(row: Row): void;
  /** Why nothing was done. */
  told(text: string): void;
  /** Why the head of this column sorts nothing. */
  notSorted(name: string): string;
}
