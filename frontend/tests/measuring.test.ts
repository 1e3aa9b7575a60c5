import { describe as story, expect, test, vi } from "vitest";
import { describe } from "../src/description";
import type { Column, ColumnType } from "../src/description";
import { rowName } from "../src/sheet/cells";
import { apart } from "../src/sheet/measuring";
import { Row } from "../src/sheet/rows";

vi.stubGlobal("document", { documentElement: { lang: "ru" } });

function columns(...types: readonly (readonly [name: string, type: ColumnType])[]): ReturnType<typeof describe> {
  return describe({ rows_url: "/rows", locale: "ru", columns: types.map(([name, type]) => ({ name, type, title: name }) as Column) });
}

function cell(type: ColumnType, title: string, label: string, raw: string): Parameters<typeof apart>[0][number] {
  const [column] = columns([title, type]).columns;
  if (!column) throw new Error("no column");
  return { column, label, raw };
}

story("what is selected", () => {
  test("adds pieces to pieces and leaves kilograms by themselves", () => {
    const cells = [cell("quantity", "Заказ", "шт", "5"), cell("quantity", "Заказ", "кг", "2.5"), cell("quantity", "Держится", "шт", "7"), cell("quantity", "Заказ", "шт", "")];
    expect(apart(cells)).toEqual([{ label: "шт", numbers: ["5", "7"] }, { label: "кг", numbers: ["2.5"] }]);
  });

  test("keeps euros from roubles, and a price from a quantity", () => {
    const cells = [cell("money", "Сумма", "RUB", "100"), cell("money", "Сумма", "EUR", "3"), cell("price", "Цена", "Цена", "9")];
    expect(apart(cells).map(({ label }) => label)).toEqual(["RUB", "EUR", "Цена"]);
  });

  test("adds columns of sums where no row says another currency", () => {
    const cells = [cell("money", "Начислено", "Начислено", "100"), cell("money", "Оплачено", "Оплачено", "50")];
    expect(apart(cells)).toEqual([{ label: "Начислено + Оплачено", numbers: ["100", "50"] }]);
  });
});

story("a row is called", () => {
  function row(...values: readonly (string | null)[]): Row {
    const made = new Row();
    made.values = ["1", ...values];
    return made;
  }

  test("by its first column", () => {
    expect(rowName(row("6204-2RS", "SKF"), columns(["article", "text"], ["brand", "text"]))).toBe("6204-2RS");
  });

  test("by its text and its day in words of people, where a day comes first", () => {
    expect(rowName(row("2026-11-25", "Платёж № 512"), columns(["on", "date"], ["title", "text"]))).toBe("Платёж № 512 · 25.11.2026");
  });
});
