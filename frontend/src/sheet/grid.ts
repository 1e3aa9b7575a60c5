/** RevoGrid as the view of a sheet. All data stay in `Rows`; the grid draws, moves the focus and reports keys. */
import type { ColumnRegular, DimensionCols, RangeArea } from "@revolist/revogrid";
import { defineCustomElements } from "@revolist/revogrid/loader";
import type { Column } from "../description";
import { Cells } from "./cells";
import { Changing } from "./changing";
import { Drawing } from "./drawing";
import { GridKeys } from "./gridkeys";
import { Measuring } from "./measuring";
import { Pointing } from "./pointing";
import type { Corner } from "./reach";
import { nameParts } from "./roles";
import type { Row } from "./rows";
import { Selecting } from "./selecting";
import { CellField } from "./typing";
import type { Step } from "./typing";
import type { Focus, View, ViewOwner } from "./view";

export const ROW_HEIGHT = 24;
const FROZEN = "colPinStart" satisfies DimensionCols;
const MAIN = "rgCol" satisfies DimensionCols;

/** Where the focus is: a row, and a column by its place within the frozen or the main part. */
export interface Spot {
  readonly y: number;
  readonly x: number;
  readonly part: DimensionCols;
}

export class GridView implements View {
  readonly element: HTMLRevoGridElement;
  readonly cells: Cells;
  readonly changing: Changing;
  readonly #owner: ViewOwner;
  readonly #drawing: Drawing;
  readonly #observer: ResizeObserver;
  readonly #keys: GridKeys;
  readonly #pointing: Pointing;
  readonly #field: CellField;
  readonly #measuring: Measuring;
  readonly #selecting: Selecting;
  /** The focus as the person means it. RevoGrid's own follows some frames later, on a busy machine a second, so it is never asked. */
  #spot: Spot | null = null;
  #lastSpot: Spot | null = null;
  /** What the page was told of the focus: of a row that was still on its way it hears again. */
  #told: (Focus & { readonly key: string | null }) | null = null;
  #isReady = false;
  #isFirst = true;
  /** The focus stands where the sheet has put it, nobody has moved it yet. */
  #isAtStart = true;
  #top = 0;
  #room = 0;

  constructor(owner: ViewOwner, place: HTMLElement) {
    void defineCustomElements();
    this.#owner = owner;
    this.cells = new Cells(owner.description);
    this.#selecting = new Selecting(this, () => owner.rows.list.length);
    this.#drawing = new Drawing(owner, this.cells, place, (y, column) => this.#selecting.isMarked(y, column));
    this.element = document.createElement("revo-grid");
    this.#configure();
    this.#listen();
    this.changing = new Changing(this, owner);
    this.#keys = new GridKeys(this, owner);
    this.#pointing = new Pointing(this, this.#selecting);
    this.#field = new CellField(place);
    this.#measuring = new Measuring(this, owner);
    place.append(this.element);
    if (!place.hasAttribute("quiet") && document.activeElement === document.body) this.#spot = this.#start();
    void this.#wake();
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(place);
  }

  get spot(): Spot | null {
    return this.#spot;
  }

  get isTyping(): boolean {
    return this.#field.isOpen;
  }

  get isAtStart(): boolean {
    return this.#isAtStart;
  }

  resized(isNewList: boolean): void {
    this.changing.come(isNewList);
    const isWider = this.#drawing.measure(this.#owner.rows.loaded);
    if (this.#isReady && isWider) this.restyled();
    if (this.#isReady) this.#push(isNewList);
    this.#keepWithin(this.#owner.rows.list.length - 1);
    this.changing.makeEarly();
  }

  /** A list that has become shorter takes the focus to its end. */
  #keepWithin(last: number): void {
    if (this.#spot && last >= 0 && this.#spot.y > last) this.#spot = { ...this.#spot, y: last };
    this.#tell();
  }

  /** RevoGrid has the first rows: before that it would put the focus beside them. */
  #begin(): void {
    if (!this.#isFirst || !this.changing.hasCome) return;
    this.#isFirst = false;
    if (this.#spot) void this.#focusRevo(this.#spot);
    this.#tell();
  }

  /**
   * As in Excel, one may type at once: the first cell of a sheet that can be typed into, or of one whose rows are picked.
   * Where letters answer whole rows they come first.
   */
  #start(): Spot | null {
    const { frozen, main } = this.parts();
    if (frozen.some(({ editable, hidden }) => editable && !hidden)) return null;
    const isAnswered = this.#owner.description.acts.some(({ quick }) => quick);
    const typed = isAnswered ? -1 : main.findIndex(({ editable, hidden }) => editable && !hidden);
    if (typed >= 0) return { y: 0, x: typed, part: MAIN };
    return this.#owner.mayPick ? { y: 0, x: 0, part: frozen.length ? FROZEN : MAIN } : null;
  }

  /** Properties given while RevoGrid wakes up may be lost: its watchers are not yet on. */
  async #wake(): Promise<void> {
    await customElements.whenDefined("revo-grid");
    await this.element.componentOnReady();
    this.#isReady = true;
    this.#nameParts();
    this.restyled();
    this.#push(true);
  }

  #nameParts(): void {
    nameParts(this.element, this.#owner.description, this.#isEditable());
  }

  #push(isNewList: boolean): void {
    this.element.rowHeaders = this.#drawing.gutter();
    this.#fit();
    this.element.source = this.#owner.rows.list as unknown as never[];
    if (!isNewList || !this.#top) return;
    this.#top = 0;
    void this.element.scrollToRow(0);
  }

  filled(from: number, to: number): void {
    this.changed(this.#owner.rows.list.slice(from, to));
    this.#tell();
    this.changing.makeEarly();
  }

  changed(rows: readonly Row[]): void {
    if (this.#drawing.measure(rows) && this.#isReady) this.restyled();
    this.redraw();
  }

  redraw(): void {
    if (this.#isReady) void this.#renew();
  }

  /** RevoGrid draws from a copy of the list, where what has come since is still missing. */
  async #renew(): Promise<void> {
    const store = await this.element.getSourceStore("rgRow");
    store.set("source", [...this.#owner.rows.list] as unknown as never[]);
  }

  restyled(): void {
    this.element.columns = this.#drawing.columns();
  }

  filtering(): void {
    this.element.classList.toggle("is-filtering", this.#owner.taste.isFiltering);
    this.restyled();
  }

  reveal(column: Column): void {
    const place = this.parts().main.indexOf(column);
    if (place >= 0) void this.element.scrollToColumnIndex(place);
  }

  focus(): void {
    this.go(this.#spot ?? this.#lastSpot ?? { y: 0, x: 0, part: this.parts().frozen.length ? FROZEN : MAIN });
  }

  inSight(): readonly [number, number] {
    const first = Math.floor(this.#top / ROW_HEIGHT);
    return [first, first + Math.ceil(this.element.clientHeight / ROW_HEIGHT)];
  }

  remove(): void {
    this.#observer.disconnect();
    this.#pointing.remove();
    this.#field.close();
    this.#keys.remove();
    this.element.remove();
  }

  parts(): ReturnType<Drawing["parts"]> {
    return this.#drawing.parts();
  }

  /** All columns that are seen, the frozen ones first. */
  shown(): readonly Column[] {
    const { frozen, main } = this.parts();
    return [...frozen, ...main];
  }

  /** The place of a cell among all that are seen. */
  corner({ y, x, part }: Spot): Corner {
    return { y, x: part === FROZEN ? x : this.parts().frozen.length + x };
  }

  /** What is selected; columns are counted as they are seen. */
  get area(): RangeArea | null {
    return this.#selecting.area;
  }

  columnAt({ x, part }: Pick<Spot, "x" | "part">): Column | undefined {
    const { frozen, main } = this.parts();
    return part === FROZEN ? frozen[x] : main[x];
  }

  rowAt(y: number): Row | undefined {
    return this.#owner.rows.list[y];
  }

  /** Move the focus, scrolling when it would leave the sight. */
  go(spot: Spot): void {
    const y = Math.max(0, this.changing.hasCome ? Math.min(spot.y, this.#owner.rows.list.length - 1) : spot.y);
    this.take({ ...spot, y });
    if (!this.#isReady || !this.changing.hasCome) return;
    this.#show(y);
    if (!this.element.contains(document.activeElement)) this.element.focus({ preventScroll: true });
    void this.#focusRevo({ ...spot, y });
  }

  /** The selection grows by so many rows and columns, or shrinks. */
  stretch(dy: number, dx: number): void {
    const far = this.#selecting.stretch(dy, dx);
    if (!far) return;
    this.#pointing.left();
    this.#show(far.y);
    this.measure();
  }

  /** What is typed in a cell is accepted. */
  accept(): void {
    this.#field.accept(null);
  }

  /** Sum up what is selected, once it rests. */
  measure(): void {
    this.#measuring.later();
  }

  selectAll(): void {
    this.#selecting.all();
    this.measure();
  }

  #show(y: number): void {
    const [first, last] = this.inSight();
    if (y < first || y > last - 3) void this.element.scrollToRow(y < first ? y : Math.max(0, y - (last - first) + 4));
  }

  /** The focus is there from now on, or nowhere; RevoGrid is not told. */
  take(spot: Spot | null): void {
    this.#spot = spot;
    this.#selecting.forget();
    this.#lastSpot = spot ?? this.#lastSpot;
    this.#pointing.left();
    this.#isAtStart = false;
    this.#tell();
    this.measure();
  }

  #tell(): void {
    const [row, column] = this.#spot ? [this.rowAt(this.#spot.y), this.columnAt(this.#spot)] : [];
    if (!row || !column || (row === this.#told?.row && column === this.#told.column && row.key === this.#told.key)) return;
    this.#told = { row, column, key: row.key };
    this.#owner.focused({ row, column });
  }

  async #focusRevo({ x, y, part }: Spot): Promise<void> {
    await this.element.setCellsFocus({ x, y }, { x, y }, part, "rgRow");
  }

  /** Out of the grid, so that Tab goes to the rest of the page. */
  leave(): void {
    this.take(null);
    void this.element.clearFocus();
    this.element.focus({ preventScroll: true });
  }

  /** Tab goes from the frozen part into the main one and back; at the end of a row to the next one, unless it must stay. */
  across(step: number, mustStay = false): void {
    const spot = this.#spot;
    if (!spot) return;
    const { frozen, main } = this.parts();
    const place = (spot.part === FROZEN ? spot.x : frozen.length + spot.x) + step;
    const isOut = place < 0 || place >= frozen.length + main.length;
    if (!isOut) return this.go({ y: spot.y, ...(place < frozen.length ? { x: place, part: FROZEN } : { x: place - frozen.length, part: MAIN }) });
    if (!mustStay && spot.y + step >= 0) this.go(this.edge(spot.y + step, step < 0));
  }

  /** The first or the last cell of a row. */
  edge(y: number, isLast: boolean): Spot {
    const { frozen, main } = this.parts();
    return isLast || !frozen.length ? { y, x: isLast ? main.length - 1 : 0, part: MAIN } : { y, x: 0, part: FROZEN };
  }

  /** A row that is still on its way may be typed into as well. */
  mayType(spot: Spot): boolean {
    const column = this.columnAt(spot);
    const row = this.rowAt(spot.y);
    return column !== undefined && column.editable && (this.changing.isOnItsWay(row) || (row !== undefined && this.cells.isEditable(row, column)));
  }

  /** Begin editing the focused cell with its value. */
  editHere(): void {
    const [row, column] = this.#spot ? [this.rowAt(this.#spot.y), this.columnAt(this.#spot)] : [];
    if (row && column) this.#type(column.type === "choice" ? this.cells.raw(row, column) : this.cells.plain(row, column), false);
  }

  /** Begin anew with what was pressed. */
  typeHere(text: string): void {
    this.#type(text, true);
  }

  #type(text: string, isAfresh: boolean): void {
    const spot = this.#spot;
    const column = spot && this.columnAt(spot);
    if (!spot || !column || !this.mayType(spot)) return;
    this.#field.open({
      column, text, isAfresh, label: [column.title, this.cells.name(this.rowAt(spot.y))].filter(Boolean).join(" · "),
      cell: () => this.#cellAt(spot),
      accepted: (value, step) => this.#accepted(spot, column, value, step),
      dropped: () => this.go(spot),
    });
  }

  #accepted(spot: Spot, column: Column, text: string, step: Step | null): void {
    this.changing.type(spot.y, column, text);
    if (step?.dx) this.across(step.dx);
    else if (step) this.go({ ...spot, y: spot.y + step.dy });
  }

  #cellAt({ y, x, part }: Spot): Element | null {
    return this.element.querySelector(`revogr-viewport-scroll.${part} revogr-data[type=rgRow] .rgCell[data-rgrow="${y}"][data-rgcol="${x}"]`);
  }

  /** The column of the focus goes a place on, and the focus with it. */
  moveColumn(spot: Spot, way: number): void {
    const [column, other] = [this.columnAt(spot), this.columnAt({ ...spot, x: spot.x + way })];
    if (!column || !other) return;
    this.#owner.moveColumn(column.name, other.name);
    this.go({ ...spot, x: spot.x + way });
  }

  /** Rows and columns of the area, in order; whether all of its rows are there. */
  block({ y, x, y1, x1 }: RangeArea): { readonly rows: readonly Row[]; readonly columns: readonly Column[]; readonly isWhole: boolean } {
    const all = this.#owner.rows.list.slice(y, y1 + 1);
    return { rows: all.filter((row) => row.key !== null), columns: this.shown().slice(x, x1 + 1), isWhole: all.every((row) => row.values) };
  }

  #configure(): void {
    Object.assign(this.element, {
      theme: "default", rowSize: ROW_HEIGHT, range: true, resize: true, filter: false, applyOnClose: true, canDrag: false,
      useClipboard: true, hideAttribution: true, frameSize: 4, rowClass: "rowClass", readonly: !this.#isEditable(),
      rowHeaders: this.#drawing.gutter(), columns: this.#drawing.columns(),
    });
    this.element.className = "grid";
    this.element.classList.toggle("is-filtering", this.#owner.taste.isFiltering);
  }

  #isEditable(): boolean {
    return this.#owner.description.columns.some(({ editable }) => editable);
  }

  #listen(): void {
    const on = <D>(name: string, act: (detail: D, event: CustomEvent<D>) => void): void =>
      this.element.addEventListener(name, (event) => act((event as CustomEvent<D>).detail, event as CustomEvent<D>));
    on<{ dimension: string; coordinate: number }>("viewportscroll", (detail) => this.#scrolled(detail));
    on<{ rowIndex: number; colIndex: number; colType: DimensionCols }>("afterfocus", (detail, event) => {
      const told: Spot = { y: detail.rowIndex, x: detail.colIndex, part: detail.colType };
      if (this.#isFocusKept() || this.#isElsewhere(told)) event.preventDefault(); // or RevoGrid's plugin for screen readers takes the focus into the cell
    });
    // RevoGrid puts the place back in the frame after; what is told in the second one stays
    on("resizeviewport", () => window.requestAnimationFrame(() => window.requestAnimationFrame(() => this.#keepTyped())));
    on<RangeArea>("setrange", (area) => {
      this.#pointing.selected(area);
      this.measure();
    });
    on<{ pin?: DimensionCols; startPosition: { itemIndex: number }; newPosition: { itemIndex: number } }>("beforecolumndragend", ({ pin, startPosition, newPosition }, event) => {
      event.preventDefault(); // the order is ours: it is kept, and exports follow it
      this.#dragged(pin ?? MAIN, startPosition.itemIndex, newPosition.itemIndex);
    });
    on<{ column: ColumnRegular; originalEvent: MouseEvent }>("beforeheaderclick", ({ column, originalEvent }) => this.#headClicked(column, originalEvent));
    on("aftersourceset", () => this.#begin());
    on("afterheaderrender", () => this.#isReady && this.#nameParts());
    on("beforeeditstart", (_, event) => event.preventDefault());
    on<{ rowIndex: number; prop: string; val: string }>("beforeedit", ({ rowIndex, prop, val }, event) => {
      event.preventDefault();
      this.changing.told([[rowIndex, prop, val]]);
    });
    on<{ data: Record<number, Record<string, unknown>> }>("beforerangeedit", ({ data }, event) => {
      event.preventDefault();
      this.changing.told(flat(data));
    });
    on<{ dataText: string; event: ClipboardEvent }>("beforepasteapply", ({ dataText, event: native }, event) => {
      event.preventDefault();
      native.preventDefault();
      void this.changing.paste(dataText);
    });
    on<{ event: DataTransfer; data?: unknown }>("beforecopyapply", ({ event: transfer }, event) => {
      event.preventDefault();
      if (this.changing.copied) transfer.setData("text/plain", this.changing.copied);
    });
    on("clipboardrangecopy", () => this.changing.copy());
    on<Record<number, ColumnRegular>>("aftercolumnresize", (changed) => this.#drawing.resized(Object.values(changed)));
    const mouse = (name: string, act: (event: MouseEvent) => void): void =>
      this.element.addEventListener(name, (event: Event) => event instanceof MouseEvent && act(event));
    mouse("click", (event) => this.#clicked(event));
    mouse("dblclick", (event) => this.#doubleClicked(event));
  }

  /** In a field, in the panel beside it, whose opening moves the cells; and where the page has just come: Tab begins at its head. */
  #isFocusKept(): boolean {
    const at = document.activeElement;
    return this.isTyping || at?.closest(".filter, .options, [data-panel]") !== null || (this.#isAtStart && at === document.body);
  }

  #scrolled({ dimension, coordinate }: { dimension: string; coordinate: number }): void {
    if (dimension !== "rgRow") return;
    this.#top = coordinate;
    const [first, last] = this.inSight();
    this.#owner.rows.want(first, last);
  }

  /** Word of a place from which we have moved on meanwhile. */
  #isElsewhere({ y, x, part }: Spot): boolean {
    return !this.#spot || this.#spot.y !== y || this.#spot.x !== x || this.#spot.part !== part;
  }

  #dragged(part: DimensionCols, from: number, to: number): void {
    const [column, other] = [this.columnAt({ x: from, part }), this.columnAt({ x: to, part })];
    if (column && other && column !== other) this.#owner.moveColumn(column.name, other.name);
  }

  #headClicked(column: ColumnRegular, event: MouseEvent): void {
    const own = this.#drawing.columnOf(column);
    if (own) this.#owner.sortBy(own.name, event.shiftKey || event.ctrlKey);
    else if (this.#owner.mayPick) this.#owner.pickAll();
  }

  /** On the gutter picks the row, on its name opens its details. */
  #clicked(event: MouseEvent): void {
    const row = this.#rowUnder(event);
    if (!row?.key || !(event.target instanceof Element)) return;
    if (event.target.closest(".opens")) this.#owner.openPanel(row);
    else if (this.#owner.mayPick && event.target.closest(".rowHeaders .rgCell")) this.#owner.pick(row, event.shiftKey);
  }

  #rowUnder(event: MouseEvent): Row | undefined {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>(".rgCell") : null;
    return cell ? this.rowAt(Number(cell.dataset["rgrow"])) : undefined;
  }

  #doubleClicked(event: MouseEvent): void {
    const row = this.#rowUnder(event);
    if (event.target instanceof Element && event.target.closest(".is-editable")) this.editHere();
    else if (row) this.#owner.openPanel(row);
  }

  /** Where the grid has become narrower, as beside a panel, the first column that is typed into stays in sight. */
  #keepTyped(): void {
    const part = this.element.querySelector(`revogr-viewport-scroll.${MAIN}`);
    if (!part) return;
    const end = this.#drawing.endOfTyped();
    if (part.clientWidth < this.#room && end > part.scrollLeft + part.clientWidth) part.scrollLeft = end - part.clientWidth;
    this.#room = part.clientWidth;
  }

  #fit(): void {
    if (this.#drawing.isGrowing) this.element.columns = this.#drawing.columns();
    const [first, last] = this.inSight();
    this.#owner.rows.want(first, last);
  }
}

function flat(data: Record<number, Record<string, unknown>>): [number, string, unknown][] {
  return Object.entries(data).flatMap(([y, cells]) => Object.entries(cells).map(([prop, value]): [number, string, unknown] => [Number(y), prop, value]));
}
