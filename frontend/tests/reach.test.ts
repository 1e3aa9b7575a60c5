import { expect, test } from "vitest";
import { Reach } from "../src/sheet/reach";
import type { Corner } from "../src/sheet/reach";

const SPOT: Corner = { y: 3, x: 2 };
const reach = (): Reach => new Reach(() => ({ y: 9, x: 5 }));

test("two presses select two rows more, however quickly they come", () => {
  const keys = reach();
  keys.stretch(SPOT, 1, 0);
  keys.stretch(SPOT, 1, 0);
  expect(keys.area(SPOT)).toEqual({ y: 3, x: 2, y1: 5, x1: 2 });
});

test("a selection is taken back over the focus and goes on to the other side", () => {
  const keys = reach();
  keys.stretch(SPOT, 1, 1);
  keys.stretch(SPOT, -3, 0);
  expect(keys.area(SPOT)).toEqual({ y: 1, x: 2, y1: 3, x1: 3 });
});

test("to the edge, and not beyond it", () => {
  const keys = reach();
  keys.stretch(SPOT, Infinity, 0);
  keys.stretch(SPOT, 0, -Infinity);
  expect(keys.area(SPOT)).toEqual({ y: 3, x: 0, y1: 9, x1: 2 });
});

test("keys stretch on what the mouse has selected", () => {
  const keys = reach();
  keys.taken(SPOT, { y: 1, x: 2, y1: 3, x1: 4 });
  keys.stretch(SPOT, -1, 0);
  expect(keys.area(SPOT)).toEqual({ y: 0, x: 2, y1: 3, x1: 4 });
});

test("where the focus has moved on nothing is selected", () => {
  const keys = reach();
  keys.stretch(SPOT, 1, 0);
  keys.forget();
  expect(keys.area(SPOT)).toBeNull();
});
