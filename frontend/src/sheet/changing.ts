/** What keys, the clipboard and filling down change in a grid; what is typed into rows that are still on their way waits for them. */
import type { RangeArea } from "@revolist/revogrid";
import type { Column } from "../description";
import { typed } from "../format";
import { say } from "../words";
import { fromText, toText } from "./block";
import type { GridView } from "./grid";
import type { Row } from "./rows";
import type { ViewOwner } from "./view";

/** Cells that one act may change: so many does the server take at once. */
const MOST = 5000;

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
    this.#early = early.filter(([y]) => this.isOnItsWay(this.#view.rowAt(y)));
    const come = early.filter((change) => !this.#early.includes(change));
    if (come.length) this.make(come);
  }

  isOnItsWay(row: Row | undefined): boolean {
    return row ? !row.values : !this.#hasCome;
  }

  /** What is typed into one cell; its row may still be on its way. */
  type(y: number, column: Column, text: string): void {
    if (this.isOnItsWay(this.#view.rowAt(y))) this.#early.push([y, column, text]);
    else this.make([[y, column, text]]);
  }

  /** Many at once, in rows that are there. */
  make(changes: readonly Change[]): void {
    const { locale } = this.#owner.description;
    const { cells } = this.#view;
    const edits = changes.flatMap(([y, column, text]) => {
      const row = this.#view.rowAt(y);
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

  /** What is selected; nothing where a part of it would be missing, and the reason is told. */
  copy(): void {
    const { area } = this.#view;
    this.#copied = "";
    if (!area) return;
    if (area.y1 - area.y >= MOST) return this.#owner.told(say("too_many_to_copy"));
    const { rows, columns, isWhole } = this.#view.block(area);
    if (!isWhole) return this.#owner.told(say("still_loading"));
    this.#copied = toText(rows.map((row) => columns.map((column) => this.#view.cells.plain(row, column))));
  }

  /** A block goes where the focus is; one value into all that is selected. */
  async paste(text: string): Promise<void> {
    const { spot } = this.#view;
    const block = fromText(text);
    if (!spot || !block.length) return;
    const value = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
    if (value !== undefined && this.#view.area) return this.#fill(this.#view.area, () => value);
    const at = this.#view.corner(spot);
    const area = { ...at, y1: at.y + block.length - 1, x1: at.x + Math.max(...block.map((line) => line.length)) - 1 };
    await this.#fill(area, (y, x) => block[y - at.y]?.[x - at.x]);
  }

  /** Ctrl+D: the first row of the selection goes into the rows below it. */
  async fillDown(): Promise<void> {
    const { area } = this.#view;
    const source = area && this.#view.rowAt(area.y);
    if (source) await this.#fill({ ...area, y: area.y + 1 }, (_, __, column) => this.#view.cells.plain(source, column));
  }

  /** Rows of the area that are far from the sight are fetched first; of one that is too large nothing is changed. */
  async #fill(area: RangeArea, value: (y: number, x: number, column: Column) => string | undefined): Promise<void> {
    const columns = this.#editable(area);
    if ((area.y1 - area.y + 1) * columns.length > MOST) return this.#owner.told(say("too_many_cells"));
    await this.#owner.rows.ensure(area.y, area.y1);
    const changes: Change[] = [];
    for (let y = area.y; y <= area.y1; y += 1) {
      for (const [x, column] of columns) {
        const text = value(y, x, column);
        if (text !== undefined) changes.push([y, column, text]);
      }
    }
    this.make(changes);
  }

  #editable({ x, x1 }: RangeArea): readonly (readonly [number, Column])[] {
    return this.#view.shown().flatMap((column, place) => (column.editable && place >= x && place <= x1 ? [[place, column] as const] : []));
  }
}
