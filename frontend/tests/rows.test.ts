import { beforeEach, describe as story, expect, test, vi } from "vitest";
import type { Answer } from "../src/description";
import { Rows, WINDOW } from "../src/sheet/rows";

interface Asked {
  readonly from: number;
  readonly signal: AbortSignal;
  readonly answer: (answer: Answer) => void;
}

const TOTAL = 1000;
let asked: Asked[] = [];
let answered: Answer[] = [];

function rows(): Rows {
  return new Rows({
    load: (from, _count, signal) => new Promise((answer) => asked.push({ from, signal, answer })),
    answered: (answer) => answered.push(answer),
    resized: () => undefined,
    filled: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
}

function window(from: number, total = TOTAL): Answer {
  return { total, rows: Array.from({ length: WINDOW }, (_, index) => [`k${from + index}`, `name ${from + index}`]) };
}

async function begun(): Promise<Rows> {
  const made = rows();
  await anew(made, window(0));
  asked = [];
  return made;
}

/** A new list begins, and its first window comes. */
async function anew(made: Rows, answer: Answer): Promise<void> {
  const loading = made.restart();
  asked.at(-1)?.answer(answer);
  await loading;
}

beforeEach(() => {
  asked = [];
  answered = [];
});

story("a long list", () => {
  test("begins with its first window, and one stub for all that has not come", async () => {
    const list = (await begun()).list;
    expect(list).toHaveLength(TOTAL);
    expect(list[0]?.at(0)).toBe("name 0");
    expect(list[WINDOW]?.values).toBeNull();
    expect(list[TOTAL - 1]).toBe(list[WINDOW]);
  });
  test("loads only the windows in sight, and leaves the others as they are", async () => {
    const made = await begun();
    const loading = made.ensure(440, 460);
    expect(asked.map(({ from }) => from)).toEqual([400]);
    asked[0]?.answer(window(400));
    await loading;
    expect(made.list[450]?.key).toBe("k450");
    expect(made.list[399]?.values).toBeNull();
    expect(made.list[600]?.values).toBeNull();
  });
  test("drops a request for what is out of sight", async () => {
    const made = await begun();
    void made.ensure(400, 420);
    void made.ensure(800, 820);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
  test("is another array when it got shorter, so that the grid draws it anew", async () => {
    const made = await begun();
    const before = made.list;
    const renewing = made.renew(0, 20);
    asked[0]?.answer({ total: 2, rows: [["k0", "name 0"], ["k2", "name 2"]] });
    await renewing;
    expect(made.list).not.toBe(before);
    expect(made.list.map(({ key }) => key)).toEqual(["k0", "k2"]);
  });
  test("ignores the answer to an outdated question", async () => {
    const made = await begun();
    const first = made.restart();
    const second = made.restart();
    asked[1]?.answer(window(0, 3));
    asked[0]?.answer(window(0, 500));
    await Promise.all([first, second]);
    expect(made.list).toHaveLength(3);
  });
  test("grows when the server has found more meanwhile", async () => {
    const made = await begun();
    const loading = made.ensure(200, 210);
    asked[0]?.answer(window(200, TOTAL + 5));
    await loading;
    expect(made.list).toHaveLength(TOTAL + 5);
  });
});

story("scrolling", () => {
  test("asks once it has settled", async () => {
    vi.useFakeTimers();
    const made = await begun();
    for (let top = 0; top < 600; top += 50) made.want(top, top + 30);
    expect(asked).toHaveLength(0);
    vi.runAllTimers();
    vi.useRealTimers();
    expect(asked.map(({ from }) => from)).toEqual([400, 600]);
  });
});

story("what was typed and refused", () => {
  test("stays in its row when the list is loaded anew", async () => {
    const made = await begun();
    const row = made.byKey("k7");
    if (row) row.typed = new Map([["quantity", { value: "15", state: "refused", refusals: [] }]]);
    await anew(made, window(0, 500));
    expect(made.byKey("k7")).not.toBe(row);
    expect(made.byKey("k7")?.typed?.get("quantity")?.value).toBe("15");
  });
});

story("scrolling while a new list is on its way", () => {
  test("does not drop the new list", async () => {
    const made = await begun();
    const loading = made.restart();
    await made.ensure(800, 850);
    asked[0]?.answer(window(0, 3));
    await loading;
    expect(made.list).toHaveLength(3);
  });
});

story("rows that somebody waits for", () => {
  function answerAll(): void {
    for (const { from, answer } of asked) answer(window(from));
  }
  test("come whole, though the sight moves on meanwhile", async () => {
    const made = await begun();
    const fetching = made.fetch(500);
    void made.ensure(800, 820);
    answerAll();
    expect(await fetching).toBe(true);
    expect(made.list.slice(0, 500).every(({ key }) => key)).toBe(true);
  });
  test("are not asked for twice where they are on their way", async () => {
    const made = await begun();
    void made.ensure(200, 220);
    const fetching = made.fetch(400);
    expect(asked.map(({ from }) => from)).toEqual([200]);
    answerAll();
    expect(await fetching).toBe(true);
  });
  test("are given up when another list is asked for", async () => {
    const made = await begun();
    const fetching = made.fetch(500);
    void made.restart();
    answerAll();
    expect(await fetching).toBe(false);
  });
});
