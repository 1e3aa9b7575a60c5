/** What keys, the clipboard and filling down change in a grid; what is typed into rows that are still on their way waits for them. */
import type { DimensionCols, RangeArea } from "@revolist/revogrid";
import type { Column } from "../description";
import { typed } from "../format";
import { fromText, toText } from "./block";
import type { GridView } from "./grid";
import type { Row } from "./rows";
import type { ViewOwner } from "./view";

export type Change = readonly [y: number, column: Column, text: string];

export class Changing {
  readonly #view: GridView;
  readonly #owner: ViewOwner;
  #early: Change[] = [];
  #hasCome = false;
  #copied = "";

  constructor(view: GridView, owner: ViewOwner) {
    this.#view = view;
    this.#owner = owner;
  }

  /** Rows have come; of another list those that were waited for are not among them. */
  come(isNewList: boolean): void {
    if (isNewList && this.#hasCome) this.#early = [];
    this.#hasCome = true;
  }

  get hasCome(): boolean {
    return this.#hasCome;
  }

  /** What was typed before its rows were there. */
  makeEarly(): void {
    const early = this.#early;
    this.#early = [];
    if (early.length) this.make(early);
  }

  isOnItsWay(row: Row | undefined): boolean {
    return row ? !row.values : !this.#hasCome;
  }

  make(changes: readonly Change[]): void {
    const { locale } = this.#owner.description;
    const { cells } = this.#view;
    const edits = changes.flatMap(([y, column, text]) => {
      const row = this.#view.rowAt(y);
      if (this.isOnItsWay(row)) this.#early.push([y, column, text]);
      if (!row || !cells.isEditable(row, column)) return [];
      const value = typed(text, column, locale);
      return value === typed(cells.plain(row, column), column, locale) ? [] : [{ row, column, value }];
    });
    this.#owner.edit(edits);
  }

  /** RevoGrid's own edits name their columns by place. */
  told(changes: readonly (readonly [number, string, unknown])[]): void {
    const { columns } = this.#owner.description;
    this.make(changes.flatMap(([y, prop, value]) => {
      const column = columns[Number(prop.slice(1))];
      return column ? [[y, column, String(value ?? "")] as const] : [];
    }));
  }

  get copied(): string {
    return this.#copied;
  }

  copy(area: RangeArea, part: DimensionCols): void {
    const { rows, columns } = this.#view.block(area, part);
    this.#copied = toText(rows.map((row) => columns.map((column) => this.#view.cells.plain(row, column))));
  }

  /** A block goes where the focus is; one value into all that is selected. */
  async paste(text: string): Promise<void> {
    const { spot } = this.#view;
    const block = fromText(text);
    if (!spot || !block.length) return;
    const range = await this.#view.range();
    const isFill = block.length === 1 && block[0]?.length === 1 && range !== null;
    const changes: Change[] = [];
    if (isFill) this.#each(range.area, range.part, (y, column) => changes.push([y, column, block[0]?.[0] ?? ""]));
    else block.forEach((line, dy) => line.forEach((value, dx) => {
      const column = this.#view.columnAt({ x: spot.x + dx, part: spot.part });
      if (column) changes.push([spot.y + dy, column, value]);
    }));
    await this.#owner.rows.ensure(spot.y, spot.y + block.length);
    this.make(changes);
  }

  /** Ctrl+D: the first row of the selection goes into the rows below it. */
  async fillDown(): Promise<void> {
    const range = await this.#view.range();
    if (!range) return;
    const { area, part } = range;
    const source = this.#view.rowAt(area.y);
    const changes: Change[] = [];
    this.#each({ ...area, y: area.y + 1 }, part, (y, column) => source && changes.push([y, column, this.#view.cells.plain(source, column)]));
    this.make(changes);
  }

  #each(area: RangeArea, part: DimensionCols, act: (y: number, column: Column) => void): void {
    for (let y = area.y; y <= area.y1; y += 1) {
      for (let x = area.x; x <= area.x1; x += 1) {
        const column = this.#view.columnAt({ x, part });
        if (column) act(y, column);
      }
    }
  }
}
