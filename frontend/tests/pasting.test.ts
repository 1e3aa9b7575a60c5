// @vitest-environment happy-dom
import { describe as story, expect, test } from "vitest";
import { Changes } from "../src/policy/changes";
import type { Part, Row } from "../src/policy/described";
import { fenced, meant, unfenced } from "../src/policy/pasting";
import { PartTable } from "../src/policy/table";

const text = (name: string, title: string, choices: [string, string][] = []) => ({ name, title, kind: "text" as const, choices });
const TABLES: Part = {
  name: "tables",
  title: "Таблицы",
  help: "",
  single: false,
  columns: [text("name", "Название"), text("key", "По чему", [["money", "сумма"], ["text", "текст"]]), text("from", "От или какой"), text("value", "Значение")],
};

class Sheet {
  readonly changes = new Changes();
  left = 0;
  readonly table: PartTable;

  constructor(rows: readonly Row[], part: Part = TABLES) {
    const told = { changed: () => undefined, did: (change: Parameters<Changes["did"]>[0]) => { this.changes.did(change); }, removed: () => undefined, left: (cells: number) => { this.left += cells; }, words: {} };
    this.table = new PartTable(part, rows, true, told);
    document.body.replaceChildren(this.table.element);
  }

  shows(): string[] {
    return this.table.rows().map(({ name, from, value }) => `${name} ${from} ${value}`.trim());
  }

  paste(cells: string, row: number, cell: string): void {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => cells } });
    this.table.fieldOf(row, cell)?.dispatchEvent(event);
  }
}

const step = (name: string, from: string, value: string): Row => ({ name, key: "money", from, value });

story("a block copied from Excel", () => {
  test("of two columns is the steps of the table on whose row it is pasted; no other table is touched", () => {
    const sheet = new Sheet([step("наценка", "0", "1,9"), step("скидка", "Bosch", "0,1")]);
    sheet.paste("От\tНаценка\nот 0\t92 %\nот 1\u00a0000\t85%\n5\u202f000\t1,7\n", 1, "name");
    expect(sheet.shows()).toEqual(["наценка от 0 92 %", "наценка от 1\u00a0000 85%", "наценка 5\u202f000 1,7", "скидка Bosch 0,1"]);
    expect(sheet.left).toBe(0);
  });
  test("is taken back as a whole, and done again", () => {
    const sheet = new Sheet([step("наценка", "0", "1,9"), step("", "", "")]);
    const before = sheet.shows();
    sheet.paste("0\t1,8\n100\t1,7", 1, "from");
    expect(sheet.shows()).toEqual(["наценка 0 1,8", "100 1,7"]);
    expect(sheet.changes.undo()).toBe(true);
    expect(sheet.shows()).toEqual(before);
    expect(sheet.changes.redo()).toBe(true);
    expect(sheet.shows()).toEqual(["наценка 0 1,8", "100 1,7"]);
    expect([sheet.changes.redo(), sheet.changes.undo(), sheet.changes.undo()]).toEqual([false, true, false]);
  });
  test("with its heads goes into the columns that they name, whatever their order", () => {
    const { names, rows } = meant([["Значение", "название", ""], ["1,5", "наценка", ""]], TABLES.columns, 2);
    expect(names).toEqual(["value", "name", null]);
    expect(rows).toEqual([["1,5", "наценка", ""]]);
  });
  test("with bands across and brands down is a table for each brand, beside what stands there", () => {
    const sheet = new Sheet([step("наценка", "0", "1,9"), step("скидка", "0", "0,1")]);
    sheet.paste("Бренд\tот 0\t1 000\nSKF\t1,5\t1,4\nBosch\t1,6\t1,3\n", 1, "name");
    expect(sheet.shows()).toEqual(["наценка 0 1,9", "SKF от 0 1,5", "SKF 1 000 1,4", "Bosch от 0 1,6", "Bosch 1 000 1,3", "скидка 0 0,1"]);
  });
  test("tells how many of its cells have no place", () => {
    const sheet = new Sheet([step("наценка", "0", "1,9")]);
    sheet.paste("1,5\tlost\t\n1,6\tlost too", 1, "value");
    expect(sheet.left).toBe(2);
    const single = new Sheet([{ corridor: "x" }], { name: "corridor", title: "", help: "", single: true, columns: [text("corridor", "")] });
    single.paste("a\nb", 1, "corridor");
    expect([single.table.rows(), single.left]).toEqual([[{ corridor: "a" }], 1]);
  });
  test("goes out and comes back without being a formula of Excel's", () => {
    for (const one of ["=себестоимость * 2", "-вес", "'=a", "@a", "−5", "-5", "вес"]) expect(unfenced(fenced(one))).toBe(one);
    expect(fenced("=1+1")).toBe("'=1+1");
    expect(fenced("-5")).toBe("-5");
  });
});

story("rows of the policy", () => {
  test("are chosen by their numbers, copied with the words of choices, and deleted so that they come back", () => {
    const sheet = new Sheet([step("а", "0", "1"), step("б", "1", "2"), step("в", "2", "3")]);
    const heads = sheet.table.element.querySelectorAll<HTMLElement>("tbody th.n");
    heads[0]?.click();
    heads[1]?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
    const copy = new Event("copy", { bubbles: true, cancelable: true });
    let copied = "";
    Object.assign(copy, { clipboardData: { setData: (_kind: string, given: string) => { copied = given; } } });
    heads[1]?.dispatchEvent(copy);
    expect(copied).toBe("а\tсумма\t0\t1\nб\tсумма\t1\t2");
    heads[1]?.dispatchEvent(new KeyboardEvent("keydown", { key: "Delete", bubbles: true, cancelable: true }));
    expect(sheet.shows()).toEqual(["в 2 3"]);
    sheet.changes.undo();
    expect(sheet.shows()).toEqual(["а 0 1", "б 1 2", "в 2 3"]);
  });
  test("are typed over as in Excel: Escape takes back while typing, Ctrl+Z afterwards", () => {
    const sheet = new Sheet([step("а", "0", "1")]);
    const field = sheet.table.fieldOf(1, "value") as HTMLInputElement;
    field.focus();
    field.value = "7";
    expect(sheet.table.isTyping(field)).toBe(true);
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    expect(field.value).toBe("1");
    field.value = "8";
    field.blur();
    expect(sheet.shows()).toEqual(["а 0 8"]);
    sheet.changes.undo();
    expect(sheet.shows()).toEqual(["а 0 1"]);
  });
});
