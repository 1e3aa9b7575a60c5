// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import type { Column } from "../src/description";
import { CellField } from "../src/sheet/typing";
import type { Step, Typing } from "../src/sheet/typing";

const QUANTITY: Column = {
  name: "quantity", title: "Order", type: "quantity", width: 70, frozen: false, hidden: false, grow: false, editable: true, sortable: false, filter: null, dated: false, why: false,
  phone: true, named: false, zero: null, link: null, choices: [], tone: null, hint: null,
};

let told: [string, Step | null][] = [];
let dropped = 0;
let field: CellField;

function typing(text: string, isAfresh = true): Typing {
  return { column: QUANTITY, text, isAfresh, label: "Order", cell: () => null, accepted: (value, step) => told.push([value, step]), dropped: () => (dropped += 1) };
}

function input(): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>("input.typing");
  if (!found) throw new Error("no field");
  return found;
}

function press(key: string, shiftKey = false): void {
  input().dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
}

beforeEach(() => {
  document.body.replaceChildren();
  [told, dropped] = [[], 0];
  field = new CellField(document.body);
});

describe("the field of a cell", () => {
  it("has the focus and the first sign at once, wherever the cell is", () => {
    field.open(typing("1"));
    expect(document.activeElement).toBe(input());
    expect(input().value).toBe("1");
    expect(input().classList.contains("is-nowhere")).toBe(true);
  });

  it("accepts by Enter, Tab and, typed afresh, by up and down", () => {
    for (const [key, shift] of [["Enter", false], ["Enter", true], ["Tab", false], ["ArrowUp", false]] as const) {
      field.open(typing("12"));
      press(key, shift);
    }
    expect(told).toEqual([["12", { dy: 1, dx: 0 }], ["12", { dy: -1, dx: 0 }], ["12", { dy: 0, dx: 1 }], ["12", { dy: -1, dx: 0 }]]);
    expect(field.isOpen).toBe(false);
  });

  it("keeps the arrows to itself while a value is edited", () => {
    field.open(typing("12", false));
    press("ArrowUp");
    expect(told).toEqual([]);
    expect(field.isOpen).toBe(true);
  });

  it("takes what is typed when the focus goes elsewhere, once", () => {
    field.open(typing("12"));
    input().blur();
    expect(told).toEqual([["12", null]]);
  });

  it("drops everything by Escape", () => {
    field.open(typing("12"));
    press("Escape");
    expect([told, dropped]).toEqual([[], 1]);
  });
});
