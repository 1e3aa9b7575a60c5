/**
 * A file on its way: each frame is the number of rows that are in the file by then, the length of a piece, the piece (numbers of
 * four bytes, the greater end first). The last frame has no piece; a file without it is broken off.
 */

export interface Taken {
  readonly rows: number;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly isWhole: boolean;
}

const HEAD = 8;

export class Frames {
  #left = new Uint8Array(0);
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #rows = 0;
  #isWhole = false;

  get taken(): Taken {
    return { rows: this.#rows, pieces: this.#pieces, isWhole: this.#isWhole };
  }

  /** Whatever came, cut anywhere. */
  add(chunk: Uint8Array): void {
    const all = new Uint8Array(this.#left.length + chunk.length);
    all.set(this.#left);
    all.set(chunk, this.#left.length);
    let at = 0;
    while (all.length - at >= HEAD) {
      const head = new DataView(all.buffer, at, HEAD);
      const length = head.getUint32(4);
      if (all.length - at - HEAD < length) break;
      this.#take(head.getUint32(0), all.slice(at + HEAD, at + HEAD + length));
      at += HEAD + length;
    }
    this.#left = all.slice(at);
  }

  #take(rows: number, piece: Uint8Array<ArrayBuffer>): void {
    this.#rows = rows;
    if (piece.length) this.#pieces.push(piece);
    else this.#isWhole = true;
  }
}
