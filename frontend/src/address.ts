/** The page's address is the state of its sheet: q, sort, the view that was opened, how columns stand; every other parameter is a filter. */

export interface State {
  readonly query: string;
  readonly sort: string;
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** The kept view from which the rest began; nothing: none. */
  readonly view: string;
  /** How columns stand, where somebody else's link says it (`sheet/layout.ts`); nothing: as the person likes it. */
  readonly layout: string;
}

const OURS: readonly string[] = ["q", "sort", "view", "layout"];

export function read(search: string, fallback: { readonly sort: string; readonly query: string }): State {
  const given = new URLSearchParams(search);
  const filters = new Map<string, string[]>();
  for (const [name, value] of given) {
    if (OURS.includes(name) || value === "") continue;
    filters.set(name, [...(filters.get(name) ?? []), value]);
  }
  return { query: given.get("q") ?? fallback.query, sort: given.get("sort") ?? fallback.sort, filters, view: given.get("view") ?? "", layout: given.get("layout") ?? "" };
}

/** Parameters for the address bar; what equals the sheet's own default stays out of it. */
export function written(state: State, fallback: { readonly sort: string; readonly query: string }): string {
  const out = parameters(state);
  if (state.sort === fallback.sort) out.delete("sort");
  if (state.query === fallback.query) out.delete("q");
  if (state.view) out.set("view", state.view);
  if (state.layout) out.set("layout", state.layout);
  const text = out.toString();
  return text ? `?${text}` : "";
}

/** The address bar says it from now on. A step is one to which Back returns; what equals the present is none. */
export function show(address: string, isStep: boolean): void {
  const text = location.pathname + address + location.hash;
  if (isStep && address !== location.search) history.pushState(history.state, "", text);
  else history.replaceState(history.state, "", text);
}

/** What the server is asked; which view it was, only the page needs to know. */
export function parameters(state: State): URLSearchParams {
  const out = new URLSearchParams();
  if (state.query) out.set("q", state.query);
  if (state.sort) out.set("sort", state.sort);
  for (const [name, values] of state.filters) for (const value of values) out.append(name, value);
  return out;
}

/** Join parameters to an address that may have some of its own. */
export function joined(url: string, parameters: URLSearchParams | Readonly<Record<string, string>>): string {
  const [path = "", own = ""] = url.split("?", 2);
  const all = new URLSearchParams(own);
  const added = parameters instanceof URLSearchParams ? parameters : new URLSearchParams(parameters);
  for (const [name, value] of added) all.append(name, value);
  const text = all.toString();
  return text ? `${path}?${text}` : path;
}

/** "-price,article": a click sorts by one column and turns it round; with shift it adds a column, turns it, takes it out again. */
export function sortedBy(sort: string, name: string, adding: boolean): string {
  const marks = sort ? sort.split(",") : [];
  const mine = marks.find((mark) => bare(mark) === name);
  const turned = mine === name ? `-${name}` : name;
  if (!adding) return turned;
  if (!mine) return [...marks, name].join(",");
  return marks.flatMap((mark) => (mark !== mine ? [mark] : mark === name ? [turned] : [])).join(",");
}

export interface Mark {
  readonly descending: boolean;
  /** 1-based place among the sorted columns, 0 when it is the only one. */
  readonly place: number;
}

export function markOf(sort: string, name: string): Mark | null {
  const marks = sort ? sort.split(",") : [];
  const index = marks.findIndex((mark) => bare(mark) === name);
  if (index < 0) return null;
  return { descending: marks[index]?.startsWith("-") ?? false, place: marks.length > 1 ? index + 1 : 0 };
}

function bare(mark: string): string {
  return mark.startsWith("-") ? mark.slice(1) : mark;
}
