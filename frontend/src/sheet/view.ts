/** A way to show the rows: a grid on wide screens, a plain list on narrow ones. The sheet drives either by these words. */
import type { Column, Description } from "../description";
import type { Edit } from "./edits";
import type { Row, Rows } from "./rows";
import type { Taste } from "./taste";

export interface View {
  /** The number of rows or the whole list has changed. */
  resized(isNewList: boolean): void;
  /** Rows of this range have got their values. */
  filled(from: number, to: number): void;
  changed(rows: readonly Row[]): void;
  sorted(): void;
  focus(): void;
  /** The first and last row in sight. */
  inSight(): readonly [number, number];
  remove(): void;
}

export interface Focus {
  readonly row: Row;
  readonly column: Column;
}

/** What a view may ask of its sheet. */
export interface ViewOwner {
  readonly description: Description;
  readonly rows: Rows;
  readonly sort: string;
  readonly mayPick: boolean;
  readonly taste: Taste;
  /** Columns were dragged to these widths. */
  widened(widths: ReadonlyMap<string, number>): void;
  edit(edits: readonly Edit[]): void;
  undo(): void;
  sortBy(name: string, isAdding: boolean): void;
  focused(focus: Focus): void;
  selected(values: readonly string[]): void;
  pick(row: Row, isRange: boolean): void;
  pickAll(): void;
  openPanel(row: Row): void;
}
