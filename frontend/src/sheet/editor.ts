/** The cell's editor: a text field (or a choice) that begins with what was typed, or with the value for F2. */
import type { EditorBase, EditorCtrCallable, HyperFunc, VNode, ColumnDataSchemaModel, EditCell } from "@revolist/revogrid";
import type { Column } from "../description";
import type { Cells } from "./cells";
import { Row } from "./rows";

type Save = (value?: string, preventFocus?: boolean) => void;
type Close = (focusNext?: boolean) => void;

class CellEditor implements EditorBase {
  element: Element | null = null;
  declare editCell?: EditCell;
  #field: HTMLInputElement | HTMLSelectElement | null = null;
  readonly #initial: string;
  readonly #column: Column;
  readonly #save: Save;
  readonly #leave: (dy: number) => void;

  constructor(initial: string, column: Column, save: Save, leave: (dy: number) => void) {
    this.#initial = initial;
    this.#column = column;
    this.#save = save;
    this.#leave = leave;
  }

  componentDidRender(): void {
    this.#field?.focus({ preventScroll: true });
  }

  appendPendingInput(value: string): boolean {
    if (!(this.#field instanceof HTMLInputElement)) return false;
    this.#field.value += value;
    this.#field.focus({ preventScroll: true });
    return true;
  }

  getValue(): string {
    return this.#field?.value ?? "";
  }

  beforeDisconnect(): void {
    this.#field?.blur();
  }

  render(h: HyperFunc<VNode>): VNode {
    const ref = (field: HTMLInputElement | HTMLSelectElement): void => void (this.#field = field);
    const onKeyDown = (event: KeyboardEvent): void => this.#keyed(event);
    if (this.#column.type === "choice") return h("select", { ref, onKeyDown }, this.#options(h));
    const mode = this.#column.type === "text" ? "text" : "decimal";
    return h("input", { type: "text", inputMode: mode, autocomplete: "off", "aria-label": this.#column.title, value: this.#typed() ?? this.#initial, ref, onKeyDown });
  }

  #options(h: HyperFunc<VNode>): VNode[] {
    return this.#column.choices.map(([value, title]) => h("option", { value, selected: value === this.#initial }, title));
  }

  #typed(): string | null {
    const given: unknown = this.editCell?.val;
    return typeof given === "string" && given !== "" ? given : null;
  }

  /** Enter and Tab accept; up and down accept as well when the value was typed afresh, as in Excel. */
  #keyed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (event.key === "Tab") this.#accept();
    else if (event.key === "Enter" || (isVertical && this.#typed() !== null)) this.#acceptAndGo(event);
  }

  #acceptAndGo(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const isUp = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    this.#accept();
    this.#leave(isUp ? -1 : 1);
  }

  #accept(): void {
    const value = this.getValue();
    this.beforeDisconnect();
    this.#save(value, true);
  }
}

export function editorOf(column: Column, cells: Cells, leave: (dy: number) => void): EditorCtrCallable {
  return (schema: ColumnDataSchemaModel, save, _close: Close) => {
    const row: unknown = schema.model;
    const initial = row instanceof Row ? (column.type === "choice" ? cells.raw(row, column) : cells.plain(row, column)) : "";
    return new CellEditor(initial, column, save, leave);
  };
}
