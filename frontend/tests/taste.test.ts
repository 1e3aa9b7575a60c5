import { beforeEach, describe as story, expect, test, vi } from "vitest";
import { keep, tasteOf } from "../src/sheet/taste";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("window", { localStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) } });
});

story("how a person likes a sheet", () => {
  test("is kept by the sheet's name", () => {
    keep("catalog", { hidden: new Set(["unit"]), widths: new Map([["name", 300]]) });
    expect([...tasteOf("catalog").hidden]).toEqual(["unit"]);
    expect([...tasteOf("catalog").widths]).toEqual([["name", 300]]);
    expect(tasteOf("orders").hidden.size).toBe(0);
  });

  test.each(["", "{", "7", "[]", '{"hidden":7,"widths":{}}', '{"hidden":[1,null],"widths":[["a"],["b",-1],["c","x"],7]}'])("is plain where %s was kept", (text) => {
    kept.set("optom.sheet.catalog", text);
    expect(tasteOf("catalog").hidden.size).toBe(0);
    expect(tasteOf("catalog").widths.size).toBe(0);
  });

  test("lasts as long as the page where nothing can be kept", () => {
    vi.stubGlobal("window", { get localStorage(): never { throw new Error("denied"); } });
    expect(() => keep("catalog", { hidden: new Set(), widths: new Map() })).not.toThrow();
    expect(tasteOf("catalog").hidden.size).toBe(0);
  });
});
