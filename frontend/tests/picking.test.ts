import { describe as story, expect, test } from "vitest";
import { describe } from "../src/description";
import type { Act, Answer, Column } from "../src/description";
import { Picking } from "../src/sheet/picking";
import { Rows } from "../src/sheet/rows";

interface Hand {
  readonly picking: Picking;
  readonly rows: Rows;
  readonly said: string[];
}

async function hand(found: number, ...most: readonly number[]): Promise<Hand> {
  const said: string[] = [];
  const nothing = (): void => undefined;
  const part = (from: number): Answer => ({ total: found, rows: Array.from({ length: Math.min(200, found - from) }, (_, place) => [`${from + place}`, "6204"]) });
  const rows = new Rows({ load: (from) => Promise.resolve(part(from)), answered: nothing, resized: nothing, filled: nothing, failed: nothing });
  await rows.restart();
  const acts = most.map((one) => ({ name: `of${one}`, url: "/act", most: one }) as Act);
  const description = describe({ rows_url: "/rows", locale: "en", columns: [{ name: "article" } as Column], acts });
  return { rows, said, picking: new Picking({ description, rows, picked: nothing, busy: nothing, said: (text) => said.push(text) }) };
}

story("picking all", () => {
  test("takes what is not loaded too", async () => {
    const { picking, said } = await hand(225, 2000);
    await picking.toggleAll();
    expect(picking.rows).toHaveLength(225);
    expect(said).toEqual([]);
  });
  test("ends where an act ends, and says so", async () => {
    const { picking, said } = await hand(5049, 100, 2000);
    await picking.toggleAll();
    expect(picking.rows).toHaveLength(2000);
    expect(said).toEqual(["Отмечены первые 2,000 из 5,049: больше за один раз не берётся."]);
  });
  test("a second time picks none", async () => {
    const { picking } = await hand(5049, 2000);
    await picking.toggleAll();
    await picking.toggleAll();
    expect(picking.rows).toEqual([]);
  });
  test("of the rows that are selected picks those, loaded or not, and no others", async () => {
    const { picking } = await hand(500, 2000);
    await picking.toggleRows(150, 449);
    expect(picking.rows.map(({ key }) => key)).toEqual(Array.from({ length: 300 }, (_, place) => `${150 + place}`));
    await picking.toggleRows(300, 449);
    expect(picking.rows).toHaveLength(150);
  });
  test("of more selected rows than an act takes picks as many, and says so", async () => {
    const { picking, said } = await hand(500, 100);
    await picking.toggleRows(10, 309);
    expect(picking.rows).toHaveLength(100);
    expect(said).toEqual(["Отмечены первые 100 из 300: больше за один раз не берётся."]);
  });
  test("adds to a few that were picked by hand", async () => {
    const { picking, rows } = await hand(225, 2000);
    const [, second] = rows.list;
    if (second) picking.toggle(second, false);
    await picking.toggleAll();
    expect(picking.rows).toHaveLength(225);
  });
});
