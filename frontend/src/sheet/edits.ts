/** Edits on their way to the server: one at a time, in the order in which they were typed. */
import type { CellAnswer, CellsAnswer, Column, Description, RefusalWords, Status } from "../description";
import { Failed, Refused, onceKey, tell } from "../net";
import { say } from "../words";
import type { Row, Rows, Typed } from "./rows";

export interface Edit {
  readonly row: Row;
  readonly column: Column;
  readonly value: string;
}

interface Pending {
  readonly key: string | null;
  readonly typed: Map<string, Typed> | null;
}

export interface EditsOwner {
  readonly description: Description;
  readonly rows: Rows;
  /** Where an edit is sent, with what the row that comes back should tell. */
  address(url: string): string;
  changed(rows: readonly Row[]): void;
  status(status: Status): void;
  saving(state: "saving" | "saved" | "unsaved"): void;
}

export class Edits {
  readonly #owner: EditsOwner;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  readonly #undo: Edit[][] = [];
  #redo: Edit[][] = [];
  /** Cells that are typed and not accepted. Another row may move into the place of theirs, so they know it by its key. */
  readonly #open = new Map<Edit, Pending>();

  constructor(owner: EditsOwner) {
    this.#owner = owner;
  }

  /** Show the values at once, send them in one request when the server takes lists. */
  make(edits: readonly Edit[]): void {
    if (this.#put(edits, this.#undo)) this.#redo = [];
  }

  undo(): void {
    this.#put(this.#undo.pop() ?? [], this.#redo);
  }

  /** What was undone last is done again; whoever types anew has taken another way. */
  redo(): void {
    this.#put(this.#redo.pop() ?? [], this.#undo);
  }

  /** What stood there before goes onto the pile from which it can come back. */
  #put(edits: readonly Edit[], back: Edit[][]): boolean {
    const known = edits.filter(({ row, column }) => row.key !== null && column.editable);
    if (!known.length) return false;
    back.push(known.map((edit) => this.#before(edit)));
    for (const edit of known) mark(edit, "saving", []);
    for (const edit of known) this.#open.set(edit, { key: edit.row.key, typed: edit.row.typed });
    this.#owner.changed(known.map(({ row }) => row));
    this.#send(known);
    return true;
  }

  #before({ row, column }: Edit): Edit {
    const place = this.#owner.description.columns.indexOf(column);
    return { row, column, value: row.typed?.get(column.name)?.value ?? String(row.at(place) ?? "") };
  }

  #send(edits: readonly Edit[]): void {
    const { cells_url: cells, cell_url: cell } = this.#owner.description;
    this.#waiting += 1;
    this.#owner.saving("saving");
    const sending = async (): Promise<void> => {
      if (cells && (edits.length > 1 || !cell)) await this.#sendMany(cells, edits);
      else if (cell) for (const edit of edits) await this.#sendOne(cell, edit);
      this.#waiting -= 1;
      if (!this.#waiting) this.#owner.saving(this.#isUnsaved() ? "unsaved" : "saved");
    };
    this.#queue = this.#queue.then(sending);
  }

  #isUnsaved(): boolean {
    for (const [edit, { typed }] of this.#open) if (typed?.get(edit.column.name)?.value !== edit.value) this.#open.delete(edit);
    return this.#open.size > 0;
  }

  /** Refused cells take what their refusals suggest, and that is answered too. */
  async mend(): Promise<void> {
    const mended = [...this.#open].flatMap(([{ column }, { key, typed }]) => {
      const row = this.#owner.rows.byKey(key ?? "");
      const value = typed?.get(column.name)?.refusals.find(({ suggest }) => suggest)?.suggest;
      return row && value ? [{ row, column, value }] : [];
    });
    this.make(mended);
    await this.settled();
  }

  /** Done when all that is typed has been answered: an act on it would find what was there before. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** These rows have left the list, and what was typed into them with them. */
  forget(keys: readonly string[]): void {
    const gone = [...this.#open].filter(([, { key }]) => key !== null && keys.includes(key));
    for (const [edit, { typed }] of gone) typed?.delete(edit.column.name);
    if (gone.length && !this.#waiting) this.#owner.saving(this.#isUnsaved() ? "unsaved" : "saved");
  }

  async #sendOne(url: string, edit: Edit): Promise<void> {
    try {
      const body = { key: edit.row.key, column: edit.column.name, value: edit.value };
      this.#accept(edit, await tell<CellAnswer>(this.#owner.address(url), body));
    } catch (error) {
      this.#refuse([edit], error);
    }
    this.#owner.changed([edit.row]);
  }

  #accept(edit: Edit, answer: CellAnswer): void {
    settle(edit);
    if (answer.row) this.#owner.rows.replace(answer.row, answer.styles);
    if (answer.status) this.#owner.status(answer.status);
  }

  async #sendMany(url: string, edits: readonly Edit[]): Promise<void> {
    const cells = edits.map(({ row, column, value }) => ({ key: row.key, column: column.name, value }));
    try {
      this.#acceptMany(edits, await tell<CellsAnswer>(this.#owner.address(url), { cells }, onceKey()));
    } catch (error) {
      this.#refuse(edits, error);
    }
    this.#owner.changed(edits.map(({ row }) => row));
  }

  #acceptMany(edits: readonly Edit[], answer: CellsAnswer): void {
    const reasons = new Map((answer.refused ?? []).map(({ key, column, refusals }) => [`${key} ${column}`, refusals]));
    for (const edit of edits) {
      const refusals = reasons.get(`${edit.row.key} ${edit.column.name}`);
      if (refusals) mark(edit, "refused", refusals);
      else settle(edit);
    }
    for (const values of answer.rows ?? []) this.#owner.rows.replace(values, answer.styles?.[String(values[0])]);
    if (answer.status) this.#owner.status(answer.status);
  }

  #refuse(edits: readonly Edit[], error: unknown): void {
    if (error instanceof Refused) {
      for (const edit of edits) mark(edit, "refused", refusalsFor(edit, error.refusals));
      return;
    }
    const text = error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed_save");
    for (const edit of edits) mark(edit, "failed", [{ code: "failed", text }]);
  }
}

/** A refusal that names a row belongs to it alone. */
function refusalsFor(edit: Edit, all: readonly RefusalWords[]): readonly RefusalWords[] {
  const own = all.filter((refusal) => !refusal.key || refusal.key === edit.row.key);
  return own.length ? own : all;
}

/** Only the newest typing into a cell may speak of its fate. */
function isNewest({ row, column, value }: Edit): boolean {
  return row.typed?.get(column.name)?.value === value;
}

function mark(edit: Edit, state: "saving" | "refused" | "failed", refusals: readonly RefusalWords[]): void {
  if (state !== "saving" && !isNewest(edit)) return;
  edit.row.typed ??= new Map();
  edit.row.typed.set(edit.column.name, { value: edit.value, state, refusals });
}

function settle(edit: Edit): void {
  if (isNewest(edit)) edit.row.typed?.delete(edit.column.name);
}
