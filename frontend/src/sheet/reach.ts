/**
 * What keys select from the focus on, as in Excel: a cell, a page or all up to the edge at a time. RevoGrid is told, but
 * never asked for it: its own selection follows some frames later, and a key that comes meanwhile would be lost.
 */
import type { RangeArea } from "@revolist/revogrid";

export interface Corner {
  readonly y: number;
  readonly x: number;
}

/** The last row and the last column. */
export type Edge = () => Corner;

export class Reach {
  readonly #edge: Edge;
  #far: Corner | null = null;

  constructor(edge: Edge) {
    this.#edge = edge;
  }

  forget(): void {
    this.#far = null;
  }

  /** The mouse has selected these cells: keys stretch them on. */
  taken(spot: Corner, { y, x, y1, x1 }: RangeArea): void {
    this.#far = { y: spot.y === y ? y1 : y, x: spot.x === x ? x1 : x };
  }

  /** The farthest cell now; as far as there are cells, however large the step is. */
  stretch(spot: Corner, dy: number, dx: number): Corner {
    const from = this.#far ?? spot;
    const edge = this.#edge();
    return (this.#far = { y: within(from.y + dy, edge.y), x: within(from.x + dx, edge.x) });
  }

  to(far: Corner): void {
    this.#far = far;
  }

  all(): RangeArea {
    const { y, x } = this.#edge();
    return { y: 0, x: 0, y1: y, x1: x };
  }

  /** From the focus to the farthest cell; nothing where one cell is all. */
  area(spot: Corner | null): RangeArea | null {
    if (!spot || !this.#far) return null;
    const { y, x } = this.#far;
    return { y: Math.min(spot.y, y), x: Math.min(spot.x, x), y1: Math.max(spot.y, y), x1: Math.max(spot.x, x) };
  }
}

function within(place: number, last: number): number {
  return Math.max(0, Math.min(place, last));
}
