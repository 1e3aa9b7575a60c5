/** What a block that was copied from Excel means for the rows of a part: which of its columns is which. */
import type { ColumnOf } from "./described";

export interface Meant {
  /** The cell into which each column of the block goes; null: none has that place. */
  readonly names: readonly (string | null)[];
  readonly rows: readonly (readonly string[])[];
  /** Steps of one table: no other table is written over. */
  readonly isLadder: boolean;
}

const FROM = /^(?:от|с|from|≥|>=)\s*(?=\d)/iu;
const NUMBER = /^[-−+]?\d[\d.,']*%?$/u;
const FORMULA = /^'*[=+\-@\t\r]/u;
const STEP = ["from", "value"];

/** Heads that were copied along name their columns; of two columns that hold steps, steps are made wherever they are put. */
export function meant(block: readonly (readonly string[])[], columns: readonly ColumnOf[], column: number): Meant {
  const rows = block.map((cells) => cells.map(unfenced));
  const named = byHeads(rows[0] ?? [], columns);
  if (named && rows.length > 1) return { names: named, rows: rows.slice(1), isLadder: false };
  const steps = stepsOf(rows);
  const into = columns[column]?.name ?? "";
  if (steps && STEP.every((name) => columns.some((one) => one.name === name)) && into !== "value") return { names: STEP, rows: steps, isLadder: true };
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const names = Array.from({ length: width }, (_, place) => columns[column + place]?.name ?? null);
  return { names, rows, isLadder: into === "from" };
}

function byHeads(heads: readonly string[], columns: readonly ColumnOf[]): (string | null)[] | null {
  const found = heads.map((head) => columns.find((one) => folded(one.title) === folded(head))?.name ?? null);
  const isHead = heads.some((head) => head.trim()) && heads.every((head, place) => !head.trim() || found[place]);
  return isHead ? found : null;
}

/** Two columns whose second one holds numbers, here and there perhaps what is none; above them may stand heads. */
function stepsOf(rows: readonly (readonly string[])[]): readonly (readonly string[])[] | null {
  if (!rows.length || rows.some((cells) => cells.length !== 2)) return null;
  const hasHead = rows.length > 1 && rows[0]?.every((cell) => !/\d/u.test(cell));
  const body = hasHead ? rows.slice(1) : rows;
  const numbers = body.filter((cells) => isNumber(cells[1] ?? "")).length;
  return numbers * 2 > body.length ? body : null;
}

export function isNumber(text: string): boolean {
  return NUMBER.test(text.trim().replace(FROM, "").replace(/[\s\u00a0\u202f\u2009]/gu, ""));
}

/** A text that Excel takes for no formula when it is pasted there; `unfenced` gives it back. */
export function fenced(text: string): string {
  return FORMULA.test(text) && !isNumber(text) ? `'${text}` : text;
}

export function unfenced(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll("ё", "е");
}
