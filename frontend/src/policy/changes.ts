/** What was done on the page, to be taken back and done again: rows pasted, moved, deleted, cells typed over. */

export interface Change {
  readonly undo: () => void;
  readonly redo: () => void;
}

const MOST = 200;

export class Changes {
  #done: Change[] = [];
  #undone: Change[] = [];

  did(change: Change): void {
    this.#done = [...this.#done, change].slice(-MOST);
    this.#undone = [];
  }

  /** Whether there was something to take back. */
  undo(): boolean {
    const last = this.#done.pop();
    if (!last) return false;
    last.undo();
    this.#undone.push(last);
    return true;
  }

  redo(): boolean {
    const last = this.#undone.pop();
    if (!last) return false;
    last.redo();
    this.#done.push(last);
    return true;
  }
}
