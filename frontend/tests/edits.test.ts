import { afterEach, describe as story, expect, test, vi } from "vitest";
import { describe } from "../src/description";
import type { Answer, Column } from "../src/description";
import { Edits } from "../src/sheet/edits";
import { Rows } from "../src/sheet/rows";

const description = describe({
  rows_url: "/rows", cell_url: "/cell", cells_url: "/cells",
  columns: [{ name: "article" } as Column, { name: "quantity", type: "quantity", editable: true } as Column],
});
const quantity = description.columns[1] as Column;
const REFUSAL = { code: "orders.not_multiple", text: "Sold by 10", suggest: "20" };

interface Desk {
  readonly rows: Rows;
  readonly edits: Edits;
  readonly saving: string[];
  /** The list as it is from then on. */
  becomes(answer: Answer): Promise<void>;
}

async function desk(): Promise<Desk> {
  const saving: string[] = [];
  let answer: Answer = { total: 2, rows: [["1", "6204", null], ["2", "6205", "10"]] };
  const nothing = (): void => undefined;
  const rows = new Rows({ load: () => Promise.resolve(answer), answered: nothing, resized: nothing, filled: nothing, failed: nothing });
  await rows.restart();
  const edits = new Edits({ description, rows, address: (url) => url, changed: nothing, status: nothing, saving: (state) => saving.push(state) });
  const becomes = async (other: Answer): Promise<void> => {
    answer = other;
    await rows.restart();
  };
  return { rows, edits, saving, becomes };
}

function server(...answers: readonly (readonly [status: number, body: unknown])[]): ReturnType<typeof vi.fn> {
  const left = [...answers];
  const made = vi.fn(() => {
    const [status, body] = left.shift() ?? [500, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  vi.stubGlobal("fetch", made);
  return made;
}

function type({ rows, edits }: Desk, ...cells: readonly (readonly [key: string, value: string])[]): void {
  edits.make(cells.flatMap(([key, value]) => {
    const row = rows.byKey(key);
    return row ? [{ row, column: quantity, value }] : [];
  }));
}

async function settled({ saving }: Desk): Promise<string | undefined> {
  await vi.waitFor(() => expect(saving.at(-1)).not.toBe("saving"));
  return saving.at(-1);
}

afterEach(() => vi.unstubAllGlobals());

story("a typed quantity", () => {
  test("that was refused takes what was suggested when all are rounded", async () => {
    const at = await desk();
    server([422, { refusals: [REFUSAL] }], [200, { row: ["1", "6204", "20"] }]);
    type(at, ["1", "15"]);
    expect(await settled(at)).toBe("unsaved");
    await at.edits.mend();
    expect(at.saving.at(-1)).toBe("saved");
    expect(at.rows.byKey("1")?.at(1)).toBe("20");
  });
  test("gives place to the server's row when it is accepted", async () => {
    const at = await desk();
    server([200, { row: ["1", "6204", "20"] }]);
    type(at, ["1", "20"]);
    expect(await settled(at)).toBe("saved");
    expect(at.rows.byKey("1")?.at(1)).toBe("20");
    expect(at.rows.byKey("1")?.typed?.size).toBe(0);
  });
  test("stays in its cell with the reason when it is refused", async () => {
    const at = await desk();
    server([422, { refusals: [REFUSAL] }]);
    type(at, ["1", "15"]);
    expect(await settled(at)).toBe("unsaved");
    expect(at.rows.byKey("1")?.typed?.get("quantity")).toMatchObject({ value: "15", state: "refused", refusals: [REFUSAL] });
  });
  test("stays in its cell when the server is away", async () => {
    const at = await desk();
    server([503, {}]);
    type(at, ["1", "15"]);
    expect(await settled(at)).toBe("unsaved");
    expect(at.rows.byKey("1")?.typed?.get("quantity")?.state).toBe("failed");
  });
  test("is forgotten when its row is taken out, also where another row has moved into its place", async () => {
    const at = await desk();
    server([422, { refusals: [REFUSAL] }]);
    type(at, ["1", "15"]);
    expect(await settled(at)).toBe("unsaved");
    at.edits.forget(["2"]);
    expect(at.saving.at(-1)).toBe("unsaved");
    await at.becomes({ total: 1, rows: [["2", "6205", "10"]] });
    at.edits.forget(["1"]);
    expect(at.saving.at(-1)).toBe("saved");
  });
  test("is not undone by the late answer to an earlier one", async () => {
    const at = await desk();
    server([422, { refusals: [REFUSAL] }], [200, { row: ["1", "6204", "20"] }]);
    type(at, ["1", "15"]);
    type(at, ["1", "20"]);
    expect(await settled(at)).toBe("saved");
    expect(at.rows.byKey("1")?.typed?.size).toBe(0);
  });
});

story("a pasted block", () => {
  test("is one request, of which each cell is accepted or refused by itself", async () => {
    const at = await desk();
    const asked = server([200, { rows: [["2", "6205", "30"]], refused: [{ key: "1", column: "quantity", refusals: [REFUSAL] }] }]);
    type(at, ["1", "15"], ["2", "30"]);
    expect(await settled(at)).toBe("unsaved");
    expect(asked).toHaveBeenCalledTimes(1);
    expect(at.rows.byKey("1")?.typed?.get("quantity")?.state).toBe("refused");
    expect(at.rows.byKey("2")?.at(1)).toBe("30");
  });
  test("is undone at once", async () => {
    const at = await desk();
    const asked = server([200, {}], [200, { rows: [["1", "6204", null], ["2", "6205", "10"]] }]);
    type(at, ["1", "20"], ["2", "30"]);
    await settled(at);
    at.edits.undo();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    const body = JSON.parse(String((asked.mock.calls[1] as unknown as [string, RequestInit])[1].body)) as { cells: unknown };
    expect(body.cells).toEqual([{ key: "1", column: "quantity", value: "" }, { key: "2", column: "quantity", value: "10" }]);
  });
  test("is done again, until something else is typed", async () => {
    const at = await desk();
    const one = (value: string): [number, unknown] => [200, { row: ["2", "6205", value] }];
    const asked = server(one("30"), one("10"), one("30"), one("10"), one("40"));
    const typed = (): string[] => asked.mock.calls.map((call) => (JSON.parse(String((call as unknown as [string, RequestInit])[1].body)) as { value: string }).value);
    type(at, ["2", "30"]);
    await settled(at);
    for (const again of [(): void => at.edits.undo(), (): void => at.edits.redo(), (): void => at.edits.undo()]) {
      again();
      await settled(at);
    }
    type(at, ["2", "40"]);
    await settled(at);
    at.edits.redo();
    expect(at.saving.at(-1)).toBe("saved");
    expect(typed()).toEqual(["30", "10", "30", "10", "40"]);
    expect(at.rows.byKey("2")?.at(1)).toBe("40");
  });
  test("is answered before anything acts on it", async () => {
    const at = await desk();
    let answer: (() => void) | null = null;
    vi.stubGlobal("fetch", () => new Promise((resolve) => (answer = (): void => { resolve(new Response(JSON.stringify({ row: ["2", "6205", "30"] }))); })));
    type(at, ["2", "30"]);
    let isSettled = false;
    const waiting = at.edits.settled().then(() => (isSettled = true));
    await vi.waitFor(() => expect(answer).not.toBeNull());
    expect(isSettled).toBe(false);
    (answer as (() => void) | null)?.();
    await waiting;
    expect(at.rows.byKey("2")?.typed?.size).toBe(0);
  });
});
