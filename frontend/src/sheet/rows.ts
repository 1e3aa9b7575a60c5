/** Rows of a sheet, of which only windows around the viewport are loaded. What is not, is one stub, for a million rows too. */
import type { Answer, CellTones, RefusalWords, RowValues, Value } from "../description";
import { isAbort } from "../net";

export const WINDOW = 200;
const MARGIN = 60;
const SETTLE = 60;

/** What was typed and is not yet the server's. It stays until it is accepted or typed over. */
export interface Typed {
  readonly value: string;
  readonly state: "saving" | "refused" | "failed";
  readonly refusals: readonly RefusalWords[];
}

export class Row {
  values: RowValues | null = null;
  tones: CellTones | null = null;
  typed: Map<string, Typed> | null = null;
  isPicked = false;

  get key(): string | null {
    const key = this.values?.[0];
    return key === null || key === undefined ? null : String(key);
  }

  /** A group's heading: it has no key, a title and perhaps a count. */
  get isHeading(): boolean {
    return this.values !== null && this.values[0] === null;
  }

  /** The grid reads this to paint the whole row. */
  get rowClass(): string {
    const tone = this.tones?.[""];
    return [this.isHeading && "is-heading", this.isPicked && "is-picked", !this.values && "is-loading", tone && `is-${tone}`]
      .filter(Boolean).join(" ");
  }

  /** The value of the column at this place among the columns. */
  at(place: number): Value | undefined {
    return this.values?.[place + 1];
  }
}

/** Stands for whatever has not come. */
const STUB = new Row();

export interface RowsOwner {
  load(from: number, count: number, signal: AbortSignal): Promise<Answer>;
  /** Totals, facets and the like came with the first window of a new list. */
  answered(answer: Answer): void;
  resized(): void;
  filled(from: number, to: number): void;
  failed(error: unknown): void;
}

export class Rows {
  list: Row[] = [];
  readonly #owner: RowsOwner;
  #loaded = new Set<number>();
  #asked = new Map<number, AbortController>();
  /** The windows that are on their way. */
  readonly #coming = new Map<number, Promise<void>>();
  /** Windows that somebody waits for, whatever is scrolled to meanwhile. */
  #kept: readonly number[] = [];
  #byKey = new Map<string, Row>();
  /** What was typed into rows of the lists before, by key. */
  #typed = new Map<string, Map<string, Typed>>();
  #epoch = 0;
  /** The first window of a new list is on its way: what the viewport shows is the old list. */
  #isBeginning = false;
  #timer = 0;

  constructor(owner: RowsOwner) {
    this.#owner = owner;
  }

  byKey(key: string): Row | undefined {
    return this.#byKey.get(key);
  }

  /** Those whose values are there. */
  get loaded(): Iterable<Row> {
    return this.#byKey.values();
  }

  indexOf(row: Row): number {
    return this.list.indexOf(row);
  }

  /** Begin a new list (other filters or order): what is on its way is dropped, what is shown stays until the answer. */
  async restart(): Promise<void> {
    this.#epoch += 1;
    this.#isBeginning = false;
    this.#drop(() => true);
    window.clearTimeout(this.#timer);
    const answer = await this.#begin();
    if (!answer) return;
    this.#loaded.clear();
    this.#rememberTyped();
    this.#byKey.clear();
    this.list = stubs(answer.total);
    this.#take(0, answer);
    this.#owner.answered(answer);
    this.#owner.resized();
  }

  /** Load again what is loaded around these rows, keeping the place. */
  async renew(first: number, last: number): Promise<void> {
    this.#epoch += 1;
    this.#drop(() => true);
    this.#loaded.clear();
    await Promise.all(windows(first, last).map((window) => this.#load(window)));
  }

  /** They are here no more, whatever the server is still to say: the next ones stand in their places. */
  remove(keys: ReadonlySet<string>): void {
    this.list = this.list.filter(({ key }) => key === null || !keys.has(key));
    for (const key of keys) this.#byKey.delete(key);
    this.#owner.resized();
  }

  /** The viewport shows these rows; load what is missing once the scrolling settles. */
  want(first: number, last: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.ensure(first - MARGIN, last + MARGIN), SETTLE);
  }

  async ensure(first: number, last: number): Promise<void> {
    if (this.#isBeginning || !this.list.length) return;
    const needed = windows(Math.max(0, first), Math.min(this.list.length - 1, last));
    this.#drop((window) => !needed.includes(window) && !this.#kept.includes(window));
    await this.#have(needed);
  }

  /** The first rows, so many of them; false where some have not come, as when another list is asked for meanwhile. */
  async fetch(size: number): Promise<boolean> {
    if (this.#isBeginning) return false;
    const epoch = this.#epoch;
    this.#kept = size ? windows(0, size - 1) : [];
    await this.#have(this.#kept);
    this.#kept = [];
    return epoch === this.#epoch && this.list.slice(0, size).every(({ values }) => values);
  }

  async #have(needed: readonly number[]): Promise<void> {
    await Promise.all(needed.filter((window) => !this.#loaded.has(window)).map((window) => this.#coming.get(window) ?? this.#load(window)));
  }

  /** Put the server's newest row in place of ours. What it accepted is no longer "typed". */
  replace(values: RowValues, tones: CellTones | undefined): Row | null {
    const row = this.#byKey.get(String(values[0]));
    if (!row) return null;
    row.values = values;
    if (tones) row.tones = tones;
    return row;
  }

  async #begin(): Promise<Answer | null> {
    const epoch = this.#epoch;
    this.#isBeginning = true;
    const answer = await this.#ask(0);
    if (epoch === this.#epoch) this.#isBeginning = false;
    return answer;
  }

  async #load(window: number): Promise<void> {
    const coming = this.#come(window);
    this.#coming.set(window, coming);
    await coming;
    if (this.#coming.get(window) === coming) this.#coming.delete(window);
  }

  async #come(window: number): Promise<void> {
    const answer = await this.#ask(window);
    if (!answer) return;
    // what is counted only some way ahead grows while one scrolls, and doesn't shrink on the way back
    const isKnownLonger = answer.exact === false && answer.total < this.list.length;
    const isMoved = !isKnownLonger && answer.total !== this.list.length;
    if (isMoved) this.#resize(answer.total);
    this.#take(window * WINDOW, answer);
    if (window === 0 || isMoved) this.#owner.answered(answer);
    if (isMoved) this.#owner.resized();
    else this.#owner.filled(window * WINDOW, window * WINDOW + answer.rows.length);
  }

  async #ask(window: number): Promise<Answer | null> {
    const epoch = this.#epoch;
    const control = new AbortController();
    this.#asked.set(window, control);
    try {
      const answer = await this.#owner.load(window * WINDOW, WINDOW, control.signal);
      return epoch === this.#epoch ? answer : null;
    } catch (error) {
      if (!isAbort(error) && epoch === this.#epoch) this.#owner.failed(error);
      return null;
    } finally {
      if (this.#asked.get(window) === control) this.#asked.delete(window);
    }
  }

  #take(from: number, answer: Answer): void {
    this.#loaded.add(Math.floor(from / WINDOW));
    answer.rows.forEach((values, offset) => {
      const row = this.#rowAt(from + offset);
      if (!row) return;
      const before = row.key;
      row.values = values;
      const key = row.key;
      if (key === null) return;
      if (before !== null && before !== key) [row.typed, row.isPicked] = [null, false]; // another row has moved into its place
      row.tones = answer.styles?.[key] ?? null;
      this.#keepTyped(key, row);
    });
  }

  /** A row that has come stays the same from then on. */
  #rowAt(place: number): Row | undefined {
    if (this.list[place] === STUB) this.list[place] = new Row();
    return this.list[place];
  }

  /** A row that comes again keeps what was typed into it and refused; the map is one, so late answers find it. */
  #keepTyped(key: string, row: Row): void {
    row.typed ??= this.#byKey.get(key)?.typed ?? this.#typed.get(key) ?? null;
    this.#byKey.set(key, row);
  }

  #rememberTyped(): void {
    for (const [key, { typed }] of this.#byKey) if (typed?.size) this.#typed.set(key, typed);
    for (const [key, typed] of this.#typed) if (!typed.size) this.#typed.delete(key);
  }

  #resize(total: number): void {
    // another array either way: the grid looks at its source anew only then
    if (total < this.list.length) this.list = this.list.slice(0, total);
    else this.list = this.list.concat(stubs(total - this.list.length));
  }

  #drop(isUnneeded: (window: number) => boolean): void {
    for (const [window, control] of this.#asked) {
      if (!isUnneeded(window)) continue;
      control.abort();
      this.#asked.delete(window);
      this.#coming.delete(window);
    }
  }
}

function windows(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / WINDOW);
  const to = Math.floor(last / WINDOW);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function stubs(count: number): Row[] {
  return new Array<Row>(count).fill(STUB);
}
