/** How a person likes a sheet: which columns he sees, in what order, how wide, up to which they stay. Kept in his browser, by the sheet's name. */
import type { Column } from "../description";

export interface Taste {
  readonly hidden: ReadonlySet<string>;
  /** Of the columns that are hidden unless wanted: those that he wants. */
  readonly wanted: ReadonlySet<string>;
  readonly widths: ReadonlyMap<string, number>;
  /** All columns in their order; none: as the sheet was declared. */
  readonly order: readonly string[];
  /** So many columns of that order stay at the left; null: as declared. */
  readonly frozen: number | null;
  /** Whether the filter row is open. */
  readonly isFiltering: boolean;
}

export const PLAIN: Taste = { hidden: new Set(), wanted: new Set(), widths: new Map(), order: [], frozen: null, isFiltering: false };
const WIDTHS = { least: 24, most: 2000 };
const MOST_COLUMNS = 500;

export interface Arrangement {
  readonly frozen: readonly Column[];
  readonly main: readonly Column[];
}

/** All columns in the person's order. A column that he has never seen stands behind the one that it was declared after. */
export function ordered(columns: readonly Column[], { order, frozen }: Taste): readonly Column[] {
  if (!order.length) return frozen === null ? [...columns.filter((one) => one.frozen), ...columns.filter((one) => !one.frozen)] : columns;
  const made = order.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  columns.forEach((column, place) => {
    if (made.includes(column)) return;
    const before = columns[place - 1];
    made.splice(before ? made.indexOf(before) + 1 : 0, 0, column);
  });
  return made;
}

function frozenCount(columns: readonly Column[], taste: Taste): number {
  return taste.frozen ?? columns.filter(({ frozen }) => frozen).length;
}

export function isShown({ name, hidden }: Column, taste: Taste): boolean {
  return hidden ? taste.wanted.has(name) : !taste.hidden.has(name);
}

/** The column is shown, or hidden again. */
export function toggled({ name, hidden }: Column, taste: Taste): Taste {
  const names = new Set(hidden ? taste.wanted : taste.hidden);
  if (!names.delete(name)) names.add(name);
  return hidden ? { ...taste, wanted: names } : { ...taste, hidden: names };
}

/** The columns that are shown to him and to nobody who has not asked for them. */
export function wanted(columns: readonly Column[], taste: Taste): readonly Column[] {
  return columns.filter((column) => column.hidden && isShown(column, taste));
}

/** What is shown, the part that stays and the part that scrolls. */
export function arranged(columns: readonly Column[], taste: Taste): Arrangement {
  const all = ordered(columns, taste);
  const stays = frozenCount(columns, taste);
  const shown = (column: Column): boolean => isShown(column, taste);
  return { frozen: all.slice(0, stays).filter(shown), main: all.slice(stays).filter(shown) };
}

/** The column goes to where the other one stands. */
export function moved(columns: readonly Column[], taste: Taste, name: string, to: string): Taste {
  const order = ordered(columns, taste).map((column) => column.name);
  const [from, place] = [order.indexOf(name), order.indexOf(to)];
  if (from < 0 || place < 0 || from === place) return taste;
  order.splice(place, 0, ...order.splice(from, 1));
  return { ...taste, order, frozen: frozenCount(columns, taste) };
}

/** Columns up to this one stay; said again, none does. */
export function frozenTo(columns: readonly Column[], taste: Taste, name: string): Taste {
  const all = ordered(columns, taste);
  const count = all.findIndex((column) => column.name === name) + 1;
  return { ...taste, order: all.map((column) => column.name), frozen: count === frozenCount(columns, taste) ? 0 : count };
}

export function isPlain(taste: Taste): boolean {
  return !taste.hidden.size && !taste.wanted.size && !taste.widths.size && !taste.order.length && taste.frozen === null;
}

export function tasteOf(sheet: string): Taste {
  try {
    return understood(JSON.parse(window.localStorage.getItem(slot(sheet)) ?? "null"));
  } catch {
    return PLAIN; // no storage, or not ours
  }
}

export function keep(sheet: string, taste: Taste): void {
  try {
    window.localStorage.setItem(slot(sheet), JSON.stringify(said(taste)));
  } catch {
    // a browser that keeps nothing: it lasts as long as the page
  }
}

export function said({ hidden, wanted: more, widths, order, frozen, isFiltering }: Taste): Readonly<Record<string, unknown>> {
  return { hidden: [...hidden], wanted: [...more], widths: Object.fromEntries(widths), order, frozen, isFiltering };
}

function slot(sheet: string): string {
  return `optom.sheet.${sheet}`;
}

export function understood(given: unknown): Taste {
  const { hidden, wanted: more, widths, order, frozen, isFiltering } = (given ?? {}) as Readonly<Record<keyof Taste, unknown>>;
  return {
    hidden: new Set(names(hidden)),
    wanted: new Set(names(more)),
    widths: new Map(Object.entries(typeof widths === "object" && widths !== null ? widths : {}).filter(isWidth)),
    order: names(order),
    frozen: typeof frozen === "number" && frozen >= 0 && frozen <= MOST_COLUMNS ? frozen : null,
    isFiltering: isFiltering === true,
  };
}

function names(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((name): name is string => typeof name === "string") : [];
}

export function isWidth(given: [string, unknown]): given is [string, number] {
  const [, width] = given;
  return typeof width === "number" && width >= WIDTHS.least && width <= WIDTHS.most;
}
