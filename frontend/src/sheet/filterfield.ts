/** The filter of one column: a field for what is typed as in Excel, a button for what is chosen. Under both opens a list of what can be asked. */
import type { State } from "../address";
import type { Column, Description, FacetOption } from "../description";
import { el } from "../dom";
import { fromTyped, isChosen, isDated, said, toTyped } from "../filters";
import { say } from "../words";
import { asking } from "./asking";
import { choices } from "./choices";

export interface FilterOwner {
  readonly description: Description;
  readonly state: State;
  /** Where lists and messages open: the sheet's own element. */
  readonly place: HTMLElement;
  /** No values lift the filter. */
  filter(name: string, values: readonly string[]): void;
  /** What the newest answer offers for a filter. */
  options(name: string): readonly FacetOption[];
  focusView(): void;
}

export interface FieldOwner extends FilterOwner {
  /** On to the next field, or back. */
  step(from: FilterField, way: number): void;
}

export class FilterField {
  readonly element: HTMLElement;
  readonly column: Column;
  readonly #owner: FieldOwner;
  readonly #field: HTMLInputElement | HTMLButtonElement;
  #list: HTMLElement | null = null;
  #error: HTMLElement | null = null;

  constructor(column: Column, owner: FieldOwner) {
    this.column = column;
    this.#owner = owner;
    const label = `${say("filter_of")}: ${column.title || column.name}`;
    const open = (): void => this.toggle();
    this.#field = isChosen(column)
      ? el("button.chosen", { type: "button", "aria-label": label, "aria-haspopup": "true", click: open })
      : el("input", { type: "text", "aria-label": label, autocomplete: "off", spellcheck: "false", change: () => this.#accept() });
    const more = isChosen(column) ? null : el("button.more", { type: "button", tabindex: -1, "aria-hidden": "true", title: say("k_filter_open"), click: open }, "▾");
    this.element = el("span.filter", {}, this.#field, more);
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    // RevoGrid hears the whole document: what happens in here is neither a head's click nor a cell's paste.
    for (const name of ["mousedown", "mouseup", "click", "dblclick", "copy", "cut", "paste"]) this.element.addEventListener(name, (event) => event.stopPropagation());
    this.redraw();
  }

  get #name(): string {
    return this.column.filter ?? this.column.name;
  }

  get #values(): readonly string[] {
    return this.#owner.state.filters.get(this.#name) ?? [];
  }

  /** What is asked stands in the field, unless somebody is typing. */
  redraw(isForced = false): void {
    this.element.classList.toggle("is-on", this.#values.length > 0);
    if (this.#field instanceof HTMLButtonElement) this.#field.replaceChildren(el("span", {}, this.#titles().join(", ")));
    else if (isForced || document.activeElement !== this.#field || !this.#isTyped()) this.#field.value = this.#shown();
    if (this.#list) this.#openList();
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
    if (this.#field instanceof HTMLInputElement) this.#field.select();
  }

  /** Why what was typed can't be asked; nothing: it can. */
  refuse(texts: readonly string[]): void {
    this.#error?.remove();
    this.#error = null;
    if (texts.length) this.#field.setAttribute("aria-invalid", "true");
    else this.#field.removeAttribute("aria-invalid");
    if (!texts.length) return;
    this.#error = el("p.filter-error", { role: "alert" }, texts.join(" "));
    this.#owner.place.append(this.#error);
    this.#under(this.#error);
  }

  toggle(): void {
    if (this.#list) this.close();
    else this.#openList();
  }

  close(): void {
    const hadFocus = this.#list?.contains(document.activeElement) ?? false;
    this.#list?.remove();
    this.#list = null;
    document.removeEventListener("pointerdown", this.#pointed, true);
    this.#field.setAttribute("aria-expanded", "false");
    if (hadFocus) this.focus();
  }

  remove(): void {
    this.close();
    this.refuse([]);
    this.element.remove();
  }

  #shown(): string {
    const { locale } = this.#owner.description;
    return this.#values.map((value) => toTyped(value, this.column, locale)).join(" & ");
  }

  #isTyped(): boolean {
    return this.#field.value.trim() !== this.#shown();
  }

  #titles(): string[] {
    const known = optionsOf(this.column, this.#owner);
    return this.#values.map((value) => known.find((option) => option.value === value)?.title ?? said(value, this.column, this.#owner.description.locale));
  }

  /** Several conditions of one number or day hold together: "> 5 & <> 7". */
  #accept(): void {
    const { locale } = this.#owner.description;
    const texts = this.column.type === "text" && !isDated(this.column) ? [this.#field.value] : this.#field.value.split("&");
    this.#ask(texts.map((text) => fromTyped(text, this.column, locale)).filter(Boolean));
    this.#field.value = this.#shown();
  }

  #ask(values: readonly string[]): void {
    this.refuse([]);
    if (values.join("&") !== this.#values.join("&")) this.#owner.filter(this.#name, values);
  }

  #pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const act = this.#actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #actOf({ key, altKey, shiftKey }: KeyboardEvent): (() => void) | null {
    if (key === "ArrowDown" && altKey) return () => this.toggle();
    if (altKey) return null;
    switch (key) {
      case "Tab": return () => this.#leave(() => this.#owner.step(this, shiftKey ? -1 : 1));
      case "Enter": return this.#field instanceof HTMLButtonElement ? () => this.toggle() : () => this.#accept();
      case "ArrowDown": return () => this.#leave(() => this.#owner.focusView());
      case "Escape": return () => this.#escape();
      default: return null;
    }
  }

  #leave(go: () => void): void {
    if (this.#field instanceof HTMLInputElement) this.#accept();
    this.close();
    go();
  }

  /** First the list, then what was typed, then the row itself is left. */
  #escape(): void {
    if (this.#list) return this.close();
    if (this.#field instanceof HTMLInputElement && this.#isTyped()) {
      this.#field.value = this.#shown();
      return this.refuse([]);
    }
    this.#owner.focusView();
  }

  #openList(): void {
    const focused = this.#list?.contains(document.activeElement) ? document.activeElement?.id : null;
    this.#list?.remove();
    const made = (this.#list = this.#made());
    made.addEventListener("keydown", (event) => this.#pressedInList(event));
    this.#owner.place.append(made);
    this.#under(made);
    this.#field.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.#pointed, true);
    const kept = focused ? document.getElementById(focused) : null;
    (kept ?? made.querySelector<HTMLElement>("input:not([hidden]), select, button"))?.focus({ preventScroll: true });
  }

  #made(): HTMLElement {
    const { locale } = this.#owner.description;
    if (!isChosen(this.column)) {
      return asking({ column: this.column, locale, value: this.#values[0] ?? "", asked: (value) => {
        this.#ask(value ? [value] : []);
        this.close();
      } });
    }
    const options = optionsOf(this.column, this.#owner);
    return choices({ name: this.#name, options, chosen: this.#values, locale, changed: (values) => this.#ask(values) });
  }

  #pressedInList(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== "Escape" && !(event.key === "ArrowUp" && event.altKey)) return;
    event.preventDefault();
    this.close();
  }

  readonly #pointed = (event: PointerEvent): void => {
    if (event.target instanceof Node && !this.#list?.contains(event.target) && !this.element.contains(event.target)) this.close();
  };

  /** Right under the field, and within the sheet. */
  #under(box: HTMLElement): void {
    const [field, frame] = [this.element.getBoundingClientRect(), this.#owner.place.getBoundingClientRect()];
    const left = Math.max(0, Math.min(field.left - frame.left, frame.width - box.offsetWidth));
    Object.assign(box.style, { top: `${field.bottom - frame.top + 2}px`, left: `${left}px` });
  }
}

export function optionsOf(column: Column, owner: Pick<FilterOwner, "options">): readonly FacetOption[] {
  if (column.filter !== null && column.filter !== column.name) return owner.options(column.filter);
  if (column.type === "flag") return [{ value: "true", title: say("yes") }, { value: "false", title: say("no") }];
  return column.choices.map(([value, title]) => ({ value, title }));
}
