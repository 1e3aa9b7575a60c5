/**
 * What is selected from the focus on, as in Excel also over the line where columns are frozen. RevoGrid selects within one
 * part only: it draws what lies in the part of the focus, the cells of the other part are marked by us.
 */
import type { RangeArea } from "@revolist/revogrid";
import type { Column } from "../description";
import type { GridView } from "./grid";
import { Reach } from "./reach";
import type { Corner } from "./reach";

/** The columns of the part in which the focus is, among all that are shown. */
interface Part {
  readonly first: number;
  readonly last: number;
}

export class Selecting {
  readonly #view: GridView;
  readonly #reach: Reach;
  #isAll = false;
  /** Cells are marked that RevoGrid doesn't draw as selected. */
  #isMarking = false;

  constructor(view: GridView, rows: () => number) {
    this.#view = view;
    this.#reach = new Reach(() => ({ y: rows() - 1, x: view.shown().length - 1 }));
  }

  /** Columns are counted through both parts, the frozen ones first. Nothing where nothing has the focus. */
  get area(): RangeArea | null {
    const { spot } = this.#view;
    if (!spot) return null;
    if (this.#isAll) return this.#reach.all();
    const at = this.#view.corner(spot);
    return this.#reach.area(at) ?? { ...at, y1: at.y, x1: at.x };
  }

  forget(): void {
    this.#isAll = false;
    this.#reach.forget();
    this.#mark(false);
  }

  /** So many rows and columns more, or fewer; the farthest cell. */
  stretch(dy: number, dx: number): Corner | null {
    const { spot } = this.#view;
    if (!spot) return null;
    this.#isAll = false;
    const far = this.#reach.stretch(this.#view.corner(spot), dy, dx);
    this.#draw(far);
    return far;
  }

  /** Up to this cell. */
  to(far: Corner): void {
    this.#isAll = false;
    this.#reach.to(far);
    this.#draw(far);
  }

  /** The pointer has selected these cells of the focus's part. */
  taken({ y, x, y1, x1 }: RangeArea): void {
    const { spot } = this.#view;
    if (!spot) return;
    const { first } = this.#part();
    this.#isAll = false;
    this.#reach.taken(this.#view.corner(spot), { y, x: x + first, y1, x1: x1 + first });
    this.#mark(false);
  }

  /** The whole list. */
  all(): void {
    this.#isAll = true;
    this.#mark(true);
  }

  isMarked(y: number, column: Column): boolean {
    const area = this.#isMarking ? this.area : null;
    if (!area || y < area.y || y > area.y1) return false;
    const x = this.#view.shown().indexOf(column);
    const { first, last } = this.#part();
    return x >= area.x && x <= area.x1 && (this.#isAll || x < first || x > last);
  }

  #part(): Part {
    const { spot } = this.#view;
    const { frozen, main } = this.#view.parts();
    return spot?.part === "colPinStart" ? { first: 0, last: frozen.length - 1 } : { first: frozen.length, last: frozen.length + main.length - 1 };
  }

  #draw(far: Corner): void {
    const { spot } = this.#view;
    if (!spot) return;
    const { first, last } = this.#part();
    const x = Math.max(first, Math.min(far.x, last)) - first;
    void this.#view.element.setCellsFocus(spot, { y: far.y, x }, spot.part, "rgRow");
    this.#mark(far.x < first || far.x > last);
  }

  #mark(isMarking: boolean): void {
    if (isMarking || this.#isMarking) this.#view.redraw();
    this.#isMarking = isMarking;
  }
}
