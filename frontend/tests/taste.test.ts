import { beforeEach, describe as story, expect, test, vi } from "vitest";
import { describe } from "../src/description";
import type { Column } from "../src/description";
import { PLAIN, arranged, frozenTo, isPlain, keep, moved, ordered, tasteOf, toggled, understood, wanted } from "../src/sheet/taste";
import type { Taste } from "../src/sheet/taste";

const kept = new Map<string, string>();
const COLUMNS = describe({ rows_url: "/rows", columns: ["article", "brand", "name", "price"].map((name, place) => ({ name, frozen: place === 0 }) as Column) }).columns;

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("window", { localStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) } });
});

function names(taste: Taste): [string[], string[]] {
  const { frozen, main } = arranged(COLUMNS, taste);
  return [frozen.map(({ name }) => name), main.map(({ name }) => name)];
}

story("how a person likes a sheet", () => {
  test("is kept by the sheet's name", () => {
    const taste: Taste = { hidden: new Set(["unit"]), wanted: new Set(["own_number"]), widths: new Map([["name", 300]]), order: ["name", "unit"], frozen: 1, isFiltering: true };
    keep("catalog", taste);
    expect(tasteOf("catalog")).toEqual(taste);
    expect(tasteOf("orders")).toEqual(PLAIN);
  });

  test.each(["", "{", "7", "[]", '{"hidden":7,"widths":[],"frozen":"x"}', '{"hidden":[1,null],"widths":{"a":null,"b":-1,"c":"x"},"order":[7],"frozen":-1,"isFiltering":1}'])("is plain where %s was kept", (text) => {
    kept.set("optom.sheet.catalog", text);
    expect(tasteOf("catalog")).toEqual(PLAIN);
    expect(isPlain(tasteOf("catalog"))).toBe(true);
  });

  test("lasts as long as the page where nothing can be kept", () => {
    vi.stubGlobal("window", { get localStorage(): never { throw new Error("denied"); } });
    expect(() => keep("catalog", PLAIN)).not.toThrow();
    expect(tasteOf("catalog")).toEqual(PLAIN);
  });
});

story("the order of columns", () => {
  test("is the declared one, what is frozen first, until somebody moves one", () => {
    expect(names(PLAIN)).toEqual([["article"], ["brand", "name", "price"]]);
    expect(names(moved(COLUMNS, PLAIN, "price", "brand"))).toEqual([["article"], ["price", "brand", "name"]]);
    expect(names(moved(COLUMNS, PLAIN, "brand", "price"))).toEqual([["article"], ["name", "price", "brand"]]);
  });

  test("takes a column over the edge of what stays, and another one comes out for it", () => {
    expect(names(moved(COLUMNS, PLAIN, "price", "article"))).toEqual([["price"], ["article", "brand", "name"]]);
  });

  test("stays as it is where a column is moved that nobody has", () => {
    expect(moved(COLUMNS, PLAIN, "nobody", "brand")).toBe(PLAIN);
  });

  test("gives a column that has come since its declared place, and forgets one that has gone", () => {
    const taste: Taste = { ...PLAIN, order: ["price", "gone", "article", "name"], frozen: 0 };
    expect(ordered(COLUMNS, taste).map(({ name }) => name)).toEqual(["price", "article", "brand", "name"]);
  });

  test("leaves what is hidden out, wherever it stands", () => {
    expect(names({ ...moved(COLUMNS, PLAIN, "price", "brand"), hidden: new Set(["brand"]) })).toEqual([["article"], ["price", "name"]]);
  });
});

story("a column that is hidden unless it is wanted", () => {
  const rare = describe({ rows_url: "/rows", columns: [{ name: "article" }, { name: "own_number", hidden: true }, { name: "price" }] as Column[] }).columns;
  const shown = (taste: Taste): string[] => arranged(rare, taste).main.map(({ name }) => name);
  const [, own, price] = rare as [Column, Column, Column];

  test("is shown to who asks for it, and hidden again", () => {
    expect(shown(PLAIN)).toEqual(["article", "price"]);
    const taste = toggled(own, PLAIN);
    expect(shown(taste)).toEqual(["article", "own_number", "price"]);
    expect(wanted(rare, taste)).toEqual([own]);
    expect([isPlain(taste), isPlain(toggled(own, taste))]).toEqual([false, true]);
    expect(shown(toggled(price, taste))).toEqual(["article", "own_number"]);
    expect(wanted(rare, toggled(price, PLAIN))).toEqual([]);
  });

  test("stays hidden in what was kept before there was any", () => {
    expect(shown(understood({ hidden: ["price"], widths: {}, order: ["price", "article"], frozen: 0 }))).toEqual(["article"]);
  });
});

story("columns that stay", () => {
  test("go up to the one that was said; said again, none stays", () => {
    const three = frozenTo(COLUMNS, PLAIN, "name");
    expect(names(three)).toEqual([["article", "brand", "name"], ["price"]]);
    expect(names(frozenTo(COLUMNS, three, "name"))).toEqual([[], ["article", "brand", "name", "price"]]);
  });
});
