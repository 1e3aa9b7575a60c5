/** A description as what ECharts wants. Colours and words are given, so that all of it can be tried without a browser. */
import type { EChartsCoreOption } from "echarts/core";
import type { Locale } from "../description";
import { number, digitsOf } from "../format";
import { beginning, spans } from "./bridging";
import type { Bars, Bridge, Chart, Cloud, Lines, Measure, Points } from "./described";
import { colourOf } from "./look";
import type { Look } from "./look";

interface Told {
  readonly name: string;
  readonly dataIndex: number;
  readonly seriesIndex: number;
}

interface Place {
  readonly coord: (at: readonly number[]) => number[];
  readonly size: (of: readonly number[]) => number[];
  readonly value: (dimension: number) => number;
}

const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect"] as const;
const SMALL = 11.5;

export function optionOf(chart: Chart, look: Look, locale: Locale): EChartsCoreOption {
  return { animation: false, textStyle: { fontFamily: look.font, color: look.ink }, ...parts(chart, look, locale) };
}

function parts(chart: Chart, look: Look, locale: Locale): EChartsCoreOption {
  if (chart.kind === "bars") return bars(chart, look, locale);
  if (chart.kind === "lines") return steps(chart, look, locale);
  return chart.kind === "bridge" ? bridge(chart, look, locale) : points(chart, look, locale);
}

/** How a number of a chart is read, with its unit. */
export function read(text: string | null | undefined, { numbers, unit }: Measure, locale: Locale): string {
  if (text === null || text === undefined) return "—";
  return number(text, locale, digitsOf(numbers)) + (unit && `\u00a0${unit}`);
}

/** Short, on an axis: 12 000 000 is 12 mln. */
function short(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { notation: Math.abs(value) >= 100_000 ? "compact" : "standard", maximumFractionDigits: 2 }).format(value);
}

function bars(chart: Bars, look: Look, locale: Locale): EChartsCoreOption {
  const names = { type: "category", data: chart.categories, inverse: chart.across, axisTick: { show: false }, axisLine: stroke(look), axisLabel: names_of(chart, look) };
  const sums = { type: "value", ...(chart.unit === "%" && chart.stacked ? { max: 100 } : {}), ...scale(look, locale) };
  return {
    ...frame(look, chart.series.length > 1),
    tooltip: { ...tooltip(look), trigger: "axis", axisPointer: { type: "shadow" }, formatter: (told: readonly Told[]) => lines(chart, told, locale) },
    xAxis: chart.across ? sums : names,
    yAxis: chart.across ? names : sums,
    series: chart.series.map(({ title, tone, values }, place) => ({
      type: "bar",
      name: title,
      ...(chart.stacked ? { stack: "all" } : {}),
      barMaxWidth: 28,
      cursor: "pointer",
      itemStyle: { color: colourOf(look, tone, place) },
      data: values.map((value) => (value === null ? "-" : Number(value))),
    })),
  };
}

function names_of(chart: Bars, look: Look): object {
  return { color: look.ink, fontSize: SMALL, hideOverlap: true, ...(chart.across ? { width: 140, overflow: "truncate" } : { interval: 0 }) };
}

/** What stands under the pointer: the category, and each of its numbers that is one. */
function lines(chart: Bars, told: readonly Told[], locale: Locale): string {
  const said = told.map(({ seriesIndex, dataIndex }) => {
    const { title, values } = chart.series[seriesIndex] ?? { title: "", values: [] };
    const value = values[dataIndex];
    return value && Number(value) ? `${title}: ${read(value, chart, locale)}` : "";
  });
  return [told[0]?.name ?? "", ...said].filter(Boolean).join("\n");
}

function bridge(chart: Bridge, look: Look, locale: Locale): EChartsCoreOption {
  const drawn = spans(chart.steps);
  const first = beginning(drawn);
  const data = drawn.map(({ from, to }, place) => [place, Math.max(from, first), to]);
  return {
    ...frame(look, false),
    grid: { left: 8, right: 96, top: 8, bottom: 8 },
    tooltip: { ...tooltip(look), formatter: ({ dataIndex }: Told) => said(chart, dataIndex, locale) },
    xAxis: { type: "value", min: first, ...scale(look, locale) },
    yAxis: { type: "category", inverse: true, data: chart.steps.map(({ title }) => title), axisTick: { show: false }, axisLine: stroke(look), axisLabel: { color: look.ink, fontSize: SMALL, width: 150, overflow: "truncate" } },
    series: [{ type: "custom", encode: { x: [1, 2], y: 0 }, clip: false, data, renderItem: ({ dataIndex }: Told, place: Place) => beam(chart, look, locale, dataIndex, place) }],
  };
}

function said(chart: Bridge, place: number, locale: Locale): string {
  const step = chart.steps[place];
  return step ? `${step.title}\n${signed(chart, place, locale)}` : "";
}

/** A part says by its sign which way it leads. */
function signed(chart: Bridge, place: number, locale: Locale): string {
  const step = chart.steps[place];
  if (!step) return "";
  return (!step.is_sum && Number(step.value) > 0 ? "+" : "") + read(step.value, chart, locale);
}

function beam(chart: Bridge, look: Look, locale: Locale, index: number, place: Place): object {
  const step = chart.steps[index];
  const [from = 0, middle = 0] = place.coord([place.value(1), place.value(0)]);
  const [to = 0] = place.coord([place.value(2), place.value(0)]);
  const high = (place.size([0, 1])[1] ?? 0) * 0.64;
  const colour = !step || step.is_sum ? look.tones.dim : Number(step.value) < 0 ? look.tones.bad : look.tones.good;
  const shape = { x: Math.min(from, to), y: middle - high / 2, width: Math.max(Math.abs(to - from), 1), height: high };
  const text = { type: "text", style: { text: signed(chart, index, locale), x: Math.max(from, to) + 5, y: middle, fill: look.ink, font: `${SMALL}px ${look.font}`, textVerticalAlign: "middle" } };
  return { type: "group", children: [{ type: "rect", shape, style: { fill: colour } }, text] };
}

function points(chart: Points, look: Look, locale: Locale): EChartsCoreOption {
  const axis = (name: string): object => ({ type: "log", name, nameLocation: "middle", nameTextStyle: { color: look.dim }, ...scale(look, locale), minorSplitLine: { show: false } });
  return {
    ...frame(look, true),
    tooltip: { ...tooltip(look), formatter: (told: Told) => named(chart, told, locale) },
    xAxis: { ...axis(chart.across), nameGap: 22 },
    yAxis: { ...axis(chart.up), nameGap: 44 },
    series: [...chart.clouds.map((cloud, place) => scattered(cloud, look, place)), diagonal(chart, look)],
  };
}

/** What stands until it changes: level, then at once at the next. A line that ends and begins anew has a gap. */
function steps(chart: Lines, look: Look, locale: Locale): EChartsCoreOption {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "short" });
  return {
    ...frame(look, true),
    tooltip: { ...tooltip(look), formatter: (told: Told) => reached(chart, told, day, locale) },
    xAxis: { type: "time", axisLine: stroke(look), axisTick: { show: false }, axisLabel: { color: look.dim, fontSize: SMALL, hideOverlap: true, formatter: (value: number) => day.format(value) } },
    yAxis: { type: "value", scale: true, ...scale(look, locale) },
    series: chart.lines.map(({ title, points: given }, place) => ({
      type: "line",
      name: title,
      step: "end",
      symbol: SYMBOLS[place % SYMBOLS.length],
      symbolSize: 5,
      lineStyle: { width: 1.6 },
      itemStyle: { color: colourOf(look, "", place) },
      data: given.map(([at, value]) => [at, value === null ? null : Number(value)]),
    })),
  };
}

function reached(chart: Lines, { seriesIndex, dataIndex }: Told, day: Intl.DateTimeFormat, locale: Locale): string {
  const line = chart.lines[seriesIndex];
  const [at, value] = line?.points[dataIndex] ?? [];
  return line && at ? [day.format(new Date(at)), `${line.title}: ${read(value, chart, locale)}`].join("\n") : "";
}

function scattered({ title, tone, points: given }: Cloud, look: Look, place: number): object {
  const colour = colourOf(look, tone, place);
  const hollow = { color: "transparent", borderColor: colour, borderWidth: 1.2 };
  return {
    type: "scatter",
    name: title,
    symbol: tone === "warn" ? "circle" : SYMBOLS[place % SYMBOLS.length],
    symbolSize: 6,
    cursor: "pointer",
    itemStyle: tone === "warn" ? hollow : { color: colour, opacity: 0.65 },
    data: given.map(([x, y]) => [Number(x), Number(y)]),
  };
}

/** What is sold for what it costs lies on this line, below it what is sold for less. */
function diagonal(chart: Points, look: Look): object {
  const all = chart.clouds.flatMap(({ points: given }) => given.flatMap(([x, y]) => [Number(x), Number(y)]));
  const ends = all.length ? [Math.min(...all), Math.max(...all)] : [];
  const renderItem = (_: Told, place: Place): object => {
    const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = ends.map((end) => place.coord([end, end]));
    return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: look.tones.bad, lineWidth: 1, lineDash: [4, 4] }, silent: true };
  };
  return { type: "custom", name: chart.line, silent: true, clip: true, itemStyle: { color: look.tones.bad }, tooltip: { show: false }, data: ends.length ? [[ends[0], ends[0]]] : [], renderItem };
}

function named(chart: Points, { seriesIndex, dataIndex }: Told, locale: Locale): string {
  const cloud = chart.clouds[seriesIndex];
  const [x, y, , name] = cloud?.points[dataIndex] ?? [];
  return cloud ? [name, cloud.title, `${chart.across}: ${read(x, chart, locale)}`, `${chart.up}: ${read(y, chart, locale)}`].join("\n") : "";
}

function frame(look: Look, hasLegend: boolean): EChartsCoreOption {
  const legend = { type: "scroll", top: 0, left: 0, itemWidth: 12, itemHeight: 10, textStyle: { color: look.ink, fontSize: SMALL }, pageTextStyle: { color: look.dim }, pageIconColor: look.ink, pageIconInactiveColor: look.line };
  return { grid: { left: 8, right: 16, top: hasLegend ? 34 : 12, bottom: 8 }, ...(hasLegend ? { legend } : {}) };
}

function stroke(look: Look): object {
  return { lineStyle: { color: look.line } };
}

function scale(look: Look, locale: Locale): object {
  return { splitLine: stroke(look), axisLine: stroke(look), axisLabel: { color: look.dim, fontSize: SMALL, hideOverlap: true, formatter: (value: number) => short(value, locale) } };
}

/** Drawn into the picture: the other kind is markup with styles inside, which the policy of the page forbids. */
function tooltip(look: Look): object {
  return { renderMode: "richText", confine: true, backgroundColor: look.paper, borderColor: look.line, textStyle: { color: look.ink, fontSize: 12 } };
}
