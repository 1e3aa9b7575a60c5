/** How RevoGrid draws a sheet: its columns with their widths, heads and cells, the gutter at the left. */
import type { CellProps, CellTemplateProp, ColumnRegular, ColumnTemplateProp, HyperFunc, VNode } from "@revolist/revogrid";
import { markOf } from "../address";
import type { Column } from "../description";
import { count, isNumeric } from "../format";
import { say } from "../words";
import type { Cells } from "./cells";
import { Row } from "./rows";
import { arranged } from "./taste";
import type { Arrangement } from "./taste";
import type { ViewOwner } from "./view";
import { Widths } from "./widths";

type Render = HyperFunc<VNode>;

export class Drawing {
  readonly #owner: ViewOwner;
  readonly #cells: Cells;
  readonly #place: HTMLElement;
  readonly #needed: Widths;
  /** Whether the cell is selected and RevoGrid doesn't draw it so. */
  readonly #isMarked: (y: number, column: Column) => boolean;

  constructor(owner: ViewOwner, cells: Cells, place: HTMLElement, isMarked: (y: number, column: Column) => boolean) {
    this.#isMarked = isMarked;
    this.#owner = owner;
    this.#cells = cells;
    this.#place = place;
    this.#needed = new Widths(owner.description.columns, cells, getComputedStyle(place).fontFamily);
    giveProperties(owner.description.columns.length);
  }

  parts(): Arrangement {
    return arranged(this.#owner.description.columns, this.#owner.taste);
  }

  #shown(): readonly Column[] {
    const { frozen, main } = this.parts();
    return [...frozen, ...main];
  }

  get #widths(): ReadonlyMap<string, number> {
    return this.#owner.taste.widths;
  }

  /** Rows have come or were changed; whether a column must be drawn wider now. */
  measure(rows: Iterable<Row>): boolean {
    return this.#needed.measure(rows);
  }

  get isGrowing(): boolean {
    return this.#shown().some(({ grow, name }) => grow && !this.#widths.has(name));
  }

  /** The person has dragged these to their widths. */
  resized(columns: readonly ColumnRegular[]): void {
    const widths = new Map(this.#widths);
    for (const column of columns) {
      const own = this.columnOf(column);
      if (own && column.size) widths.set(own.name, column.size);
    }
    this.#owner.widened(widths);
  }

  columnOf(column: ColumnRegular): Column | undefined {
    const prop: unknown = column.prop;
    return typeof prop === "string" && prop.startsWith("c") ? this.#owner.description.columns[Number(prop.slice(1))] : undefined;
  }

  prop(column: Column): string {
    return `c${this.#cells.place(column)}`;
  }

  #width(column: Column): number {
    const usual = this.#usual(column);
    return column.grow && !this.#widths.has(column.name) ? Math.max(usual, this.#spare(column)) : usual;
  }

  /** As somebody has dragged it, else what its values need. */
  #usual(column: Column): number {
    return this.#widths.get(column.name) ?? Math.max(column.width, this.#needed.of(column));
  }

  /** Where the first column that is typed into ends, from the beginning of the part that scrolls; 0 where none is. */
  endOfTyped(): number {
    const { main } = this.parts();
    const place = main.findIndex(({ editable }) => editable);
    return main.slice(0, place + 1).reduce((sum, column) => sum + this.#width(column), 0);
  }

  #spare(column: Column): number {
    const others = this.#shown().filter((other) => other !== column);
    const taken = others.reduce((sum, other) => sum + this.#usual(other), 0);
    return (this.#place.clientWidth) - taken - this.#gutterWidth() - 1;
  }

  #gutterWidth(): number {
    const digits = String(this.#owner.rows.list.length || this.#owner.description.total || 1).length;
    return Math.max(34, 14 + digits * 7) + (this.#owner.mayPick ? 18 : 0);
  }

  /** The numbers of the rows, with boxes where rows can be picked. */
  gutter(): ColumnRegular {
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

  columns(): ColumnRegular[] {
    const { frozen, main } = this.parts();
    return [...frozen.map((column) => this.#column(column, true)), ...main.map((column) => this.#column(column, false))];
  }

  #column(column: Column, isFrozen: boolean): ColumnRegular {
    const made: ColumnRegular = {
      prop: this.prop(column),
      name: column.title,
      size: this.#width(column),
      minSize: 32,
      readonly: ({ model }) => !(model instanceof Row) || !this.#cells.isEditable(model, column),
      columnTemplate: (h: Render, _: ColumnTemplateProp) => this.#head(h, column),
      columnProperties: () => this.#headProperties(column),
      cellTemplate: (h: Render, { model }: CellTemplateProp) => (model instanceof Row ? this.#cell(h, model, column) : ""),
      cellProperties: ({ model, rowIndex }) => (model instanceof Row && !model.isHeading ? this.#properties(model, column, rowIndex) : {}),
    };
    return isFrozen ? { ...made, pin: "colPinStart" } : made;
  }

  #properties(row: Row, column: Column, y: number): CellProps {
    const title = this.#cells.title(row, column);
    return {
      class: { ...this.#cells.classes(row, column), "is-selected": this.#isMarked(y, column) },
      title: title ?? (this.#isCut(row, column) ? this.#cells.text(row, column) : ""),
      ...(title ? { "aria-invalid": "true" } : {}),
      ...(column.editable ? { "aria-readonly": String(!this.#cells.isEditable(row, column)) } : {}),
    };
  }

  #head(h: Render, column: Column): VNode[] {
    const mark = markOf(this.#owner.sort, column.name);
    const sign = mark && h("span", { class: "sorted" }, (mark.descending ? "▼" : "▲") + (mark.place || ""));
    const line = h("div", { class: "titled" }, [h("span", { class: "head" }, column.title), ...(sign ? [sign] : [])]);
    if (!this.#owner.taste.isFiltering) return [line];
    // the slot has no children of RevoGrid's: what we put there stays ours while it draws
    const slot = h("div", { class: "slot", ref: (place?: HTMLElement) => this.#owner.filters.put(place ?? null, column) });
    return [line, slot];
  }

  #headProperties(column: Column): CellProps {
    const mark = markOf(this.#owner.sort, column.name);
    const sorted = mark ? (mark.descending ? "descending" : "ascending") : "none";
    return {
      class: { "is-number": isNumeric(column.type), "is-sortable": column.sortable },
      title: [column.hint ?? column.title, column.sortable ? "" : this.#owner.notSorted(column.name)].filter(Boolean).join("\n"),
      ...(column.sortable ? { "aria-sort": sorted } : { "aria-description": this.#owner.notSorted(column.name) }),
    };
  }

  #cell(h: Render, row: Row, column: Column): VNode | string {
    if (row.isHeading) return this.#heading(h, row, column);
    const text = this.#isCut(row, column) ? "#####" : this.#cells.text(row, column);
    const link = this.#cells.link(row, column);
    if (link && text) return h("a", { href: link, tabIndex: -1 }, text);
    return text && this.#opens(column) ? h("span", { class: "opens", title: say("k_panel") }, text) : text;
  }

  /** As in Excel: of a number that has no room nothing is shown rather than a part. */
  #isCut(row: Row, column: Column): boolean {
    const width = this.#widths.get(column.name);
    return width !== undefined && this.#needed.isCut(this.#cells.text(row, column), column, width);
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
