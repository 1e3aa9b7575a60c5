/** Which rows are picked for an act: one by one, a stretch, or all that is found as far as an act takes them. */
import type { Description } from "../description";
import { count } from "../format";
import { say } from "../words";
import type { Row, Rows } from "./rows";

export interface PickingOwner {
  readonly description: Description;
  readonly rows: Rows;
  /** Other rows are picked than before. */
  picked(): void;
  /** Rows are on their way that are to be picked. */
  busy(isBusy: boolean): void;
  /** What is to be known of what was picked. */
  said(text: string): void;
}

export class Picking {
  readonly #owner: PickingOwner;
  #last: Row | null = null;

  constructor(owner: PickingOwner) {
    this.#owner = owner;
  }

  get #acts(): Description["acts"] {
    return this.#owner.description.acts.filter(({ always }) => !always);
  }

  get isPossible(): boolean {
    return this.#acts.length > 0;
  }

  get rows(): readonly Row[] {
    return this.#owner.rows.list.filter((row) => row.isPicked && row.key !== null);
  }

  toggle(row: Row, isRange: boolean): void {
    const isPicked = !row.isPicked;
    for (const each of isRange ? this.#between(row) : [row]) if (each.key) each.isPicked = isPicked;
    this.#last = row;
    this.#owner.picked();
  }

  /** All that is found, or as many as the act that takes most; none when they are picked. */
  async toggleAll(): Promise<void> {
    await this.#toggleAmong(0, this.#owner.rows.list.length, true);
  }

  /** All from this row to that one, or as many of them as the act that takes most; none when they are picked. */
  async toggleRows(first: number, last: number): Promise<void> {
    await this.#toggleAmong(first, last + 1, false);
  }

  async #toggleAmong(from: number, end: number, isInstead: boolean): Promise<void> {
    const { rows } = this.#owner;
    const most = Math.max(...this.#acts.map((act) => act.most));
    const until = Math.min(end, from + most);
    if (!(await this.#fetched(from, until))) return;
    const taken = rows.list.slice(from, until).filter((row) => row.key !== null);
    const isPicked = !taken.every((row) => row.isPicked);
    if (isInstead) for (const row of rows.list) row.isPicked = false;
    for (const row of taken) row.isPicked = isPicked;
    this.#last = rows.list[until - 1] ?? null;
    this.#owner.picked();
    if (isPicked && end > until) this.#owner.said(firstOf("picked_first", until - from, end - from, this.#owner.description));
  }

  clear(): void {
    for (const row of this.#owner.rows.list) row.isPicked = false;
    this.#owner.picked();
  }

  /** Whether they are all there; not where the list has become another one meanwhile. */
  async #fetched(from: number, until: number): Promise<boolean> {
    if (this.#owner.rows.list.slice(from, until).every(({ values }) => values)) return true;
    this.#owner.busy(true);
    const isWhole = await this.#owner.rows.fetch(until);
    this.#owner.busy(false);
    return isWhole;
  }

  #between(row: Row): Row[] {
    const { rows } = this.#owner;
    const from = this.#last ? rows.indexOf(this.#last) : -1;
    const to = rows.indexOf(row);
    return from < 0 ? [row] : rows.list.slice(Math.min(from, to), Math.max(from, to) + 1);
  }
}

/** "The first 2,000 of 5,049", in the words of this place. */
export function firstOf(word: "picked_first" | "act_first", most: number, all: number, { locale }: Description): string {
  return say(word).replace("{most}", count(most, locale)).replace("{all}", count(all, locale));
}
