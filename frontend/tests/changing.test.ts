import { beforeEach, expect, test } from "vitest";
import type { Column } from "../src/description";
import { Changing } from "../src/sheet/changing";
import type { Edit } from "../src/sheet/edits";
import type { GridView, Spot } from "../src/sheet/grid";
import type { Row } from "../src/sheet/rows";
import type { ViewOwner } from "../src/sheet/view";

const QUANTITY = { name: "quantity", type: "quantity", editable: true } as Column;
const SPOT: Spot = { y: 0, x: 0, part: "rgCol" };
const ROWS = 1_000_000;

let loaded: Set<number>;
let edits: string[];
let told: string[];
let selected: number;
let changing: Changing;

function row(y: number): Row {
  return { key: String(y), values: loaded.has(y) ? [] : null } as unknown as Row;
}

beforeEach(() => {
  [loaded, edits, told, selected] = [new Set([0, 1, 2]), [], [], 1];
  const view = {
    spot: SPOT,
    cells: { isEditable: (one: Row) => one.values !== null, plain: () => "" },
    rowAt: (y: number) => (y < ROWS ? row(y) : undefined),
    corner: ({ y, x }: Spot) => ({ y, x }),
    shown: () => [QUANTITY],
    get area() { return { y: 0, x: 0, y1: selected - 1, x1: 0 }; },
  } as unknown as GridView;
  const owner = {
    description: { locale: "en", columns: [QUANTITY] },
    rows: { ensure: (from: number, to: number) => { for (let y = from; y <= to; y += 1) loaded.add(y); return Promise.resolve(); } },
    edit: (made: readonly Edit[]) => edits.push(...made.map((one) => `${one.row.key}=${one.value}`)),
    told: (text: string) => told.push(text),
  } as unknown as ViewOwner;
  changing = new Changing(view, owner);
  changing.come(true);
});

test("one value goes into all that is selected, also where it is far from the sight", async () => {
  selected = 5;
  await changing.paste("7");
  expect(edits).toEqual(["0=7", "1=7", "2=7", "3=7", "4=7"]);
});

test("of a selection that is too large nothing is changed, now or later", async () => {
  selected = ROWS;
  await changing.paste("7");
  changing.makeEarly();
  expect(edits).toEqual([]);
  expect(told).toHaveLength(1);
});

test("what is typed into a row that is on its way waits for it", () => {
  changing.type(9, QUANTITY, "4");
  changing.makeEarly();
  expect(edits).toEqual([]);
  loaded.add(9);
  changing.makeEarly();
  changing.makeEarly();
  expect(edits).toEqual(["9=4"]);
});
