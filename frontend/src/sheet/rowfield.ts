/** A cell of a row as a field of its own, where there is no grid to type into: in the plain list, in the panel of details. */
import type { Column, Description } from "../description";
import { el } from "../dom";
import { isNumeric, typed } from "../format";
import { say } from "../words";
import { Cells } from "./cells";
import type { Edit } from "./edits";
import type { Row } from "./rows";

export interface FieldOwner {
  readonly description: Description;
  edit(edits: readonly Edit[]): void;
  /** Somebody has come into the field. */
  entered(row: Row, column: Column): void;
}

export function rowField(row: Row, column: Column, owner: FieldOwner): HTMLElement {
  const state = row.typed?.get(column.name);
  const change = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) owner.edit([{ row, column, value: typed(target.value, column, owner.description.locale) }]);
    if (target instanceof HTMLSelectElement) owner.edit([{ row, column, value: target.value }]);
  };
  const cells = new Cells(owner.description);
  const said = { name: column.name, "data-key": row.key, class: state ? `is-${state.state}` : "", focus: () => owner.entered(row, column), change };
  const input = column.type === "choice"
    ? el("select", said, ...column.choices.map(([value, title]) => el("option", { value, selected: value === cells.raw(row, column) }, title)))
    : el("input", { ...said, type: "text", inputmode: isNumeric(column.type) ? "decimal" : "text", value: cells.plain(row, column), autocomplete: "off" });
  const why = state?.refusals.map(({ text, help }) => [text, help].filter(Boolean).join(" ")).join("\n");
  const error = why ? el("small.error", { role: "alert" }, why) : null;
  return el(isNumeric(column.type) || column.type === "choice" ? "label.quantity" : "label.quantity.is-text", {}, el("small", {}, column.title), input, error, ...suggestions(row, column, owner));
}

function suggestions(row: Row, column: Column, owner: FieldOwner): HTMLElement[] {
  const values = (row.typed?.get(column.name)?.refusals ?? []).flatMap(({ suggest }) => (suggest ? [suggest] : []));
  return values.map((value) => el("button.btn", { type: "button", click: () => owner.edit([{ row, column, value }]) }, `${say("put")} ${value}`));
}
