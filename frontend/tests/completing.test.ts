import { describe as story, expect, test } from "vitest";
import { around, asked, offers } from "../src/policy/completing";
import type { Names } from "../src/policy/completing";

const names: Names = {
  vocabulary: {
    fields: [
      { name: "вес", other: "weight", kind: "число", only_in: [] },
      { name: "прежняя_цена", other: "before", kind: "сумма", only_in: ["guards"] },
      { name: "Мелкий опт", other: "small_wholesale", kind: "цена колонки", only_in: [] },
    ],
    functions: [
      { name: "ОКРУГЛ", other: "ROUND", arguments: "значение; разряды", text: "" },
      { name: "ЕСЛИ", other: "IF", arguments: "условие; значение; иначе", text: "" },
    ],
  },
  named: ["основа"],
  tables: ["наценка"],
  part: "breaks",
  withColumns: true,
  words: { column: "цена колонки", named: "имя", table: "таблица" },
};
const texts = (word: string, more: Partial<Names> = {}, isTable = false): string[] => offers(word, isTable, { ...names, ...more }).map((one) => one.text);

story("what is being typed in a formula", () => {
  test("is the word before the caret, in brackets with its spaces, in quotes a table", () => {
    expect(asked("2 * вес", 7)).toEqual({ from: 4, word: "вес", isTable: false });
    expect(asked("[Мелкий о", 9)).toEqual({ from: 0, word: "Мелкий о", isTable: false });
    expect(asked('ПРОСМОТР(вес; "на', 17)).toEqual({ from: 14, word: "на", isTable: true });
    expect(asked("2 * ", 4)).toBeNull();
  });
  test("is found in either language and written in the reader's, with brackets where it needs them", () => {
    expect(texts("wei")).toEqual(["вес"]);
    expect(texts("round")).toEqual(["ОКРУГЛ("]);
    expect(texts("мелк")).toEqual(["[Мелкий опт]"]);
    expect(texts("нац", {}, true)).toEqual(['"наценка"']);
  });
  test("may be a price only where there is one, and a column not in a named formula", () => {
    expect(texts("преж")).toEqual([]);
    expect(texts("преж", { part: "guards" })).toEqual(["прежняя_цена"]);
    expect(texts("мелк", { withColumns: false })).toEqual([]);
  });
  test("stands within the function whose bracket is still open", () => {
    expect(around("ЕСЛИ(ОКРУГЛ(вес; 0) > 1; ", 25, names.vocabulary)?.name).toBe("ЕСЛИ");
    expect(around("ROUND((вес", 10, names.vocabulary)?.name).toBe("ОКРУГЛ");
    expect(around('"ЕСЛИ(" & вес', 13, names.vocabulary)).toBeNull();
  });
});
