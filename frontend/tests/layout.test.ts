import { describe as story, expect, test } from "vitest";
import { describe } from "../src/description";
import type { Column } from "../src/description";
import { laidOut, tasteFor } from "../src/sheet/layout";
import { PLAIN, arranged, frozenTo, moved, toggled } from "../src/sheet/taste";

const given = ["article", "brand", "name", "price", "own_number"].map((name, place) => ({ name, frozen: place === 0, hidden: name === "own_number" }) as Column);
const COLUMNS = describe({ rows_url: "/rows", columns: given }).columns;
const [, brand, , , own] = COLUMNS as readonly Column[] as [Column, Column, Column, Column, Column];

story("how columns stand, in a link", () => {
  test("shows another the same, whatever he likes himself", () => {
    const arrangedMine = { ...frozenTo(COLUMNS, moved(COLUMNS, toggled(own, toggled(brand, PLAIN)), "price", "name"), "price"), widths: new Map([["name", 300]]) };
    const link = laidOut(COLUMNS, arrangedMine);
    expect(link).toBe("article,price,|,name:300,own_number");
    const his = toggled(brand, { ...PLAIN, isFiltering: true });
    const seen = tasteFor(link, COLUMNS, his);
    expect(arranged(COLUMNS, seen)).toEqual(arranged(COLUMNS, arrangedMine));
    expect([...seen.widths]).toEqual([["name", 300]]);
    expect(seen.isFiltering).toBe(true);
  });
  test("says also that nothing stays", () => {
    const link = laidOut(COLUMNS, { ...PLAIN, frozen: 0 });
    expect(link).toBe("|,article,brand,name,price");
    expect(arranged(COLUMNS, tasteFor(link, COLUMNS, PLAIN)).frozen).toEqual([]);
  });
  test("keeps the column that names the row", () => {
    const { frozen, main } = arranged(COLUMNS, tasteFor("|,price", COLUMNS, PLAIN));
    expect([...frozen, ...main].map(({ name }) => name)).toEqual(["price", "article"]);
  });
  test.each(["", ",,", "|", "margin,cost:7"])("is his own where the link says %s", (text) => {
    const his = toggled(brand, PLAIN);
    expect(tasteFor(text, COLUMNS, his)).toBe(his);
  });
  test("forgets widths that are none", () => {
    expect(tasteFor("article:x,|,price:-5,name:99999", COLUMNS, PLAIN).widths.size).toBe(0);
  });
});
