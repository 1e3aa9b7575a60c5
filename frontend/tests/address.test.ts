import { describe as story, expect, test } from "vitest";
import { joined, markOf, parameters, read, sortedBy, written } from "../src/address";

const PLAIN = { sort: "article", query: "" };

story("the address of a sheet", () => {
  test("gives back what was written into it", () => {
    const state = { query: "6204 2rs", sort: "-price,article", filters: new Map([["brand", ["12", "7"]], ["in_stock", ["1"]]]), view: "7", layout: "article,|,price:90" };
    expect(read(written(state, PLAIN), PLAIN)).toEqual(state);
  });
  test("stays empty while all is as the sheet begins", () => {
    expect(written({ query: "", sort: "article", filters: new Map(), view: "", layout: "" }, PLAIN)).toBe("");
  });
  test("joins the parameters of an address with its own", () => {
    const state = { query: "a&b", sort: "", filters: new Map<string, string[]>(), view: "7", layout: "article,|,price:90" };
    expect(joined("/lines?draft=5", parameters(state))).toBe("/lines?draft=5&q=a%26b");
  });
});

story("a click on a head", () => {
  test("sorts by the column, then turns it round", () => {
    expect(sortedBy("article", "price", false)).toBe("price");
    expect(sortedBy("price", "price", false)).toBe("-price");
    expect(sortedBy("-price", "price", false)).toBe("price");
  });
  test("adds a column with shift and keeps the first", () => {
    expect(sortedBy("-price", "article", true)).toBe("-price,article");
    expect(markOf("-price,article", "article")).toEqual({ descending: false, place: 2 });
  });
  test("turns a further column with shift, then takes it out of the order", () => {
    expect(sortedBy("-price,article", "article", true)).toBe("-price,-article");
    expect(sortedBy("-price,-article", "article", true)).toBe("-price");
  });
});
