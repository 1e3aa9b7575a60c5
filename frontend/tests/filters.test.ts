import { describe as story, expect, test, vi } from "vitest";
import { describe } from "../src/description";
import type { Column, ColumnType } from "../src/description";
import { fromTyped, isChosen, operatorsOf, said, toTyped, understood, written } from "../src/filters";

vi.stubGlobal("document", { documentElement: { lang: "ru" } });

const TODAY = new Date(2026, 10, 26);

function column(type: ColumnType, filter = "x"): Column {
  const [made] = describe({ rows_url: "/rows", columns: [{ name: "x", type, filter } as Column] }).columns;
  if (!made) throw new Error("no column");
  return made;
}

story("what is typed into a filter", () => {
  test.each([
    ["> 1 000,5", ">1000.5"], ["<=5", "<=5"], [">=5", ">=5"], ["10..20", "10..20"], ["10 .. 20,5", "10..20.5"], ["..20", "..20"], ["10...", "10.."],
    ["7", "7"], ["=7", "7"], ["<>0", "<>0"], ["=", "="], ["<>", "<>"], ["", ""], ["много", "много"], [">много", ">много"],
  ])("of a number: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("money"), "ru", TODAY)).toBe(asked);
  });

  test("of a number reads as the reader writes: in English the comma parts thousands", () => {
    expect(fromTyped(">1,240.50", column("price"), "en", TODAY)).toBe(">1240.50");
  });

  test.each([
    ["28.11", "2026-11-28"], ["1.2.25", "2025-02-01"], ["01.11.2026..30.11.2026", "2026-11-01..2026-11-30"], [">28.11", ">2026-11-28"], ["Этот месяц", "this_month"],
    ["last_month", "last_month"], ["2026-11-28", "2026-11-28"], ["32", "32"], ["=", "="],
  ])("of a day: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("moment"), "ru", TODAY)).toBe(asked);
  });

  test.each([["подш", "подш"], ["=Опт", "=Опт"], ["A-*", "A-*"], ["*2RS", "*2RS"], ["<>x", "<>x"], ["a>5", "a>5"], ["*a*b*", "*a*b*"]])("of a text: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("text"), "ru", TODAY)).toBe(asked);
  });

  test.each([
    ["money", ">1000.5", ">1000,5"], ["money", "10..20.25", "10..20,25"], ["date", "2026-11-28..", "28.11.2026.."], ["moment", "this_month", "этот месяц"],
    ["text", "abc*", "abc*"], ["date", "=", "="], ["quantity", "много", "много"],
  ] as const)("stands in the field of a %s as it can be typed again: %s as %s", (type, asked, text) => {
    expect(toTyped(asked, column(type), "ru")).toBe(text);
    expect(fromTyped(text, column(type), "ru", TODAY)).toBe(asked);
  });
});

story("a condition", () => {
  test.each([
    ["text", "abc*", { operator: "begins", first: "abc", second: "" }], ["text", "*abc", { operator: "ends", first: "abc", second: "" }],
    ["text", "=abc", { operator: "equals", first: "abc", second: "" }], ["money", "10..", { operator: "between", first: "10", second: "" }],
    ["money", ">5", { operator: "above", first: "5", second: "" }], ["date", "<>", { operator: "filled", first: "", second: "" }],
  ] as const)("of a %s is taken apart and put together again: %s", (type, text, parts) => {
    expect(understood(text, column(type))).toEqual(parts);
    expect(written(parts)).toBe(text);
  });

  test("without a value asks nothing", () => {
    expect(written({ operator: "between", first: "", second: "" })).toBe("");
    expect(written({ operator: "above", first: "", second: "" })).toBe("");
    expect(written({ operator: "begins", first: "", second: "" })).toBe("");
  });

  test("is told on a chip in words", () => {
    expect(said(">1000", column("money"), "ru")).toBe("> 1000");
    expect(said("10..20", column("quantity"), "ru")).toBe("10 – 20");
    expect(said("..20", column("quantity"), "ru")).toBe("≤ 20");
    expect(said("=", column("text"), "ru")).toBe("пусто");
    expect(said("past", column("date"), "ru")).toBe("до сегодня (просрочено)");
  });

  test("is chosen from a list where a column has choices or a facet", () => {
    expect(isChosen(column("choice"))).toBe(true);
    expect(isChosen(column("text", "brand_id"))).toBe(true);
    expect(isChosen(column("text"))).toBe(false);
    expect(operatorsOf(column("date"))).toContain("between");
  });
});
