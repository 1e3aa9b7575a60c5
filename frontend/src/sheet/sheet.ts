/** One sheet at work: its state in the address, its rows, its edits, its view. Tells the page what happens by events. */
import { joined, parameters, read, sortedBy, written } from "../address";
import type { State } from "../address";
import type { Answer, Description, Status } from "../description";
import { ask } from "../net";
import { Edits } from "./edits";
import type { Edit } from "./edits";
import { GridView } from "./grid";
import { ListView } from "./list";
import { Row, Rows } from "./rows";
import { keep, tasteOf } from "./taste";
import type { Taste } from "./taste";
import type { Focus, View, ViewOwner } from "./view";

const NARROW = "(max-width: 640px)";

export interface SheetEvents {
  "sheet:answer": { readonly answer: Answer; readonly state: State };
  "sheet:failed": { readonly error: unknown };
  "sheet:focus": Focus;
  "sheet:changed": { readonly rows: readonly Row[] };
  "sheet:renewed": { readonly rows: readonly Row[] };
  "sheet:selected": { readonly values: readonly string[] };
  "sheet:picked": { readonly keys: readonly string[] };
  "sheet:status": Status;
  "sheet:saving": "saving" | "saved" | "unsaved";
  "sheet:panel": { readonly row: Row };
  "sheet:busy": boolean;
}

export class Sheet implements ViewOwner {
  readonly description: Description;
  readonly rows: Rows;
  readonly #element: HTMLElement;
  readonly #edits: Edits;
  readonly #narrow = window.matchMedia(NARROW);
  readonly #onWidth = (): void => this.#show();
  readonly #onBack = (): void => this.#wentBack();
  /** The main sheet of a page owns the address; a sheet in a panel does not. */
  readonly #ownsAddress: boolean;
  #state: State;
  #view: View | null = null;
  #isNewList = true;
  #lastPicked: Row | null = null;
  #taste: Taste;

  constructor(description: Description, element: HTMLElement, ownsAddress: boolean) {
    this.description = description;
    this.#element = element;
    this.#ownsAddress = ownsAddress;
    this.#taste = tasteOf(description.name);
    this.#state = read(ownsAddress ? location.search : "", description);
    this.rows = new Rows({
      load: (from, count, signal) => this.#load(from, count, signal),
      answered: (answer) => this.#answered(answer),
      resized: () => this.#resized(),
      filled: (from, to) => this.#filled(from, to),
      failed: (error) => this.emit("sheet:failed", { error }),
    });
    this.#edits = new Edits({
      description, rows: this.rows,
      changed: (rows) => this.#changed(rows),
      status: (status) => this.emit("sheet:status", status),
      saving: (state) => this.emit("sheet:saving", state),
    });
  }

  start(): void {
    this.#show();
    this.#narrow.addEventListener("change", this.#onWidth);
    window.addEventListener("popstate", this.#onBack);
    const isPlain = written(this.#state, this.description) === "";
    void this.#restart(isPlain ? this.description.first : null);
  }

  stop(): void {
    this.#narrow.removeEventListener("change", this.#onWidth);
    window.removeEventListener("popstate", this.#onBack);
    this.#view?.remove();
    this.#view = null;
  }

  get state(): State {
    return this.#state;
  }

  get sort(): string {
    return this.#state.sort;
  }

  get taste(): Taste {
    return this.#taste;
  }

  widened(widths: ReadonlyMap<string, number>): void {
    this.#like({ ...this.#taste, widths });
  }

  /** Show the column, or hide it; the first one names the row and stays. */
  toggleColumn(name: string): void {
    if (name === this.description.columns[0]?.name) return;
    const hidden = new Set(this.#taste.hidden);
    if (!hidden.delete(name)) hidden.add(name);
    this.#like({ ...this.#taste, hidden });
    this.#view?.sorted();
  }

  #like(taste: Taste): void {
    this.#taste = taste;
    keep(this.description.name, taste);
  }

  get mayPick(): boolean {
    return this.description.acts.some(({ always }) => !always);
  }

  get pickedKeys(): string[] {
    return this.rows.list.filter((row) => row.isPicked).map((row) => row.key ?? "");
  }

  search(query: string): void {
    if (query !== this.#state.query) this.#become({ ...this.#state, query });
  }

  sortBy(name: string, isAdding: boolean): void {
    this.#become({ ...this.#state, sort: sortedBy(this.#state.sort, name, isAdding) });
    this.#view?.sorted();
  }

  /** No values lift the filter. */
  filter(name: string, values: readonly string[]): void {
    const filters = new Map(this.#state.filters);
    if (values.length) filters.set(name, values);
    else filters.delete(name);
    this.#become({ ...this.#state, filters });
  }

  /** Lift the filters, keep what is searched for. */
  widen(): void {
    this.#become({ ...this.#state, filters: new Map() });
  }

  clear(): void {
    this.#become({ ...this.#state, query: "", filters: new Map() });
  }

  /** Ask for the same list again, keeping the place and what is typed. */
  async reload(): Promise<void> {
    const [first, last] = this.#view?.inSight() ?? [0, 0];
    if (this.rows.list.length) await this.rows.renew(first, last);
    else await this.#restart(null);
    this.emit("sheet:renewed", { rows: this.rows.list });
  }

  focusView(): void {
    this.#view?.focus();
  }

  edit(edits: readonly Edit[]): void {
    this.#edits.make(edits);
  }

  undo(): void {
    this.#edits.undo();
  }

  focused(focus: Focus): void {
    this.emit("sheet:focus", focus);
  }

  selected(values: readonly string[]): void {
    this.emit("sheet:selected", { values });
  }

  pick(row: Row, isRange: boolean): void {
    const isPicked = !row.isPicked;
    for (const each of isRange ? this.#between(row) : [row]) if (each.key) each.isPicked = isPicked;
    this.#lastPicked = row;
    this.#picked();
  }

  /** All loaded rows; none when all of them are picked. */
  pickAll(): void {
    const loaded = this.rows.list.filter((row) => row.key !== null);
    const isPicked = !loaded.every((row) => row.isPicked);
    for (const row of loaded) row.isPicked = isPicked;
    this.#picked();
  }

  unpick(): void {
    for (const row of this.rows.list) row.isPicked = false;
    this.#picked();
  }

  openPanel(row: Row): void {
    if (this.description.panel_url && row.key !== null) this.emit("sheet:panel", { row });
  }

  emit<K extends keyof SheetEvents>(name: K, detail: SheetEvents[K]): void {
    this.#element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  #between(row: Row): Row[] {
    const from = this.#lastPicked ? this.rows.indexOf(this.#lastPicked) : -1;
    const to = this.rows.indexOf(row);
    return from < 0 ? [row] : this.rows.list.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  #picked(): void {
    this.#view?.changed(this.rows.list.filter((row) => row.values));
    this.emit("sheet:picked", { keys: this.pickedKeys });
  }

  #become(state: State): void {
    this.#state = state;
    if (this.#ownsAddress) history.replaceState(history.state, "", location.pathname + written(state, this.description) + location.hash);
    void this.#restart(null);
  }

  #wentBack(): void {
    if (!this.#ownsAddress) return;
    this.#state = read(location.search, this.description);
    void this.#restart(null);
    this.#view?.sorted();
  }

  async #restart(first: Answer | null): Promise<void> {
    this.#isNewList = true;
    this.emit("sheet:busy", true);
    await this.rows.restart(first);
    this.emit("sheet:busy", false);
    this.emit("sheet:picked", { keys: [] });
  }

  #load(from: number, count: number, signal: AbortSignal): Promise<Answer> {
    const window = parameters(this.#state);
    window.set("from", String(from));
    window.set("count", String(count));
    return ask<Answer>(joined(this.description.rows_url, window), signal);
  }

  #answered(answer: Answer): void {
    this.emit("sheet:answer", { answer, state: this.#state });
    if (answer.status) this.emit("sheet:status", answer.status);
  }

  #resized(): void {
    this.#view?.resized(this.#isNewList);
    this.#isNewList = false;
  }

  #filled(from: number, to: number): void {
    this.#view?.filled(from, to);
  }

  #changed(rows: readonly Row[]): void {
    this.#view?.changed(rows);
    this.emit("sheet:changed", { rows });
  }

  #show(): void {
    this.#view?.remove();
    const view = this.#narrow.matches ? new ListView(this, this.#element) : new GridView(this, this.#element);
    this.#view = view;
    if (this.rows.list.length) view.resized(true);
  }
}
