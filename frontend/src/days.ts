/**
 * Days as people write them into a filter: 28.11, 28 ноября, 01.11-15.11, 11.2026, November, 2026, from 1.11 to 15.11.
 * All of it comes to a first and a last day; what names no year is of this one.
 */
import type { Locale } from "./description";

export interface Days {
  /** ISO; nothing: no end on that side. */
  readonly first: string;
  readonly last: string;
}

/** What one piece of text names, as far as it does. */
interface Named {
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
}

const MONTHS: readonly (readonly string[])[] = [
  ["январь", "января", "january"], ["февраль", "февраля", "february"], ["март", "марта", "march"], ["апрель", "апреля", "april"], ["май", "мая", "may"], ["июнь", "июня", "june"],
  ["июль", "июля", "july"], ["август", "августа", "august"], ["сентябрь", "сентября", "september"], ["октябрь", "октября", "october"], ["ноябрь", "ноября", "november"], ["декабрь", "декабря", "december"],
];
const SHORTEST_MONTH = 3;
const FROM_TO = /^(?:с|со|от|from|since)\s+(.+?)(?:\s+(?:по|до|to|till|until)\s+(.+))?$/i;
const UP_TO = /^(?:по|до|to|till|until)\s+(.+)$/i;

/** Null where nothing can be made of it. */
export function daysOf(text: string, today: Date): Days | null {
  const trimmed = text.trim();
  const whole = named(trimmed);
  if (whole) return span(whole, whole, today);
  const dots = /^(.*?)\s*(?:\.\.+|…)\s*(.*)$/.exec(trimmed) ?? FROM_TO.exec(trimmed);
  if (dots) return between(dots[1] ?? "", dots[2] ?? "", today);
  const upTo = UP_TO.exec(trimmed);
  if (upTo) return between("", upTo[1] ?? "", today);
  return dashed(trimmed, today);
}

/** The dash that has days on both sides; those within an ISO day have none. */
function dashed(text: string, today: Date): Days | null {
  for (const { index } of text.matchAll(/[-–—]/g)) {
    const found = between(text.slice(0, index), text.slice(index + 1), today, true);
    if (found) return found;
  }
  return null;
}

function between(from: string, to: string, today: Date, isClosed = false): Days | null {
  const [first, last] = [named(from.trim()), named(to.trim())];
  if ((from.trim() && !first) || (to.trim() && !last) || (isClosed ? !first || !last : !first && !last)) return null;
  if (first && last) return ordered(span({ day: first.day, month: first.month ?? last.month, year: first.year ?? last.year }, last, today), first, last, today);
  const one = first ?? last;
  const alone = one && span(one, one, today);
  return alone && (first ? { first: alone.first, last: "" } : { first: "", last: alone.last });
}

/** From December to January without a year: over the turn of the year that is nearest. With years: whichever way they were written. */
function ordered(found: Days | null, first: Named, last: Named, today: Date): Days | null {
  if (!found || found.first <= found.last) return found;
  if (first.year !== null || last.year !== null) return span(last, { ...first, year: first.year ?? last.year }, today);
  const now = today.getFullYear();
  const year = iso(now, today.getMonth() + 1, today.getDate()) <= found.last ? now - 1 : now;
  return span({ ...first, year }, { ...last, year: year + 1 }, today);
}

function named(text: string): Named | null {
  const words = text.toLowerCase().replace(/,/g, " ").replace(/(\d)\s*г(?:ода?|\.)?$/, "$1").trim();
  return numbers(words) ?? inWords(words);
}

function numbers(text: string): Named | null {
  const made = (match: RegExpExecArray | null, day: number, month: number, year: number): Named | null =>
    match && { day: part(match, day), month: part(match, month), year: year ? yearOf(match[year]) : null };
  return made(/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text), 3, 2, 1) ?? made(/^(\d{4})[-./](\d{1,2})$/.exec(text), 0, 2, 1) ?? made(/^(\d{1,2})[./](\d{4})$/.exec(text), 0, 1, 2)
    ?? made(/^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?$/.exec(text), 1, 2, 3) ?? made(/^(\d{4})$/.exec(text), 0, 0, 1) ?? made(/^(\d{1,2})$/.exec(text), 1, 0, 0);
}

function part(match: RegExpExecArray, place: number): number | null {
  return place ? Number(match[place]) : null;
}

function yearOf(text: string | undefined): number | null {
  if (!text) return null;
  return Number(text.length === 2 ? `20${text}` : text);
}

/** "28 ноября 2026", "november", "Nov 28, 2026". */
function inWords(text: string): Named | null {
  const match = /^(?:(\d{1,2})\s+)?([а-яё]+|[a-z]+)\.?(?:\s+(\d{1,2}))?(?:\s+(\d{4}))?$/.exec(text);
  const word = match?.[2] ?? "";
  const month = word.length < SHORTEST_MONTH ? -1 : MONTHS.findIndex((names) => names.some((name) => name.startsWith(word)));
  if (!match || month < 0 || (match[1] && match[3])) return null;
  const day = match[1] ?? match[3];
  return { day: day ? Number(day) : null, month: month + 1, year: yearOf(match[4]) };
}

/** From the beginning of what the one names to the end of what the other does; a bare number is no day. */
function span(from: Named, to: Named, today: Date): Days | null {
  const [first, last] = [edge(from, today, false), edge(to, today, true)];
  return first && last ? { first, last } : null;
}

function edge({ day, month, year }: Named, today: Date, isLast: boolean): string | null {
  if (month === null && day !== null) return null;
  const on = year ?? today.getFullYear();
  const in_ = month ?? (isLast ? 12 : 1);
  const length = new Date(on, in_, 0).getDate();
  const place = day ?? (isLast ? length : 1);
  return in_ >= 1 && in_ <= 12 && place >= 1 && place <= length ? iso(on, in_, place) : null;
}

function iso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Whole months and years by their name, as they can be typed again; null for other days. */
export function wholly({ first, last }: Days, locale: Locale): string | null {
  if (!/^\d{4}-\d\d-01$/.test(first)) return null;
  const [year = "", month = ""] = first.split("-");
  if (month === "01" && last === `${year}-12-31`) return year;
  if (last !== iso(Number(year), Number(month), new Date(Number(year), Number(month), 0).getDate())) return null;
  return locale === "ru" ? `${month}.${year}` : `${year}-${month}`;
}
