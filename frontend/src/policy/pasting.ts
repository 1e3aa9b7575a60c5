/** What a block that was copied from Excel means for the rows of a part: which of its columns is which. */
import type { ColumnOf } from "./described";

export interface Meant {
  /** The cell into which each column of the block goes; null: none has that place. */
  readonly names: readonly (string | null)[];
  readonly rows: readonly (readonly string[])[];
  /** Over what stands there; as steps of one table, where no other is written over; as tables of their own. */
  readonly how: "over" | "steps" | "tables";
}

const FROM = /^(?:от|с|from|≥|>=)\s*(?=\d)/iu;
const NUMBER = /^[-−+]?\d[\d.,']*%?$/u;
const FORMULA = /^'*[=+\-@\t\r]/u;
const STEP = ["from", "value"];

/**
 * Heads that were copied along name their columns; of two columns that hold steps, steps are made wherever they are put;
 * of a sheet of bands (from across, brands down) a table for each row.
 */
export function meant(block: readonly (readonly string[])[], columns: readonly ColumnOf[], column: number): Meant {
  const rows = block.map((cells) => cells.map(unfenced));
  const named = byHeads(rows[0] ?? [], columns);
  if (named && rows.length > 1) return { names: named, rows: rows.slice(1), how: "over" };
  const steps = stepsOf(rows);
  const into = columns[column]?.name ?? "";
  const takesSteps = ["name", ...STEP].every((name) => columns.some((one) => one.name === name));
  if (steps && takesSteps && into !== "value") return { names: STEP, rows: steps, how: "steps" };
  const bands = takesSteps ? bandsOf(rows) : null;
  if (bands) return { names: ["name", ...STEP], rows: bands, how: "tables" };
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const names = Array.from({ length: width }, (_, place) => columns[column + place]?.name ?? null);
  return { names, rows, how: into === "from" ? "steps" : "over" };
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

/** Name, from and value of each cell of a sheet that has at least two bands. */
function bandsOf(rows: readonly (readonly string[])[]): string[][] | null {
  const [[, ...bands] = [], ...body] = rows;
  const isSheet = bands.length > 1 && body.length > 0 && bands.every(isNumber) && body.every(([name = ""]) => name.trim() && !isNumber(name));
  return isSheet ? body.flatMap(([name = "", ...values]) => bands.map((from, place) => [name, from, values[place] ?? ""])) : null;
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
