import { describe as story, expect, test } from "vitest";
import { sumOf } from "../src/decimal";
import { fromText, toText } from "../src/sheet/block";

story("a block from Excel", () => {
  test("is read by rows and columns, the last line break makes no row", () => {
    expect(fromText("6204\t10\r\n6205\t20\r\n")).toEqual([["6204", "10"], ["6205", "20"]]);
  });
  test("may hold breaks and quotes inside a cell", () => {
    expect(fromText('"two\nlines"\t"12"" pipe"')).toEqual([["two\nlines", '12" pipe']]);
  });
  test("keeps empty cells in their places", () => {
    expect(fromText("a\t\tb\n\t\tc")).toEqual([["a", "", "b"], ["", "", "c"]]);
  });
  test("comes back the same after a copy", () => {
    const block = [["a\tb", 'say "yes"'], ["", "plain"]];
    expect(fromText(toText(block))).toEqual(block);
  });
});

story("the sum of a selection", () => {
  test("has no float in it", () => {
    expect(sumOf(["0.1", "0.2"])).toMatchObject({ sum: "0.3", average: "0.15", count: 2 });
  });
  test("passes over what is no number", () => {
    expect(sumOf(["10", "", "—", "-2.5"])).toMatchObject({ sum: "7.5", average: "3.75", count: 2 });
  });
  test("is nothing when there is no number at all", () => {
    expect(sumOf(["SKF", ""])).toBeNull();
  });
});
