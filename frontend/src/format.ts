/** Values into words of the reader's locale and back. Works on the digits themselves: a decimal never becomes a float. */
import type { Column, ColumnType, Locale, Value } from "./description";

interface Manner {
  readonly group: string;
  readonly point: string;
}

const NARROW_SPACE = "\u202f";
const MINUS = "\u2212";
const MANNERS: Readonly<Record<Locale, Manner>> = {
  ru: { group: NARROW_SPACE, point: "," },
  en: { group: ",", point: "." },
};
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;
const THOUSANDS = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
/** Fewest and most digits after the point. */
const DIGITS: Readonly<Partial<Record<ColumnType, readonly [number, number]>>> = {
  money: [2, 2],
  price: [2, 4],
  rate: [4, 6],
  percent: [2, 2],
  quantity: [0, 3],
  integer: [0, 0],
};

export function isNumeric(type: ColumnType): boolean {
  return type in DIGITS;
}

/** Fewest and most digits after the point of what such a column holds. */
export function digitsOf(type: ColumnType): readonly [number, number] {
  return DIGITS[type] ?? [0, 4];
}

function fraction(digits: string, [fewest, most]: readonly [number, number]): string {
  return digits.slice(0, most).replace(/0+$/, "").padEnd(fewest, "0");
}

/** "16492.00" -> "16 492,00" (ru). Text that is no number comes back as it is. */
export function number(text: string, locale: Locale, digits: readonly [number, number]): string {
  const match = NUMBER.exec(text);
  if (!match) return text;
  const { group, point } = MANNERS[locale];
  const whole = (match[2] ?? "").replace(/\B(?=(\d{3})+$)/g, group);
  const rest = fraction(match[3] ?? "", digits);
  return (match[1] ? MINUS : "") + whole + (rest ? point + rest : "");
}

export function count(value: number, locale: Locale): string {
  return number(String(value), locale, [0, 0]);
}

function date(text: string, locale: Locale): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (!match) return text;
  return locale === "ru" ? `${match[3]}.${match[2]}.${match[1]}` : `${match[1]}-${match[2]}-${match[3]}`;
}

/** The server has chosen the time zone; we show the moment as it is written. */
function moment(text: string, locale: Locale): string {
  const time = /T(\d\d:\d\d)/.exec(text)?.[1];
  return time ? `${date(text, locale)} ${time}` : date(text, locale);
}

function isZero(text: string): boolean {
  return /^-?0+(\.0+)?$/.test(text);
}

/** How the cell reads on the screen. */
export function shown(value: Value | undefined, column: Column, locale: Locale): string {
  if (value === null || value === undefined || value === "") return "";
  const text = String(value);
  if (column.zero !== null && isZero(text)) return column.zero;
  const digits = DIGITS[column.type];
  if (digits) return number(text, locale, digits);
  if (column.type === "date") return date(text, locale);
  if (column.type === "moment") return moment(text, locale);
  if (column.type === "choice") return column.choices.find(([given]) => given === text)?.[1] ?? text;
  if (column.type === "flag") return value === true || text === "true" ? "✓" : "";
  return text;
}

/** How the cell is copied and edited: no thousands marks, so that Excel of the same locale takes it for a number. */
export function plain(value: Value | undefined, column: Column, locale: Locale): string {
  if (value === null || value === undefined) return "";
  if (!isNumeric(column.type)) return column.type === "flag" ? String(value) : shown(value, column, locale);
  const match = NUMBER.exec(String(value));
  if (!match) return String(value);
  const rest = fraction(match[3] ?? "", DIGITS[column.type] ?? [0, 4]);
  return (match[1] ?? "") + (match[2] ?? "") + (rest ? MANNERS[locale].point + rest : "");
}

/** What a person typed, as the server wants it: "1 240,50" -> "1240.50". What can't be read goes as typed, to be refused with words. */
export function typed(text: string, column: Column, locale: Locale): string {
  const trimmed = text.trim();
  if (column.type === "date") return /^(\d\d)\.(\d\d)\.(\d{4})$/.test(trimmed) ? trimmed.split(".").reverse().join("-") : trimmed;
  if (column.type === "choice") return column.choices.find(([, title]) => title.toLowerCase() === trimmed.toLowerCase())?.[0] ?? trimmed;
  if (!isNumeric(column.type)) return trimmed;
  return decimal(trimmed, locale);
}

/** A number that a person typed, with a point: of an English reader 1,500 is no 1.5. Else the text as it is. */
export function decimal(text: string, locale: Locale): string {
  const bare = text.replaceAll(MINUS, "-").replace(/[\s\u00a0\u202f'₽$€]/g, "");
  const dotted = locale === "en" && THOUSANDS.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  return NUMBER.test(dotted) ? dotted : text;
}
