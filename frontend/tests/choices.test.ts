// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { choices } from "../src/sheet/choices";

test("two ticks that come faster than the list is drawn anew are both kept", () => {
  const told: string[][] = [];
  const options = ["SKF", "FAG", "NSK"].map((value) => ({ value, title: value, count: 1 }));
  document.body.replaceChildren(choices({ name: "brand", options, chosen: ["NSK"], locale: "ru", changed: (values) => told.push([...values]) }));

  for (const value of ["SKF", "FAG", "NSK"]) document.getElementById(`facet-brand-${value}`)?.click();

  expect(told).toEqual([["NSK", "SKF"], ["NSK", "SKF", "FAG"], ["SKF", "FAG"]]);
});
