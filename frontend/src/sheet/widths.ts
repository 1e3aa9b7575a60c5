/** How wide columns must be: for their heads, and where they hold numbers or days, for those: one that is cut reads as another. They
 * grow with what comes and never shrink again. */
import type { Column } from "../description";
import { isNumeric } from "../format";
import type { Cells } from "./cells";
import type { Row } from "./rows";

/** Of a cell, left and right, with its line. */
const PADDING = 14;
const MOST = 320;
const STRONG = "700 13px";
const PLAIN = "13px";
/** A longer head is cut: it is told whole where one points at it. */
const LONGEST_HEAD = 112;

export class Widths {
  readonly #columns: readonly Column[];
  readonly #cells: Cells;
  readonly #pen = document.createElement("canvas").getContext("2d");
  /** What was measured already: rows are drawn anew for many reasons. */
  readonly #known = new WeakSet<object>();
  readonly #longest = new Map<string, { signs: number; width: number }>();
  readonly #heads: ReadonlyMap<string, number>;

  constructor(columns: readonly Column[], cells: Cells, family: string) {
    this.#columns = columns.filter(isMeasured);
    this.#cells = cells;
    if (this.#pen) this.#pen.font = `${PLAIN} ${family}`;
    this.#heads = new Map(columns.map(({ name, title }) => [name, Math.min(LONGEST_HEAD, this.#width(title))]));
    if (this.#pen) this.#pen.font = `${STRONG} ${family}`;
  }

  /** Rows have come or were changed; whether a column must be wider now than it was. */
  measure(rows: Iterable<Row>): boolean {
    let isWider = false;
    for (const row of rows) {
      if (row.key === null || (row.values && this.#known.has(row.values) && !row.typed?.size)) continue;
      if (row.values) this.#known.add(row.values);
      for (const column of this.#columns) if (this.#grows(column, this.#cells.text(row, column))) isWider = true;
    }
    return isWider;
  }

  /** What the column must have for its head, and for the longest value seen. */
  of({ name }: Column): number {
    return Math.max(this.#heads.get(name) ?? 0, this.#longest.get(name)?.width ?? 0);
  }

  /** Whether the value is cut in a column that somebody has made this narrow. */
  isCut(text: string, column: Column, width: number): boolean {
    return (this.#longest.get(column.name)?.width ?? 0) > width && this.#width(text) > width;
  }

  /** All digits are of one width, so only what has as many signs as the longest can be wider. */
  #grows({ name, width: declared }: Column, text: string): boolean {
    const longest = this.#longest.get(name) ?? { signs: 0, width: 0 };
    if (text.length < longest.signs) return false;
    const width = Math.min(MOST, this.#width(text));
    this.#longest.set(name, { signs: text.length, width: Math.max(width, longest.width) });
    return width > Math.max(longest.width, declared);
  }

  #width(text: string): number {
    return Math.ceil(this.#pen?.measureText(text.replace(/\d/g, "0")).width ?? 0) + PADDING;
  }
}

function isMeasured({ type }: Column): boolean {
  return isNumeric(type) || type === "date" || type === "moment";
}
