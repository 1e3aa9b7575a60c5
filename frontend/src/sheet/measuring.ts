/** What a selection comes to: numbers for sums, cells that are filled. Rows that are not in sight are fetched for it. */
import type { DimensionCols, RangeArea } from "@revolist/revogrid";
import { isNumeric } from "../format";
import type { GridView } from "./grid";
import type { Selection, ViewOwner } from "./view";

/** Rows that are fetched for the sum of a selection. */
const MOST = 5000;
const SETTLE = 80;
const NOTHING: Selection = { numbers: [], filled: 0, rows: 0, isTooLong: false };

export class Measuring {
  readonly #view: GridView;
  readonly #owner: ViewOwner;
  #newest = 0;

  constructor(view: GridView, owner: ViewOwner) {
    this.#view = view;
    this.#owner = owner;
  }

  /** Once the selection rests. */
  later(): void {
    const mine = (this.#newest += 1);
    window.setTimeout(() => mine === this.#newest && void this.#measure(mine), SETTLE);
  }

  async #measure(mine: number): Promise<void> {
    const range = await this.#view.range();
    if (!range) return this.#owner.selected(NOTHING);
    const { y, y1 } = range.area;
    const count = y1 - y + 1;
    if (count > MOST) return this.#owner.selected({ ...NOTHING, rows: count, isTooLong: true });
    await this.#owner.rows.ensure(y, y1); // what is far from the sight is not loaded, and is to be summed and copied all the same
    if (mine === this.#newest) this.#owner.selected({ ...this.#selection(range.area, range.part), rows: count });
  }

  #selection(area: RangeArea, part: DimensionCols): Selection {
    const { rows, columns } = this.#view.block(area, part);
    const cells = rows.flatMap((row) => columns.map((column) => ({ type: column.type, raw: this.#view.cells.raw(row, column) })));
    const numbers = cells.filter(({ type }) => isNumeric(type)).map(({ raw }) => raw);
    return { ...NOTHING, numbers, filled: cells.filter(({ raw }) => raw !== "").length };
  }
}
