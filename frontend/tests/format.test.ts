import { describe as story, expect, test } from "vitest";
import { describe } from "../src/description";
import type { Column, ColumnType } from "../src/description";
import { number, plain, shown, typed } from "../src/format";

function column(type: ColumnType, more: Partial<Column> = {}): Column {
  const made = describe({ rows_url: "/rows", columns: [{ name: "c", type, ...more } as Column] }).columns[0];
  if (!made) throw new Error("no column");
  return made;
}

story("a number on the screen", () => {
  test("has narrow spaces and a comma in Russian", () => {
    expect(shown("16492.00", column("money"), "ru")).toBe("16\u202f492,00");
  });
  test("has commas and a point in English", () => {
    expect(shown("1234567.5", column("money"), "en")).toBe("1,234,567.50");
  });
  test("keeps digits that a float would lose", () => {
    expect(number("900719925474099312345.67", "en", [2, 2])).toBe("900,719,925,474,099,312,345.67");
  });
  test("shows a price to four digits but never fewer than two", () => {
    expect(shown("412.3", column("price"), "ru")).toBe("412,30");
    expect(shown("0.0725", column("price"), "ru")).toBe("0,0725");
  });
  test("shows a quantity without the zeros of its column", () => {
    expect(shown("40.000", column("quantity"), "ru")).toBe("40");
    expect(shown("2.500", column("quantity"), "ru")).toBe("2,5");
  });
  test("shows percents with both digits, so that they stand below each other", () => {
    expect(shown("-16.3", column("percent"), "ru")).toBe("\u221216,30");
  });
  test("shows a dash for zero where the column asks for it", () => {
    expect(shown("0.000", column("quantity", { zero: "—" }), "ru")).toBe("—");
  });
});

story("a moment", () => {
  test("is shown as the server wrote it, in its zone", () => {
    expect(shown("2025-11-28T18:00:00+03:00", column("moment"), "ru")).toBe("28.11.2025 18:00");
  });
});

story("what is typed", () => {
  test("reaches the server as a decimal", () => {
    expect(typed("1 240,50", column("money"), "ru")).toBe("1240.50");
    expect(typed("1,240.50", column("money"), "en")).toBe("1240.50");
  });
  test("has a comma between thousands for who reads English, before decimals where it can be nothing else", () => {
    const quantity = (text: string): string => typed(text, column("quantity"), "en");
    expect(["1,500", "12,345,678.5", "1,5", "0,500", "1500,25"].map(quantity)).toEqual(["1500", "12345678.5", "1.5", "0.500", "1500.25"]);
    expect(typed("1,500", column("quantity"), "ru")).toBe("1.500");
  });
  test("goes as it is when it is no number, for the server to refuse it with words", () => {
    expect(typed("сорок", column("quantity"), "ru")).toBe("сорок");
  });
  test("of a choice is copied as it reads and comes back as the server knows it", () => {
    const state = column("choice", { choices: [["held", "в резерве"]] });
    expect(plain("held", state, "ru")).toBe("в резерве");
    expect(typed(plain("held", state, "ru"), state, "ru")).toBe("held");
  });
  test("comes back the same after a copy", () => {
    expect(typed(plain("16492.00", column("money"), "ru"), column("money"), "ru")).toBe("16492.00");
  });
});
