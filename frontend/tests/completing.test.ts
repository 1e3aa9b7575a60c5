import { describe as story, expect, test } from "vitest";
import { pairAt, quoteTyped } from "../src/policy/brackets";
import { argumentsOf, around, asked, offers } from "../src/policy/completing";
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
  test("stands within the function whose bracket is still open, in one of its arguments", () => {
    const meant = (text: string, functions = names.vocabulary.functions): string | undefined => {
      const inside = around(text, text.length, { ...names.vocabulary, functions });
      return inside ? `${inside.called.name}: ${argumentsOf(inside).find((one) => one.isMeant)?.text ?? ""}` : undefined;
    };
    expect(meant("ЕСЛИ(ОКРУГЛ(вес; 0) > 1; ")).toBe("ЕСЛИ: значение");
    expect(meant("ROUND((вес")).toBe("ОКРУГЛ: значение");
    expect(meant('"ЕСЛИ(" & вес')).toBeUndefined();
    expect(meant("ОКРУГЛ(вес * 1,25; -")).toBe("ОКРУГЛ: разряды");
    expect(meant("ROUND(weight * 1.25, -")).toBe("ОКРУГЛ: разряды");
    expect(meant('ЕСЛИ(бренд = "а; б"; вес; {1; 2}')).toBe("ЕСЛИ: иначе");
    expect(meant("ИЛИ(1; 2; 3", [{ name: "ИЛИ", other: "OR", arguments: "условие; …", text: "" }])).toBe("ИЛИ: …");
  });
});

story("brackets and quotes of a formula", () => {
  test("belong together where they close each other, outside of texts", () => {
    expect(pairAt("ЕСЛИ((вес); 1)", 5)).toEqual({ at: [4, 13], isAlone: false });
    expect(pairAt("ЕСЛИ((вес); 1)", 14)).toEqual({ at: [4, 13], isAlone: false });
    expect(pairAt('("a)" & [b c])', 1)).toEqual({ at: [0, 13], isAlone: false });
    expect(pairAt("(1 + {2)", 1)).toEqual({ at: [0], isAlone: true });
    expect(pairAt("1)", 2)).toEqual({ at: [1], isAlone: true });
    expect(pairAt("(вес) + 1", 8)).toBeNull();
  });
  test("come in pairs when they are typed, and are stepped over", () => {
    expect(quoteTyped("бренд = ", 8, '"')).toBe("pair");
    expect(quoteTyped("бренд = «»", 9, "»")).toBe("over");
    expect(quoteTyped('бренд = "SKF"', 12, '"')).toBe("over");
    expect(quoteTyped('бренд = "SKF', 10, '"')).toBeNull();
    expect(quoteTyped("SKF", 0, '"')).toBeNull();
    expect(quoteTyped("вес", 3, "(")).toBeNull();
  });
});
