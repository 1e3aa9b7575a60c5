/**
 * How columns stand, as an address says it to somebody else: the shown ones in their order, ":" and the width where one was
 * given, "|" behind the last one that stays. What is not named is hidden.
 */
import type { Column } from "../description";
import { arranged, isWidth } from "./taste";
import type { Taste } from "./taste";

const STAYS = "|";

export function laidOut(columns: readonly Column[], taste: Taste): string {
  const { frozen, main } = arranged(columns, taste);
  const named = ({ name }: Column): string => (taste.widths.has(name) ? `${name}:${taste.widths.get(name)}` : name);
  return [...frozen.map(named), STAYS, ...main.map(named)].join(",");
}

/** The taste that an address asks for; his own where it names no column of this sheet. */
export function tasteFor(layout: string, columns: readonly Column[], own: Taste): Taste {
  const asked = layout.split(",").map((part) => part.split(":", 2) as [string, string?]);
  const known = asked.filter(([name]) => name === STAYS || columns.some((column) => column.name === name));
  const order = [...new Set(known.map(([name]) => name))];
  if (!order.some((name) => name !== STAYS)) return own;
  const shown = order.filter((name) => name !== STAYS);
  const rest = columns.filter(({ name }) => !shown.includes(name));
  return {
    hidden: new Set(rest.filter(({ hidden }, place) => !hidden && rest[place] !== columns[0]).map(({ name }) => name)),
    wanted: new Set(columns.filter(({ name, hidden }) => hidden && shown.includes(name)).map(({ name }) => name)),
    widths: new Map(known.map(([name, width]) => [name, Number(width)] as [string, number]).filter(isWidth)),
    order: [...shown, ...rest.map(({ name }) => name)],
    frozen: Math.max(0, order.indexOf(STAYS)),
    isFiltering: own.isFiltering,
  };
}
