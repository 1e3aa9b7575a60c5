/**
 * What is asked of a column, as it stands in the address: `>100`, `<=5`, `10..20`, `=abc`, `<>0`, `=` (empty), `<>` (not empty),
 * `abc` (a part of a text), `abc*` (its beginning), `this_month`. Numbers there have a point, dates are ISO, whatever the reader's locale is.
 */
import { daysOf, wholly } from "./days";
import type { Column, Locale } from "./description";
import { isNumeric, plain, typed } from "./format";
import { say } from "./words";
import type { Word } from "./words";

export const PERIODS = [
  "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month", "next_month",
  "last_30_days", "this_year", "last_year", "past", "ahead",
] as const satisfies readonly Word[];

export type Operator = "contains" | "begins" | "ends" | "equals" | "other" | "between" | "above" | "from" | "below" | "to" | "empty" | "filled";

export interface Filter {
  readonly operator: Operator;
  readonly first: string;
  readonly second: string;
}

const OPERATORS = {
  text: ["contains", "begins", "equals", "other", "ends", "empty", "filled"],
  number: ["between", "equals", "above", "below", "other", "empty", "filled"],
  date: ["between", "empty", "filled"],
} as const satisfies Record<string, readonly Operator[]>;

const SIGNS: readonly (readonly [string, Operator])[] = [["<>", "other"], [">=", "from"], ["<=", "to"], [">", "above"], ["<", "below"], ["=", "equals"]];

export function isDated({ type, dated }: Column): boolean {
  return type === "date" || type === "moment" || dated;
}

/** Chosen from a list, not typed. */
export function isChosen(column: Column): boolean {
  return column.type === "choice" || column.type === "flag" || (column.filter !== null && column.filter !== column.name);
}

export function operatorsOf(column: Column): readonly Operator[] {
  return OPERATORS[isNumeric(column.type) ? "number" : isDated(column) ? "date" : "text"];
}

const OTHER_SIGNS: readonly (readonly [string, string])[] = [["≥", ">="], ["≤", "<="], ["≠", "<>"], ["!=", "<>"], ["=>", ">="], ["=<", "<="]];
const NUMBER = "[-−]?\\d(?:[\\s.,']?\\d)*";
const RANGES = [
  new RegExp(`^(${NUMBER})\\s*[-–—−]\\s*(${NUMBER})$`), new RegExp(`^>=\\s*(${NUMBER})[\\s,;и]*(?:and)?\\s*<=\\s*(${NUMBER})$`),
  new RegExp(`^(?:от|from)\\s+(${NUMBER})(?:\\s+(?:до|to)\\s+(${NUMBER}))?$`, "i"), new RegExp(`^(?:до|to)\\s+()(${NUMBER})$`, "i"),
];
const LOCALES: readonly Locale[] = ["ru", "en"];

/** The parts of a filter of the address (or of one that was typed: then its values are in the reader's locale). */
export function understood(text: string, column: Column): Filter {
  const [sign, operator] = SIGNS.find(([one]) => text.startsWith(one)) ?? ["", null];
  const rest = text.slice(sign.length).trim();
  if (operator === "equals" && !rest) return { operator: "empty", first: "", second: "" };
  if (operator === "other" && !rest) return { operator: "filled", first: "", second: "" };
  if (operator) return { operator, first: rest, second: "" };
  return isNumeric(column.type) || isDated(column) ? ranged(rest) : worded(rest);
}

function ranged(text: string): Filter {
  const [first = "", second] = text.split(/\.\.+|…/, 2);
  return second === undefined ? { operator: "equals", first: first.trim(), second: "" } : { operator: "between", first: first.trim(), second: second.trim() };
}

function worded(text: string): Filter {
  const inner = text.replace(/^\*|\*$/g, "");
  if (inner.includes("*") || !text.includes("*")) return { operator: "contains", first: text, second: "" };
  if (text.startsWith("*")) return { operator: text.endsWith("*") ? "contains" : "ends", first: inner, second: "" };
  return { operator: "begins", first: inner, second: "" };
}

/** How a filter is written. */
export function written({ operator, first, second }: Filter): string {
  switch (operator) {
    case "empty": return "=";
    case "filled": return "<>";
    case "between": return first || second ? `${first}..${second}` : "";
    case "begins": return first && `${first}*`;
    case "ends": return first && `*${first}`;
    case "contains": return first;
    default: {
      const sign = SIGNS.find(([, one]) => one === operator)?.[0] ?? "";
      return first && sign + first;
    }
  }
}

/** What a person typed, as the address has it: "> 1 000,5" -> ">1000.5", "28.11" -> "2026-11-28". What can't be read goes as typed. */
export function fromTyped(text: string, column: Column, locale: Locale, today: Date = new Date()): string {
  const trimmed = text.trim();
  if (!trimmed) return "";
  if (isDated(column)) return dated(signed(trimmed), today);
  if (!isNumeric(column.type)) return written(understood(trimmed, column));
  const filter = understood(ranging(signed(trimmed)), column);
  const read = (value: string): string => value && typed(value, column, locale);
  return plainly(inOrder({ ...filter, first: read(filter.first), second: read(filter.second) }));
}

/** Signs as other programs have them. */
function signed(text: string): string {
  const [sign, meant] = OTHER_SIGNS.find(([one]) => text.startsWith(one)) ?? ["", ""];
  return meant + text.slice(sign.length);
}

/** "100-200", "от 100 до 200", ">=100 <=200" are "100..200"; a minus before a number stays one. */
function ranging(text: string): string {
  for (const range of RANGES) {
    const [, first, second] = range.exec(text) ?? [];
    if (first !== undefined || second !== undefined) return `${first ?? ""}..${second ?? ""}`;
  }
  return text;
}

/** From the smaller to the greater, whichever was written first. */
function inOrder(filter: Filter): Filter {
  const isTurned = filter.operator === "between" && filter.first !== "" && filter.second !== "" && Number(filter.first) > Number(filter.second);
  return isTurned ? { ...filter, first: filter.second, second: filter.first } : filter;
}

/** A month and a year are all their days: later than one is later than its last. */
function dated(text: string, today: Date): string {
  const period = PERIODS.find((one) => one === text || LOCALES.some((locale) => say(one, locale).toLowerCase() === text.toLowerCase()));
  if (period) return period;
  const [sign, operator] = SIGNS.find(([one]) => text.startsWith(one)) ?? ["", null];
  const days = daysOf(text.slice(sign.length), today);
  if (!days || operator === "other") return text;
  const { first, last } = days;
  switch (operator) {
    case "above": case "to": return sign + last;
    case "below": case "from": return sign + first;
    default: return first === last ? first : `${first}..${last}`;
  }
}

/** Of what is no text, "just this" needs no sign. */
function plainly(filter: Filter): string {
  return filter.operator === "equals" ? filter.first : written(filter);
}

/** As it stands in its field: what is typed back means the same. */
export function toTyped(value: string, column: Column, locale: Locale): string {
  const period = PERIODS.find((one) => one === value);
  if (period && isDated(column)) return say(period, locale);
  if (!isNumeric(column.type) && !isDated(column)) return value;
  const filter = understood(value, column);
  const whole = isDated(column) && filter.operator === "between" ? wholly({ first: filter.first, last: filter.second }, locale) : null;
  return whole ?? plainly({ ...filter, first: local(filter.first, column, locale), second: local(filter.second, column, locale) });
}

/** No digits that nobody has typed: a sum of 10 is asked as 10. */
function local(value: string, column: Column, locale: Locale): string {
  if (isDated(column)) return plain(value, { ...column, type: "date" }, locale);
  return locale === "ru" && /^-?\d+\.\d+$/.test(value) ? value.replace(".", ",") : value;
}

/** For a chip: "> 1000", "10 – 20", "не пусто". */
export function said(value: string, column: Column, locale: Locale): string {
  const filter = understood(value, column);
  if (filter.operator === "empty" || filter.operator === "filled") return say(`op_${filter.operator}`, locale);
  const text = toTyped(value, column, locale);
  if (filter.operator === "between" && filter.first && filter.second) return text.replace("..", " – ");
  if (filter.operator === "between") return text.replace(/^\.\./, "≤ ").replace(/^(.*)\.\.$/, "≥ $1");
  return text.replace(/^(<>|>=|<=|>|<|=)/, (sign) => `${SHOWN[sign] ?? sign} `);
}

const SHOWN: Readonly<Record<string, string>> = { "<>": "≠", ">=": "≥", "<=": "≤" };
