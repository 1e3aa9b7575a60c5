import { describe as story, expect, test } from "vitest";
import { Frames } from "../src/frames";

function frame(rows: number, text: string): number[] {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, rows);
  head.setUint32(4, text.length);
  return [...new Uint8Array(head.buffer), ...new TextEncoder().encode(text)];
}

const FILE = [...frame(500, "abc"), ...frame(900, "de"), ...frame(900, "")];

function text(frames: Frames): string {
  return frames.taken.pieces.map((piece) => new TextDecoder().decode(piece)).join("");
}

story("a file on its way", () => {
  test.each([1, 3, 8, 11, 100])("is put together from chunks of %i bytes", (size) => {
    const frames = new Frames();
    for (let at = 0; at < FILE.length; at += size) frames.add(Uint8Array.from(FILE.slice(at, at + size)));
    expect(text(frames)).toBe("abcde");
    expect(frames.taken).toMatchObject({ rows: 900, isWhole: true });
  });
  test("is not whole before its end has come", () => {
    const frames = new Frames();
    frames.add(Uint8Array.from(FILE.slice(0, -8)));
    expect(frames.taken).toMatchObject({ rows: 900, isWhole: false });
  });
});
