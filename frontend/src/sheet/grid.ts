/** RevoGrid as the view of a sheet. All data stay in `Rows`; the grid draws, moves the focus and reports keys. */
import type { CellProps, ColumnRegular, HyperFunc, VNode, CellTemplateProp, ColumnTemplateProp, DimensionCols, RangeArea } from "@revolist/revogrid";
import { defineCustomElements } from "@revolist/revogrid/loader";
import { markOf } from "../address";
import type { Column } from "../description";
import { count, isNumeric, typed } from "../format";
import { say } from "../words";
import { toText, fromText } from "./block";
import { Cells } from "./cells";
import { editorOf } from "./editor";
import { GridKeys } from "./gridkeys";
import { Row } from "./rows";
import type { View, ViewOwner } from "./view";

export const ROW_HEIGHT = 24;
const FROZEN = "colPinStart" satisfies DimensionCols;
const MAIN = "rgCol" satisfies DimensionCols;

/** Where the focus is: a row, and a column by its place within the frozen or the main part. */
export interface Spot {
  readonly y: number;
  readonly x: number;
  readonly part: DimensionCols;
}

type Render = HyperFunc<VNode>;

export class GridView implements View {
  readonly element: HTMLRevoGridElement;
  readonly cells: Cells;
  readonly #owner: ViewOwner;
  readonly #widths = new Map<string, number>();
  readonly #observer: ResizeObserver;
  readonly #keys: GridKeys;
  #spot: Spot | null = null;
  #isReady = false;
  #top = 0;
  #measured = 0;

  constructor(owner: ViewOwner, place: HTMLElement) {
    void defineCustomElements();
    this.#owner = owner;
    this.cells = new Cells(owner.description);
    giveProperties(owner.description.columns.length);
    this.element = document.createElement("revo-grid");
    this.#configure();
    this.#listen();
    this.#keys = new GridKeys(this, owner);
    place.append(this.element);
    void this.#wake();
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(place);
  }

  get spot(): Spot | null {
    return this.#spot;
  }

  resized(isNewList: boolean): void {
    if (this.#isReady) this.#push(isNewList);
  }

  /** Properties given while RevoGrid wakes up may be lost: its watchers are not yet on. */
  async #wake(): Promise<void> {
    await customElements.whenDefined("revo-grid");
    await this.element.componentOnReady();
    this.#isReady = true;
    this.#push(true);
  }

  #push(isNewList: boolean): void {
    this.element.rowHeaders = this.#gutter();
    this.#fit();
    this.element.source = this.#owner.rows.list as unknown as never[];
    if (!isNewList || !this.#top) return;
    this.#top = 0;
    void this.element.scrollToRow(0);
  }

  filled(): void {
    void this.element.refresh("rgRow");
  }

  changed(): void {
    void this.element.refresh("rgRow");
  }

  sorted(): void {
    this.element.columns = this.#columns();
  }

  focus(): void {
    this.go(this.#spot ?? { y: 0, x: 0, part: this.parts().frozen.length ? FROZEN : MAIN });
  }

  inSight(): readonly [number, number] {
    const first = Math.floor(this.#top / ROW_HEIGHT);
    return [first, first + Math.ceil(this.element.clientHeight / ROW_HEIGHT)];
  }

  remove(): void {
    this.#observer.disconnect();
    this.#keys.remove();
    this.element.remove();
  }

  parts(): { readonly frozen: readonly Column[]; readonly main: readonly Column[] } {
    const { columns } = this.#owner.description;
    return { frozen: columns.filter(({ frozen }) => frozen), main: columns.filter(({ frozen }) => !frozen) };
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
    const y = Math.max(0, Math.min(spot.y, this.#owner.rows.list.length - 1));
    const [first, last] = this.inSight();
    if (y < first || y > last - 3) void this.element.scrollToRow(y < first ? y : Math.max(0, y - (last - first) + 4));
    if (!this.element.contains(document.activeElement)) this.element.focus({ preventScroll: true });
    void this.element.setCellsFocus({ x: spot.x, y }, { x: spot.x, y }, spot.part, "rgRow");
  }

  /** Out of the grid, so that Tab goes to the rest of the page. */
  leave(): void {
    this.#spot = null;
    void this.element.clearFocus();
    this.element.focus({ preventScroll: true });
  }

  /** Begin editing the focused cell with its value. */
  editHere(): void {
    if (!this.#spot) return;
    const column = this.columnAt(this.#spot);
    const row = this.rowAt(this.#spot.y);
    if (column && row && this.cells.isEditable(row, column)) void this.element.setCellEdit(this.#spot.y, this.#prop(column));
  }

  async range(): Promise<{ readonly area: RangeArea; readonly part: DimensionCols } | null> {
    const range = await this.element.getSelectedRange();
    return range ? { area: range, part: range.colType } : null;
  }

  /** Loaded rows and columns of the area, in order. */
  block(area: RangeArea, part: DimensionCols): { readonly rows: readonly Row[]; readonly columns: readonly Column[] } {
    const { frozen, main } = this.parts();
    const columns = (part === FROZEN ? frozen : main).slice(area.x, area.x1 + 1);
    const rows = this.#owner.rows.list.slice(area.y, area.y1 + 1).filter((row) => row.key !== null);
    return { rows, columns };
  }

  #configure(): void {
    Object.assign(this.element, {
      theme: "default", rowSize: ROW_HEIGHT, range: true, resize: true, filter: false, applyOnClose: true, canDrag: false,
      useClipboard: true, hideAttribution: true, frameSize: 4, rowClass: "rowClass", readonly: !this.#isEditable(),
      rowHeaders: this.#gutter(), columns: this.#columns(),
    });
    this.element.className = "grid";
  }

  #isEditable(): boolean {
    return this.#owner.description.columns.some(({ editable }) => editable);
  }

  #listen(): void {
    const on = <D>(name: string, act: (detail: D, event: CustomEvent<D>) => void): void =>
      this.element.addEventListener(name, (event) => act((event as CustomEvent<D>).detail, event as CustomEvent<D>));
    on<{ dimension: string; coordinate: number }>("viewportscroll", (detail) => this.#scrolled(detail));
    on<{ rowIndex: number; colIndex: number; colType: DimensionCols }>("afterfocus", (detail) => this.#focused(detail));
    on("setrange", () => this.#summarise());
    on<{ column: ColumnRegular; originalEvent: MouseEvent }>("beforeheaderclick", ({ column, originalEvent }) => this.#headClicked(column, originalEvent));
    on<{ rowIndex: number; prop: string; val: string }>("beforeedit", ({ rowIndex, prop, val }, event) => {
      event.preventDefault();
      this.#edited([[rowIndex, prop, val]]);
    });
    on<{ data: Record<number, Record<string, unknown>> }>("beforerangeedit", ({ data }, event) => {
      event.preventDefault();
      this.#edited(flat(data));
    });
    on<{ dataText: string; event: ClipboardEvent }>("beforepasteapply", ({ dataText, event: native }, event) => {
      event.preventDefault();
      native.preventDefault();
      void this.#pasted(dataText);
    });
    on<{ event: DataTransfer; data?: unknown }>("beforecopyapply", ({ event: transfer }, event) => {
      event.preventDefault();
      transfer.setData("text/plain", this.#copied);
    });
    on<{ range: RangeArea; colType: DimensionCols }>("clipboardrangecopy", ({ range, colType }) => this.#copy(range, colType));
    on<Record<number, ColumnRegular>>("aftercolumnresize", (changed) => this.#resizedColumns(Object.values(changed)));
    const mouse = (name: string, act: (event: MouseEvent) => void): void =>
      this.element.addEventListener(name, (event: Event) => event instanceof MouseEvent && act(event));
    mouse("click", (event) => this.#clicked(event));
    mouse("dblclick", (event) => this.#doubleClicked(event));
  }

  #copied = "";

  #copy(area: RangeArea, part: DimensionCols): void {
    const { rows, columns } = this.block(area, part);
    this.#copied = toText(rows.map((row) => columns.map((column) => this.cells.plain(row, column))));
  }

  async #pasted(text: string): Promise<void> {
    const spot = this.#spot;
    const block = fromText(text);
    if (!spot || !block.length) return;
    const range = await this.range();
    const isFill = block.length === 1 && block[0]?.length === 1 && range !== null;
    const edits: [number, Column, string][] = [];
    if (isFill) this.#each(range.area, range.part, (y, column) => edits.push([y, column, block[0]?.[0] ?? ""]));
    else block.forEach((line, dy) => line.forEach((value, dx) => {
      const column = this.columnAt({ x: spot.x + dx, part: spot.part });
      if (column) edits.push([spot.y + dy, column, value]);
    }));
    await this.#owner.rows.ensure(spot.y, spot.y + block.length);
    this.#make(edits);
  }

  #each(area: RangeArea, part: DimensionCols, act: (y: number, column: Column) => void): void {
    for (let y = area.y; y <= area.y1; y += 1) {
      for (let x = area.x; x <= area.x1; x += 1) {
        const column = this.columnAt({ x, part });
        if (column) act(y, column);
      }
    }
  }

  #edited(changes: readonly (readonly [number, string, unknown])[]): void {
    const { columns } = this.#owner.description;
    this.#make(changes.flatMap(([y, prop, value]) => {
      const column = columns[Number(prop.slice(1))];
      return column ? [[y, column, String(value ?? "")] as const] : [];
    }));
  }

  #make(changes: readonly (readonly [number, Column, string])[]): void {
    const { locale } = this.#owner.description;
    const edits = changes.flatMap(([y, column, text]) => {
      const row = this.rowAt(y);
      if (!row || !this.cells.isEditable(row, column)) return [];
      const value = typed(text, column, locale);
      return value === typed(this.cells.plain(row, column), column, locale) ? [] : [{ row, column, value }];
    });
    this.#owner.edit(edits);
  }

  /** Ctrl+D: the first row of the selection goes into the rows below it. */
  async fillDown(): Promise<void> {
    const range = await this.range();
    if (!range) return;
    const { area, part } = range;
    const source = this.rowAt(area.y);
    const edits: [number, Column, string][] = [];
    this.#each({ ...area, y: area.y + 1 }, part, (y, column) => source && edits.push([y, column, this.cells.plain(source, column)]));
    this.#make(edits);
  }

  #scrolled({ dimension, coordinate }: { dimension: string; coordinate: number }): void {
    if (dimension !== "rgRow") return;
    this.#top = coordinate;
    const [first, last] = this.inSight();
    this.#owner.rows.want(first, last);
  }

  #focused({ rowIndex, colIndex, colType }: { rowIndex: number; colIndex: number; colType: DimensionCols }): void {
    this.#spot = { y: rowIndex, x: colIndex, part: colType };
    const column = this.columnAt(this.#spot);
    const row = this.rowAt(rowIndex);
    if (column && row) this.#owner.focused({ row, column });
    this.#summarise();
  }

  #summarise(): void {
    const measured = (this.#measured += 1);
    window.setTimeout(() => measured === this.#measured && void this.#measure(), 80);
  }

  async #measure(): Promise<void> {
    const range = await this.range();
    if (!range) return this.#owner.selected([]);
    const { rows, columns } = this.block(range.area, range.part);
    const numeric = columns.filter(({ type }) => isNumeric(type));
    this.#owner.selected(rows.flatMap((row) => numeric.map((column) => this.cells.raw(row, column))));
  }

  #headClicked(column: ColumnRegular, event: MouseEvent): void {
    const own = this.#columnOf(column);
    if (own?.sortable) this.#owner.sortBy(own.name, event.shiftKey || event.ctrlKey);
    else if (!own && this.#owner.mayPick) this.#owner.pickAll();
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
    if (row && !(event.target instanceof Element && event.target.closest(".is-editable"))) this.#owner.openPanel(row);
  }

  #resizedColumns(columns: readonly ColumnRegular[]): void {
    for (const column of columns) {
      const own = this.#columnOf(column);
      if (own && column.size) this.#widths.set(own.name, column.size);
    }
  }

  #columnOf(column: ColumnRegular): Column | undefined {
    const prop: unknown = column.prop;
    return typeof prop === "string" && prop.startsWith("c") ? this.#owner.description.columns[Number(prop.slice(1))] : undefined;
  }

  #prop(column: Column): string {
    return `c${this.cells.place(column)}`;
  }

  #fit(): void {
    const growing = this.#owner.description.columns.some(({ grow, name }) => grow && !this.#widths.has(name));
    if (growing) this.element.columns = this.#columns();
    const [first, last] = this.inSight();
    this.#owner.rows.want(first, last);
  }

  #width(column: Column): number {
    const set = this.#widths.get(column.name);
    if (set) return set;
    return column.grow ? Math.max(column.width, this.#spare(column)) : column.width;
  }

  #spare(column: Column): number {
    const others = this.#owner.description.columns.filter((other) => other !== column);
    const taken = others.reduce((sum, other) => sum + (this.#widths.get(other.name) ?? other.width), 0);
    return (this.element.parentElement?.clientWidth ?? 0) - taken - this.#gutterWidth() - 1;
  }

  #gutterWidth(): number {
    const digits = String(this.#owner.rows.list.length || this.#owner.description.total || 1).length;
    return Math.max(34, 14 + digits * 7) + (this.#owner.mayPick ? 18 : 0);
  }

  #gutter(): ColumnRegular {
    const { locale } = this.#owner.description;
    return {
      prop: "row", size: this.#gutterWidth(), name: "",
      cellTemplate: (h: Render, { model, rowIndex }: CellTemplateProp) => {
        if (!(model instanceof Row) || model.isHeading) return "";
        const box = this.#owner.mayPick ? h("input", { type: "checkbox", tabIndex: -1, checked: model.isPicked, "aria-label": say("k_pick") }) : null;
        return [box, h("span", {}, count(rowIndex + 1, locale))];
      },
    };
  }

  #columns(): ColumnRegular[] {
    return this.#owner.description.columns.map((column) => this.#column(column));
  }

  #column(column: Column): ColumnRegular {
    const made: ColumnRegular = {
      prop: this.#prop(column),
      name: column.title,
      size: this.#width(column),
      minSize: 32,
      readonly: ({ model }) => !(model instanceof Row) || !this.cells.isEditable(model, column),
      editor: editorOf(column, this.cells, (dy) => this.#leave(dy)),
      columnTemplate: (h: Render, _: ColumnTemplateProp) => this.#head(h, column),
      columnProperties: () => this.#headProperties(column),
      cellTemplate: (h: Render, { model }: CellTemplateProp) => (model instanceof Row ? this.#cell(h, model, column) : ""),
      cellProperties: ({ model }) => (model instanceof Row && !model.isHeading ? { class: this.cells.classes(model, column), title: this.cells.title(model, column) ?? "" } : {}),
    };
    return column.frozen ? { ...made, pin: FROZEN } : made;
  }

  #leave(dy: number): void {
    if (this.#spot) this.go({ ...this.#spot, y: this.#spot.y + dy });
  }

  #head(h: Render, column: Column): VNode[] {
    const mark = markOf(this.#owner.sort, column.name);
    const sign = mark && h("span", { class: "sorted" }, (mark.descending ? "▼" : "▲") + (mark.place || ""));
    return [h("span", { class: "head" }, column.title), ...(sign ? [sign] : [])];
  }

  #headProperties(column: Column): CellProps {
    const mark = markOf(this.#owner.sort, column.name);
    const sorted = mark ? (mark.descending ? "descending" : "ascending") : "none";
    return {
      class: { "is-number": isNumeric(column.type), "is-sortable": column.sortable },
      title: column.hint ?? column.title,
      ...(column.sortable ? { "aria-sort": sorted } : {}),
    };
  }

  #cell(h: Render, row: Row, column: Column): VNode | string {
    if (row.isHeading) return this.#heading(h, row, column);
    const text = this.cells.text(row, column);
    const link = this.cells.link(row, column);
    if (link && text) return h("a", { href: link, tabIndex: -1 }, text);
    return text && this.#opens(column) ? h("span", { class: "opens", title: say("k_panel") }, text) : text;
  }

  /** The first column names the row: a click on it opens the details. */
  #opens(column: Column): boolean {
    const { panel_url: panel, columns } = this.#owner.description;
    return panel !== null && column === columns[0] && !column.editable;
  }

  /** A heading's title stands once: in the first column, running over those at its right. */
  #heading(h: Render, row: Row, column: Column): VNode | string {
    const { frozen, main } = this.parts();
    if (column !== frozen[0] && column !== main[0]) return "";
    const tally = row.values?.[2];
    const title = [h("b", {}, String(row.values?.[1] ?? "")), h("span", {}, tally ? ` ${count(Number(tally), this.#owner.description.locale)}` : "")];
    const shift = column === main[0] ? frozen.reduce((sum, other) => sum + this.#width(other), 0) : 0;
    return h("div", { class: "heading", style: { marginLeft: `-${shift}px` } }, title);
  }
}

/** The grid reads a model by the column's property: c0, c1... are the values by place. */
function giveProperties(columns: number): void {
  for (let place = 0; place < columns; place += 1) {
    if (`c${place}` in Row.prototype) continue;
    Object.defineProperty(Row.prototype, `c${place}`, { get(this: Row) { return this.at(place) ?? ""; } });
  }
}

function flat(data: Record<number, Record<string, unknown>>): [number, string, unknown][] {
  return Object.entries(data).flatMap(([y, cells]) => Object.entries(cells).map(([prop, value]): [number, string, unknown] => [Number(y), prop, value]));
}
