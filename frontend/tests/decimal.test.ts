import { describe as story, expect, test } from "vitest";
import { sumOf } from "../src/decimal";

story("the sum of a selection", () => {
  test("loses no digit of a decimal", () => {
    expect(sumOf(["0.1", "0.2", "9007199254740993.01"])?.sum).toBe("9007199254740993.31");
  });
  test("tells average, least and greatest as Excel does, and passes over what is no number", () => {
    expect(sumOf(["1", "", "2", "x", "-4.5"])).toEqual({ sum: "-1.5", average: "-0.5", count: 3, least: "-4.5", greatest: "2" });
  });
  test("rounds the average, it does not cut it", () => {
    expect(sumOf(["1", "1", "0"])?.average).toBe("0.67");
    expect(sumOf(["-1", "-1", "0"])?.average).toBe("-0.67");
  });
  test("is none of nothing", () => {
    expect(sumOf(["", "x"])).toBeNull();
  });
});
