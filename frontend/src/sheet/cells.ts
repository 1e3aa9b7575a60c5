/** How one cell looks: its words, its classes, its tooltip. Shared by the grid and the plain list. */
import { joined } from "../address";
import type { Column, Description } from "../description";
import { isNumeric, plain, shown } from "../format";
import type { Row } from "./rows";

export class Cells {
  readonly #places: ReadonlyMap<string, number>;
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
    this.#places = new Map(description.columns.map((column, place) => [column.name, place]));
  }

  place(column: Column): number {
    return this.#places.get(column.name) ?? -1;
  }

  /** What the reader sees: his own typing first, then the server's value. */
  text(row: Row, column: Column): string {
    const typed = row.typed?.get(column.name);
    if (typed) return typed.state === "saving" ? shown(typed.value, column, this.#description.locale) : typed.value;
    return shown(row.at(this.place(column)), column, this.#description.locale);
  }

  /** What is copied, summed and edited. */
  plain(row: Row, column: Column): string {
    return plain(this.raw(row, column), column, this.#description.locale);
  }

  raw(row: Row, column: Column): string {
    return row.typed?.get(column.name)?.value ?? String(row.at(this.place(column)) ?? "");
  }

  /** By what the row is called. */
  name(row: Row | undefined): string {
    return row ? rowName(row, this.#description) : "";
  }

  link(row: Row, column: Column): string | null {
    if (!column.link || row.key === null) return null;
    return column.link.replace("{key}", encodeURIComponent(row.key));
  }

  classes(row: Row, column: Column): Record<string, boolean> {
    const tone = row.tones?.[column.name];
    const state = row.typed?.get(column.name)?.state;
    const classes: Record<string, boolean> = {
      "is-number": isNumeric(column.type),
      "is-editable": this.isEditable(row, column),
      "is-why": column.why,
    };
    if (column.tone) classes[`is-${column.tone}`] = true;
    if (tone) classes[`is-${tone}`] = true;
    if (state) classes[`is-${state}`] = true;
    return classes;
  }

  isEditable(row: Row, column: Column): boolean {
    return column.editable && row.key !== null;
  }

  title(row: Row, column: Column): string | undefined {
    const refusals = row.typed?.get(column.name)?.refusals;
    return refusals?.length ? refusals.map(({ text }) => text).join("\n") : undefined;
  }

  /** Address of a question about one cell or row. */
  static address(url: string, row: Row, parameters: Readonly<Record<string, string>>): string {
    return joined(url, { key: row.key ?? "", ...parameters });
  }
}

/** A row is called by its first column; where that is a day, many rows have it, and the first text says which it is. */
export function rowName(row: Row, { columns, locale }: Description): string {
  const [first] = columns;
  if (!row.values || !first) return "";
  if (row.key === null) return String(row.values[1] ?? "");
  const text = columns.findIndex(({ type, hidden }) => type === "text" && !hidden);
  const said = first.type === "date" || first.type === "moment" ? [text, 0] : [0];
  return said.flatMap((place) => (columns[place] ? shown(row.at(place), columns[place], locale) || [] : [])).join(" · ");
}
