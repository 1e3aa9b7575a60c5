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
    ["100-200", "100..200"], ["100 – 200", "100..200"], ["-5", "-5"], ["-5 - -1", "-5..-1"], ["-10-5", "-10..5"], ["1 000-2 000,5", "1000..2000.5"], ["200-100", "100..200"],
    ["от 100 до 200", "100..200"], ["от 100", "100.."], ["до 1 000", "..1000"], ["≥5", ">=5"], ["!=0", "<>0"], [">=100 <=200", "100..200"], ["100 200", "100200"],
    ["7", "7"], ["=7", "7"], ["<>0", "<>0"], ["=", "="], ["<>", "<>"], ["", ""], ["много", "много"], [">много", ">много"],
  ])("of a number: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("money"), "ru", TODAY)).toBe(asked);
  });

  test("of a text that tells a day is asked as of a day", () => {
    const arrival = { ...column("text"), dated: true };
    expect([fromTyped("28.11", arrival, "ru", TODAY), operatorsOf(arrival)]).toEqual(["2026-11-28", operatorsOf(column("date"))]);
  });

  test("of a number reads as the reader writes: in English the comma parts thousands", () => {
    expect(fromTyped(">1,240.50", column("price"), "en", TODAY)).toBe(">1240.50");
  });

  test.each([
    ["28.11", "2026-11-28"], ["1.2.25", "2025-02-01"], ["01.11.2026..30.11.2026", "2026-11-01..2026-11-30"], [">28.11", ">2026-11-28"], ["Этот месяц", "this_month"],
    ["last_month", "last_month"], ["2026-11-28", "2026-11-28"], ["32", "32"], ["=", "="], ["<>", "<>"], ["Сегодня", "today"], ["tomorrow", "tomorrow"],
    ["2026", "2026-01-01..2026-12-31"], ["2025-2026", "2025-01-01..2026-12-31"], ["11.2026", "2026-11-01..2026-11-30"], ["2026-02", "2026-02-01..2026-02-28"],
    ["01.11-15.11", "2026-11-01..2026-11-15"], ["1.11 – 15.11", "2026-11-01..2026-11-15"], ["1-15.11", "2026-11-01..2026-11-15"], ["2026-11-01-2026-11-15", "2026-11-01..2026-11-15"],
    ["01.11-15.11.2025", "2025-11-01..2025-11-15"], ["15.11-01.11.2025", "2025-11-01..2025-11-15"], ["15.12-15.01", "2026-12-15..2027-01-15"], ["с 1.11 по 15.11", "2026-11-01..2026-11-15"],
    ["from 1 Nov to 15 Nov", "2026-11-01..2026-11-15"], ["до 15.11", "..2026-11-15"], ["from November", "2026-11-01.."], ["ноябрь", "2026-11-01..2026-11-30"], ["ноя 2025", "2025-11-01..2025-11-30"],
    ["авг", "2026-08-01..2026-08-31"], ["Nov 2025", "2025-11-01..2025-11-30"], ["28 ноября", "2026-11-28"], ["28 ноября 2025 г.", "2025-11-28"], ["Nov 28, 2025", "2025-11-28"],
    ["1-15 ноября", "2026-11-01..2026-11-15"], ["февраль-март", "2026-02-01..2026-03-31"], [">11.2026", ">2026-11-30"], ["<2026", "<2026-01-01"], [">=ноябрь", ">=2026-11-01"],
    ["31.02", "31.02"], ["29.02.2024", "2024-02-29"], ["но", "но"], ["скоро", "скоро"], ["11-28", "11-28"], ["..", ".."], ["<>28.11", "<>28.11"],
  ])("of a day: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("moment"), "ru", TODAY)).toBe(asked);
  });

  test.each([["подш", "подш"], ["=Опт", "=Опт"], ["A-*", "A-*"], ["*2RS", "*2RS"], ["<>x", "<>x"], ["a>5", "a>5"], ["*a*b*", "*a*b*"]])("of a text: %s is asked as %s", (text, asked) => {
    expect(fromTyped(text, column("text"), "ru", TODAY)).toBe(asked);
  });

  test.each([
    ["money", ">1000.5", ">1000,5"], ["money", "10..20.25", "10..20,25"], ["date", "2026-11-28..", "28.11.2026.."], ["moment", "this_month", "этот месяц"],
    ["date", "2026-11-01..2026-11-30", "11.2026"], ["moment", "2026-01-01..2026-12-31", "2026"], ["date", "2026-11-01..2026-11-15", "01.11.2026..15.11.2026"],
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

/** The same numbers on every machine and every day. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
}

story("whatever is asked", () => {
  const throws = 2000;
  const day = (roll: (most: number) => number): string => new Date(Date.UTC(1990 + roll(110), 0, 1 + roll(365))).toISOString().slice(0, 10);
  const number = (roll: (most: number) => number): string => `${roll(2) ? "" : "-"}${1 + roll(9_999_999)}${roll(2) ? "" : `.${1 + roll(9)}`}`;

  test.each(["ru", "en"] as const)("of days or numbers stands in its field as it is read again (%s)", (locale) => {
    const roll = dice(7);
    for (let turn = 0; turn < throws; turn += 1) {
      const [type, one] = roll(2) ? ["date" as const, day] : ["money" as const, number];
      const [first, last] = [one(roll), one(roll)].sort((a, b) => (type === "money" ? Number(a) - Number(b) : a.localeCompare(b)));
      const asked = first === last ? `>${first}` : [first, `${first}..${last}`, `>${first}`, `<=${first}`, `${first}..`, `..${last}`][roll(6)] ?? "";
      expect(fromTyped(toTyped(asked, column(type), locale), column(type), locale, TODAY)).toBe(asked);
    }
  });

  test("a range means the same with dots, with any dash and in words", () => {
    const roll = dice(11);
    for (let turn = 0; turn < throws; turn += 1) {
      const [type, one] = roll(2) ? ["date" as const, day] : ["money" as const, number];
      const ends = [one(roll), one(roll)].sort((a, b) => (type === "money" ? Number(a) - Number(b) : a.localeCompare(b)));
      const [from = "", to = ""] = ends.map((end) => toTyped(end, column(type), "ru"));
      const read = [`${from}..${to}`, `${from}-${to}`, `${from} – ${to}`, `от ${from} до ${to}`, `${to} — ${from}`].map((text) => fromTyped(text, column(type), "ru", TODAY));
      if (ends[0] !== ends[1]) expect(new Set(read)).toEqual(new Set([ends.join("..")]));
    }
  });

  test("no text stops it, and what is no day goes on as it was typed", () => {
    const roll = dice(13);
    const signs = "0123456789.-–/ ,<>=*абвгдеянвапрмйnovdec";
    for (let turn = 0; turn < throws; turn += 1) {
      const text = Array.from({ length: 1 + roll(12) }, () => signs[roll(signs.length)]).join("");
      const asked = fromTyped(text, column("date"), "ru", TODAY);
      if (asked !== signedAlike(text)) expect(asked).toMatch(/^$|^(?:[<>]=?|=)?(?:\d{4}-\d\d-\d\d)?(?:\.\.(?:\d{4}-\d\d-\d\d)?)?$/);
    }
  });
});

/** As it was typed, but for what stands around it and for signs that are written otherwise. */
function signedAlike(text: string): string {
  return text.trim().replace(/^=([<>])/, (_, sign: string) => (sign === ">" ? ">=" : "<="));
}
