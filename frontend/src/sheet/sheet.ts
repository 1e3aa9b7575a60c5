/** One sheet at work: its state in the address, its rows, its edits, its view. Tells the page what happens by events. */
import { joined, parameters, read, show, sortedBy, written } from "../address";
import type { State } from "../address";
import type { Answer, Column, Description, FacetOption, KeptView, Status } from "../description";
import { Refused, ask } from "../net";
import { Arranging } from "./arranging";
import { rowName } from "./cells";
import { Edits } from "./edits";
import type { Edit } from "./edits";
import { FilterRow } from "./filterrow";
import { GridView } from "./grid";
import { ListView } from "./list";
import { Picking } from "./picking";
import { Row, Rows } from "./rows";
import { inOneLine, whyNotSorted } from "./sorting";
import type { Taste } from "./taste";
import type { Focus, Selection, View, ViewOwner } from "./view";

const NARROW = "(max-width: 640px)";

export interface SheetEvents {
  "sheet:answer": { readonly answer: Answer; readonly state: State };
  "sheet:failed": { readonly error: unknown };
  "sheet:focus": Focus;
  "sheet:changed": { readonly rows: readonly Row[] };
  "sheet:renewed": { readonly rows: readonly Row[] };
  "sheet:selected": Selection;
  "sheet:picked": { readonly keys: readonly string[] };
  "sheet:status": Status;
  "sheet:saving": "saving" | "saved" | "unsaved";
  "sheet:panel": { readonly row: Row; readonly toField?: boolean };
  "sheet:busy": boolean;
  /** Why nothing was done, in words. */
  "sheet:told": string;
  /** What the status line says until the person goes on. */
  "sheet:said": string;
  /** Columns, views or the filter row stand otherwise. */
  "sheet:arranged": null;
}

export class Sheet implements ViewOwner {
  readonly description: Description;
  readonly rows: Rows;
  readonly filters: FilterRow;
  readonly columns: Arranging;
  /** The views that are kept of this sheet. */
  views: readonly KeptView[];
  readonly #element: HTMLElement;
  readonly edits: Edits;
  readonly #picking: Picking;
  readonly #narrow = window.matchMedia(NARROW);
  readonly #onWidth = (): void => this.#show();
  readonly #onBack = (): void => this.#wentBack();
  /** The main sheet of a page owns the address; a sheet in a panel does not. */
  readonly #ownsAddress: boolean;
  #state: State;
  #view: View | null = null;
  #isNewList = true;
  /** So many lists were asked for. */
  #asked = 0;
  #focused: Focus | null = null;
  /** The order of the newest answer: what is refused leaves it as it is. */
  #sorted: string;
  /** What the newest answer offers for facets. */
  #options: Readonly<Record<string, readonly FacetOption[]>> = {};

  constructor(description: Description, element: HTMLElement, ownsAddress: boolean) {
    this.description = description;
    this.#element = element;
    this.#ownsAddress = ownsAddress;
    this.columns = this.#arranging();
    this.views = description.views;
    this.#state = read(ownsAddress ? location.search : "", description);
    if (this.#state.layout) this.columns.layOut(this.#state.layout);
    if (ownsAddress) this.#beginInView();
    this.#sorted = description.sort;
    this.filters = new FilterRow({
      description, place: element, state: () => this.#state,
      filter: (name, values) => this.filter(name, values),
      options: (name) => this.#options[name] ?? [],
      focusView: () => this.focusView(),
      shown: () => this.columns.shown(),
      reveal: (column) => this.#view?.reveal(column),
    });
    this.rows = new Rows({
      load: (from, count, signal) => this.#load(from, count, signal),
      answered: (answer) => this.#answered(answer),
      resized: () => this.#resized(),
      filled: (from, to) => this.#filled(from, to),
      failed: (error) => this.#failed(error),
    });
    this.#picking = new Picking({
      description, rows: this.rows,
      picked: () => this.#picked(),
      busy: (isBusy) => this.emit("sheet:busy", isBusy),
      said: (text) => this.said(text),
    });
    this.edits = new Edits({
      description, rows: this.rows,
      address: (url) => this.#wanting(url),
      changed: (rows) => this.#changed(rows),
      status: (status) => this.emit("sheet:status", status),
      saving: (state) => this.emit("sheet:saving", state),
    });
  }

  #arranging(): Arranging {
    return new Arranging({
      description: this.description,
      isNarrow: () => this.#narrow.matches,
      liked: () => this.#liked(),
      arranged: () => this.#arranged(),
      wanting: () => void this.reload(),
    });
  }

  /** What a link said of the columns holds no longer. */
  #liked(): void {
    if (!this.#state.layout) return;
    this.#state = { ...this.#state, layout: "" };
    this.#writeAddress(false);
  }

  #arranged(): void {
    this.#view?.restyled();
    this.emit("sheet:arranged", null);
  }

  start(): void {
    void this.#restart(); // rows are on their way while the grid is made
    this.#show();
    this.#narrow.addEventListener("change", this.#onWidth);
    window.addEventListener("popstate", this.#onBack);
  }

  stop(): void {
    this.#narrow.removeEventListener("change", this.#onWidth);
    window.removeEventListener("popstate", this.#onBack);
    this.#view?.remove();
    this.#view = null;
    this.filters.close();
  }

  get state(): State {
    return this.#state;
  }

  get sort(): string {
    return this.#state.sort;
  }

  get taste(): Taste {
    return this.columns.taste;
  }

  widened(widths: ReadonlyMap<string, number>): void {
    this.columns.widened(widths);
  }

  moveColumn(name: string, to: string): void {
    this.columns.move(name, to);
  }

  /** An address that shows somebody else the same: what is found, in this order, with these columns. */
  get link(): string {
    const { layout } = this.columns;
    return location.origin + location.pathname + written({ ...this.#state, view: "", layout }, this.description);
  }

  get mayFilter(): boolean {
    return this.description.columns.some(({ filter }) => filter !== null);
  }

  /** Open the filter row or close it; what it asks stays. */
  toggleFilters(isOpen = !this.taste.isFiltering): void {
    if (!this.mayFilter || isOpen === this.taste.isFiltering) return;
    this.columns.filtering(isOpen);
    if (!isOpen) this.filters.close();
    this.#view?.filtering();
    this.emit("sheet:arranged", null);
  }

  /** The view that was opened last, while it is kept. */
  get openedView(): KeptView | null {
    return this.views.find(({ id }) => id === this.#state.view) ?? null;
  }

  /** What a view of the present state would keep. */
  snapshot(): Readonly<Record<string, unknown>> {
    return { ...this.columns.said, address: written({ ...this.#state, view: "", layout: "" }, this.description) };
  }

  /** None: as the sheet was declared. */
  openView(view: KeptView | null): void {
    this.columns.become(view?.state);
    this.columns.keep();
    this.#view?.restyled();
    this.#become(this.#stateOf(view));
    this.#view?.restyled();
    this.emit("sheet:arranged", null);
  }

  /** The views are kept anew; the one named is the one that is open. */
  keepViews(views: readonly KeptView[], open: string): void {
    this.views = views;
    this.#state = { ...this.#state, view: open };
    this.#writeAddress(false);
    this.emit("sheet:arranged", null);
  }

  #stateOf(view: KeptView | null): State {
    return { ...read(String(view?.state["address"] ?? ""), this.description), view: view?.id ?? "" };
  }

  /** An address that says nothing opens the person's own default; one that only names a view opens that. */
  #beginInView(): void {
    const named = this.views.find(({ id }) => id === this.#state.view);
    const isBare = written({ ...this.#state, view: "" }, this.description) === "";
    const view = named ?? (isBare && !this.#state.view ? this.views.find((one) => one.default) : undefined);
    if (view) this.columns.become(view.state);
    if (!view || !isBare) return;
    this.#state = this.#stateOf(view);
    this.#writeAddress(false);
  }

  /** By what the page calls a row. */
  nameOf(row: Row): string {
    return rowName(row, this.description);
  }

  /** Whether anything can be typed where the focus is. */
  get takesTyping(): boolean {
    return this.#focused?.column.editable ?? false;
  }

  /** Whether words can be typed where the focus is. */
  get takesWords(): boolean {
    return this.#focused?.column.type === "text" && this.#focused.column.editable;
  }

  get mayPick(): boolean {
    return this.#picking.isPossible;
  }

  get pickedKeys(): string[] {
    return this.#picking.rows.map((row) => row.key ?? "");
  }

  /** What is typed on while one searches is no step of its own. */
  search(query: string, isStep = true): void {
    if (query !== this.#state.query) this.#become({ ...this.#state, query }, isStep);
  }

  get maySort(): boolean {
    return this.#sortable().length > 0;
  }

  /** Whether an order may have several columns. */
  get sortsBySeveral(): boolean {
    return this.#sortable().length > 1;
  }

  #sortable(): readonly Column[] {
    return this.columns.shown().filter(({ sortable }) => sortable);
  }

  sortBy(name: string, isAdding: boolean): void {
    if (!this.description.columns.some((column) => column.name === name && column.sortable)) return this.said(this.notSorted(name));
    this.#become({ ...this.#state, sort: sortedBy(this.#state.sort, name, isAdding && this.sortsBySeveral) });
    this.#view?.restyled();
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

  /** Where one types what this column is filtered by. */
  focusFilter(column?: Column): void {
    this.toggleFilters(true);
    this.filters.focus(column ?? this.#focused?.column);
  }

  /** Ask for the same list again, keeping the place and what is typed. */
  async reload(): Promise<void> {
    const [first, last] = this.#view?.inSight() ?? [0, 0];
    if (this.rows.list.length) await this.rows.renew(first, last);
    else await this.#restart();
    this.emit("sheet:renewed", { rows: this.rows.list });
  }

  focusView(): void {
    this.#view?.focus();
  }

  edit(edits: readonly Edit[]): void {
    this.edits.make(edits);
  }

  undo(): void {
    this.edits.undo();
  }

  redo(): void {
    this.edits.redo();
  }

  focused(focus: Focus): void {
    this.#focused = focus;
    this.emit("sheet:focus", focus);
  }

  selected(selection: Selection): void {
    this.emit("sheet:selected", selection);
  }

  pick(row: Row, isRange: boolean): void {
    this.#picking.toggle(row, isRange);
  }

  pickRows(first: number, last: number): void {
    void this.#picking.toggleRows(first, last);
  }

  pickAll(): void {
    void this.#picking.toggleAll();
  }

  unpick(): void {
    this.#picking.clear();
  }

  /** With ``toField`` the focus goes to the field in which something is said of the row. */
  openPanel(row: Row, toField = false): void {
    if (this.description.panel_url && row.key !== null) this.emit("sheet:panel", { row, toField });
  }

  /** They leave the list before the server says so: who answers row after row is at the next one. */
  drop(keys: readonly string[]): void {
    this.rows.remove(new Set(keys));
    this.emit("sheet:renewed", { rows: this.rows.list });
  }

  told(text: string): void {
    this.emit("sheet:told", text);
  }

  said(text: string): void {
    this.emit("sheet:said", text);
  }

  notSorted(name: string): string {
    return whyNotSorted(this.description.columns, this.#sortable(), name);
  }

  emit<K extends keyof SheetEvents>(name: K, detail: SheetEvents[K]): void {
    this.#element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  #picked(): void {
    this.#view?.changed(this.rows.list.filter((row) => row.values));
    this.emit("sheet:picked", { keys: this.pickedKeys });
  }

  #become(state: State, isStep = true): void {
    this.#state = this.#isLeft(state) ? { ...state, view: "" } : state;
    this.#writeAddress(isStep);
    this.filters.redraw();
    void this.#restart();
  }

  /** An address that names a view and nothing else opens it: where all of it is lifted, the view is left. */
  #isLeft(state: State): boolean {
    const view = this.views.find(({ id }) => id === state.view);
    return Boolean(view?.state["address"]) && written({ ...state, view: "" }, this.description) === "";
  }

  #writeAddress(isStep: boolean): void {
    if (this.#ownsAddress) show(written(this.#state, this.description), isStep);
  }

  /** A filter that can't be read is told where it was typed; the rows stay as they were. */
  #failed(error: unknown): void {
    if (error instanceof Refused) {
      const isFiltered = Object.keys(error.errors).length > 0;
      if (isFiltered) this.toggleFilters(true);
      if (isFiltered && this.filters.refuse(error)) return;
      if (!isFiltered && this.#sortsOtherwise()) return this.said(inOneLine(error));
    }
    this.emit("sheet:failed", { error });
  }

  /** An order that is refused gives way to the one before it; refused under another filter, to the sheet's own. */
  #sortsOtherwise(): boolean {
    const { sort } = this.#state;
    const other = sort === this.#sorted ? this.description.sort : this.#sorted;
    if (other === sort) return false;
    this.#become({ ...this.#state, sort: other }, false);
    this.#view?.restyled();
    return true;
  }

  #wentBack(): void {
    if (!this.#ownsAddress) return;
    this.#state = { ...read(location.search, this.description), layout: this.#state.layout }; // columns don't go back
    this.filters.redraw(true);
    void this.#restart();
    this.#view?.restyled();
  }

  async #restart(): Promise<void> {
    const mine = (this.#asked += 1);
    this.#isNewList = true;
    this.emit("sheet:busy", true);
    await this.rows.restart();
    if (mine !== this.#asked) return; // a newer list is on its way
    this.emit("sheet:busy", false);
    this.emit("sheet:picked", { keys: [] });
  }

  #load(from: number, count: number, signal: AbortSignal): Promise<Answer> {
    const window = parameters(this.#state);
    window.set("from", String(from));
    window.set("count", String(count));
    return ask<Answer>(joined(this.#wanting(this.description.rows_url), window), signal);
  }

  /** Who wants columns that are hidden from others says so: their values are asked for by nobody else. */
  #wanting(url: string): string {
    const names = this.columns.wanted();
    return names.length ? joined(url, { columns: names.join(",") }) : url;
  }

  #answered(answer: Answer): void {
    if (answer.facets) this.#options = answer.facets;
    this.#sorted = this.#state.sort;
    this.filters.accept();
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
