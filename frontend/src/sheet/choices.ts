/** A list of boxes to tick, narrowed by typing where it is long. */
import type { FacetOption, Locale } from "../description";
import { el } from "../dom";
import { count } from "../format";
import { say } from "../words";

const LONG_LIST = 10;

export interface Choosing {
  readonly name: string;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly string[];
  readonly locale: Locale;
  changed(values: readonly string[]): void;
}

export function choices(choosing: Choosing): HTMLElement {
  const now = new Set(choosing.chosen);
  const rows = choosing.options.map((option) => choice(choosing, option, now));
  const narrow = rows.length > LONG_LIST ? el("input", { type: "search", placeholder: say("narrow"), "aria-label": say("narrow"), input: (event) => narrowTo(rows, event) }) : null;
  return el("div.options", {}, narrow, ...rows);
}

/** `now` is what is ticked by now: ticks may come faster than the list is drawn anew. */
function choice({ name, locale, changed }: Choosing, { value, title, count: size }: FacetOption, now: Set<string>): HTMLElement {
  const isOn = now.has(value);
  const change = ({ target }: Event): void => {
    if ((target as HTMLInputElement).checked) now.add(value);
    else now.delete(value);
    changed([...now]);
  };
  const tally = size === null || size === undefined ? null : el("small", {}, count(size, locale));
  return el("label", {}, el("input", { type: "checkbox", id: `facet-${name}-${value}`, checked: isOn, change }), el("span", {}, title), tally);
}

function narrowTo(rows: readonly HTMLElement[], event: Event): void {
  const text = event.target instanceof HTMLInputElement ? event.target.value.toLowerCase() : "";
  for (const row of rows) row.hidden = !(row.textContent ?? "").toLowerCase().includes(text);
}
