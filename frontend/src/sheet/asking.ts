/** The list under a filter's field: conditions of its kind, ready ranges of days. What is chosen there could have been typed as well. */
import type { Column, Locale } from "../description";
import { el } from "../dom";
import { PERIODS, fromTyped, isDated, operatorsOf, toTyped, understood, written } from "../filters";
import type { Operator } from "../filters";
import { isNumeric } from "../format";
import { say } from "../words";

export interface Asking {
  readonly column: Column;
  readonly locale: Locale;
  /** As it stands in the address. */
  readonly value: string;
  asked(value: string): void;
}

export function asking(given: Asking): HTMLElement {
  const { column, locale, value } = given;
  const now = understood(value, column);
  const operators = operatorsOf(column);
  const present = operators.includes(now.operator) ? now.operator : (operators[0] ?? "contains");
  const select = el("select", { "aria-label": say("filter_of") }, ...operators.map((one) => el("option", { value: one, selected: one === present }, say(`op_${one}`, locale))));
  const [first, second] = [end(now.first, given, say("from")), end(now.second, given, say("to"))];
  const ends = el("div.ends", {}, first, second);
  const fit = (): void => fitEnds(select.value as Operator, first, second);
  select.addEventListener("change", fit);
  fit();
  const submit = (event: Event): void => {
    event.preventDefault();
    given.asked(composed(select.value as Operator, first.value, second.value, given));
  };
  const lift = value ? el("button.btn", { type: "button", click: () => given.asked("") }, say("lift")) : null;
  return el("form.options.asking", { submit }, isDated(column) ? periods(given) : null, select, ends,
    el("div.actions", {}, lift, el("button.btn.primary", { type: "submit" }, say("apply"))),
    el("small.dim", {}, say(isDated(column) ? "as_typed_date" : "as_typed", locale)));
}

function fitEnds(operator: Operator, first: HTMLInputElement, second: HTMLInputElement): void {
  const isBetween = operator === "between";
  second.hidden = !isBetween;
  first.hidden = operator === "empty" || operator === "filled";
  first.placeholder = isBetween ? say("from") : "";
}

function end(value: string, { column, locale }: Asking, label: string): HTMLInputElement {
  if (isDated(column)) return el("input", { type: "date", value: /^\d{4}-\d\d-\d\d$/.test(value) ? value : "", "aria-label": label });
  const mode = isNumeric(column.type) ? "decimal" : "text";
  const made = el("input", { type: "text", inputmode: mode, value: value && toTyped(value, column, locale), "aria-label": label, placeholder: label });
  return made;
}

/** What is written into the two fields is read as if it had been typed into the filter itself. */
function composed(operator: Operator, first: string, second: string, { column, locale }: Asking): string {
  const text = written({ operator, first: first.trim(), second: second.trim() });
  return fromTyped(text, column, locale);
}

function periods({ value, locale, asked }: Asking): HTMLElement {
  const one = (period: (typeof PERIODS)[number]): HTMLElement =>
    el("button", { type: "button", "aria-pressed": String(period === value), click: () => asked(period) }, say(period, locale));
  return el("div.periods", {}, ...PERIODS.map(one));
}
