/** What the server tells of the policy's page: its parts, what stands in them, what formulas may name. */

export type Row = Record<string, string>;
export type Cells = Record<string, Row[]>;

export interface ColumnOf {
  readonly name: string;
  readonly title: string;
  readonly kind: "formula" | "text";
  /** Value and words; none: anything may be typed. */
  readonly choices: readonly (readonly [string, string])[];
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly columns: readonly ColumnOf[];
  /** It has one row, always. */
  readonly single: boolean;
}

export interface Fault {
  readonly part: string | null;
  readonly row: number | null;
  readonly cell: string | null;
  /** Of a formula: the character that doesn't fit, from 1. */
  readonly place: number | null;
  readonly text: string;
  readonly help: string | null;
}

export interface Known {
  readonly name: string;
  readonly other: string;
  readonly kind: string;
  /** Parts that alone know it, as what is said of a price; none: all do. */
  readonly only_in: readonly string[];
}

export interface KnownFunction {
  readonly name: string;
  readonly other: string;
  readonly arguments: string;
  readonly text: string;
}

export interface Vocabulary {
  readonly fields: readonly Known[];
  readonly functions: readonly KnownFunction[];
}

export interface PolicySheet {
  readonly parts: readonly Part[];
  readonly cells: Cells;
  readonly edits: number;
  readonly faults: readonly Fault[];
  readonly vocabulary: Vocabulary;
  /** Groups and brands of which products may be tried together; none: they are tried one by one. */
  readonly kinds?: Readonly<Record<"group" | "brand", readonly string[]>>;
  readonly writes: boolean;
  readonly urls: Readonly<Record<"check" | "save" | "try" | "products", string>>;
  readonly words: Readonly<Record<string, string>>;
}
