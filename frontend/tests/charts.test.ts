import { describe as story, expect, test } from "vitest";
import { beginning, spans } from "../src/charts/bridging";
import type { Bars, Bridge, Lines, Points } from "../src/charts/described";
import { optionOf, read } from "../src/charts/options";
import type { Look } from "../src/charts/look";
import { fits, meant } from "../src/charts/pressing";

const LOOK: Look = { font: "PT Sans", ink: "#111", dim: "#777", line: "#ccc", paper: "#fff", tones: { good: "#0a0", bad: "#a00", warn: "#fa0", dim: "#888" }, series: ["#00f", "#0ff"] };
const MOVES: Bars = {
  kind: "bars", title: "Moves", numbers: "integer", unit: "", across: false, stacked: true, categories: ["−1 … 0 %", "0 … +1 %"],
  series: [
    { title: "Retail", tone: "", values: ["1200", null], queries: ["column=retail&change=>=-1&change=<0", "column=retail"] },
    { title: "Held back", tone: "warn", values: ["0", "7"], queries: [] },
  ],
};
const MARGIN: Bridge = {
  kind: "bridge", title: "Margin", numbers: "money", unit: "₽", steps: [
    { title: "Now", value: "1000.00", is_sum: true, query: "" },
    { title: "Bolts", value: "-50.00", is_sum: false, query: "group==Bolts" },
    { title: "Nuts", value: "20.00", is_sum: false, query: "" },
    { title: "Then", value: "970.00", is_sum: true, query: "" },
  ],
};
const CLOUD: Points = { kind: "points", title: "Costs", numbers: "price", unit: "", across: "Cost", up: "Price", line: "at cost", clouds: [{ title: "Retail", tone: "", points: [["80.00", "100.00", "17", "DRILL"]] }] };

const OFFERS: Lines = { kind: "lines", title: "Offers", numbers: "price", unit: "", lines: [{ title: "Near", points: [["2026-11-23T12:00:00+03:00", "100.00"], ["2026-11-24T12:00:00+03:00", null]] }] };

interface Drawn {
  readonly tooltip: { readonly renderMode: string; readonly formatter: (told: unknown) => string };
  readonly series: readonly { readonly data: readonly unknown[]; readonly itemStyle: { readonly color: string } }[];
}

function drawn(chart: Bars | Bridge | Lines | Points): Drawn {
  return optionOf(chart, LOOK, "ru") as unknown as Drawn;
}

story("a bridge", () => {
  test("hangs each part where the one before it has ended", () => {
    expect(spans(MARGIN.steps)).toEqual([{ from: 0, to: 1000 }, { from: 1000, to: 950 }, { from: 950, to: 970 }, { from: 0, to: 970 }]);
  });
  test("begins above nought where its parts would be threads, never below what it shows", () => {
    const first = beginning(spans(MARGIN.steps));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(950);
    expect(beginning([{ from: 0, to: 100 }, { from: 100, to: 10 }])).toBe(0);
    expect(beginning([{ from: 0, to: -120 }, { from: -120, to: -60 }])).toBe(-120);
  });
});

story("lines over time", () => {
  test("stand until they change and break off where there is no number any more", () => {
    const [line] = drawn(OFFERS).series as readonly { readonly step?: string; readonly data: readonly unknown[] }[];
    expect(line?.step).toBe("end");
    expect(line?.data).toEqual([["2026-11-23T12:00:00+03:00", 100], ["2026-11-24T12:00:00+03:00", null]]);
    expect(drawn(OFFERS).tooltip.formatter({ seriesIndex: 0, dataIndex: 0 })).toBe("23.11.2026\nNear: 100,00");
    expect(meant(OFFERS, 0, 0)).toEqual({ query: "", key: "" });
  });
});

story("numbers of a chart", () => {
  test("read as in the sheets of the reader's language", () => {
    expect(read("110992517.75", MARGIN, "ru")).toBe("110\u202f992\u202f517,75\u00a0₽");
    expect(read("1200", MOVES, "en")).toBe("1,200");
    expect(read(null, MOVES, "ru")).toBe("—");
  });
  test("stand under the pointer with their series, those that are nothing left out", () => {
    expect(drawn(MOVES).tooltip.formatter([{ name: "−1 … 0 %", seriesIndex: 0, dataIndex: 0 }, { name: "−1 … 0 %", seriesIndex: 1, dataIndex: 0 }])).toBe("−1 … 0 %\nRetail: 1\u202f200");
    expect(drawn(MARGIN).tooltip.formatter({ dataIndex: 2 })).toBe("Nuts\n+20,00\u00a0₽");
    expect(drawn(CLOUD).tooltip.formatter({ seriesIndex: 0, dataIndex: 0 })).toBe("DRILL\nRetail\nCost: 80,00\nPrice: 100,00");
  });
});

story("a chart", () => {
  test("has its tooltips drawn, for markup with styles is forbidden", () => {
    for (const chart of [MOVES, MARGIN, CLOUD]) expect(drawn(chart).tooltip.renderMode).toBe("richText");
  });
  test("leaves a gap where there is no number, and colours by meaning before place", () => {
    expect(drawn(MOVES).series.map(({ data }) => data)).toEqual([[1200, "-"], [0, 7]]);
    expect(drawn(MOVES).series.map(({ itemStyle }) => itemStyle.color)).toEqual(["#00f", "#fa0"]);
  });
  test("filters the sheet of its page only by what that has, and leads to another one else", () => {
    expect(fits("group==Bolts&place=dearest", [{ name: "group" }, { name: "place" }])).toBe(true);
    expect(fits("group==Bolts", [{ name: "name" }])).toBe(false);
  });
  test("leads from what is pressed to its rows", () => {
    expect(meant(MOVES, 0, 0)).toEqual({ query: "column=retail&change=>=-1&change=<0", key: "" });
    expect(meant(MOVES, 1, 1)).toEqual({ query: "", key: "" });
    expect(meant(MARGIN, 0, 1)).toEqual({ query: "group==Bolts", key: "" });
    expect(meant(CLOUD, 0, 0)).toEqual({ query: "", key: "17" });
  });
});
