/** How a person likes a sheet: which columns he hides, how wide the others are. Kept in his browser, by the sheet's name. */

export interface Taste {
  readonly hidden: ReadonlySet<string>;
  readonly widths: ReadonlyMap<string, number>;
}

const PLAIN: Taste = { hidden: new Set(), widths: new Map() };
const WIDTHS = { least: 24, most: 2000 };

export function tasteOf(sheet: string): Taste {
  try {
    return understood(JSON.parse(window.localStorage.getItem(slot(sheet)) ?? "null"));
  } catch {
    return PLAIN; // no storage, or not ours
  }
}

export function keep(sheet: string, { hidden, widths }: Taste): void {
  try {
    window.localStorage.setItem(slot(sheet), JSON.stringify({ hidden: [...hidden], widths: [...widths] }));
  } catch {
    // a browser that keeps nothing: it lasts as long as the page
  }
}

function slot(sheet: string): string {
  return `optom.sheet.${sheet}`;
}

function understood(given: unknown): Taste {
  const { hidden, widths } = (given ?? {}) as { readonly hidden?: unknown; readonly widths?: unknown };
  return {
    hidden: new Set(Array.isArray(hidden) ? hidden.filter((name): name is string => typeof name === "string") : []),
    widths: new Map(Array.isArray(widths) ? widths.filter(isWidth) : []),
  };
}

function isWidth(given: unknown): given is [string, number] {
  const [name, width] = Array.isArray(given) ? (given as unknown[]) : [];
  return typeof name === "string" && typeof width === "number" && width >= WIDTHS.least && width <= WIDTHS.most;
}
