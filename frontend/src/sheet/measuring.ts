/** What a selection comes to: numbers for sums, cells that are filled. Rows that are not in sight are fetched for it. */
import type { RangeArea } from "@revolist/revogrid";
import type { Column } from "../description";
import { isNumeric } from "../format";
import type { GridView } from "./grid";
import type { Row } from "./rows";
import type { Amounts, Selection, ViewOwner } from "./view";

/** Rows that are fetched for the sum of a selection. */
const MOST = 5000;
const SETTLE = 80;
const NOTHING: Selection = { amounts: [], filled: 0, rows: 0, isTooLong: false };

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
    const { area } = this.#view;
    if (!area) return this.#owner.selected(NOTHING);
    const { y, y1 } = area;
    const count = y1 - y + 1;
    if (count > MOST) return this.#owner.selected({ ...NOTHING, rows: count, isTooLong: true });
    await this.#owner.rows.ensure(y, y1); // what is far from the sight is not loaded, and is to be summed and copied all the same
    if (mine === this.#newest) this.#owner.selected({ ...this.#selection(area), rows: count });
  }

  #selection(area: RangeArea): Selection {
    const { rows, columns } = this.#view.block(area);
    const cells = rows.flatMap((row) => columns.map((column) => ({ column, label: this.#label(row, column), raw: this.#view.cells.raw(row, column) })));
    return { ...NOTHING, amounts: apart(cells.filter(({ column }) => isNumeric(column.type))), filled: cells.filter(({ raw }) => raw !== "").length };
  }

  /** What the row counts in: by the house's names its column of units, or of currencies. */
  #label(row: Row, { type, title }: Column): string {
    const name = type === "quantity" ? "unit" : type === "integer" || type === "percent" ? "" : "currency";
    const place = this.#owner.description.columns.findIndex((column) => column.name === name);
    return String(place < 0 ? title : row.at(place) || title);
  }
}

interface Cell {
  readonly column: Column;
  readonly label: string;
  readonly raw: string;
}

/** Pieces are not added to kilograms, euros not to roubles, a price not to a quantity. Columns of one kind are. */
export function apart(cells: readonly Cell[]): readonly Amounts[] {
  const labels = new Map<string, Set<string>>();
  const numbers = new Map<string, string[]>();
  for (const { column: { type, title }, label, raw } of cells) {
    if (raw === "") continue;
    const kind = `${type} ${label === title ? "" : label}`;
    labels.set(kind, (labels.get(kind) ?? new Set()).add(label));
    const told = numbers.get(kind);
    if (told) told.push(raw);
    else numbers.set(kind, [raw]);
  }
  return [...numbers].map(([kind, values]) => ({ label: [...(labels.get(kind) ?? [])].join(" + "), numbers: values }));
}
