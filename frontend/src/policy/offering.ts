/** The list below a formula that is being typed: what may be meant, chosen by arrows, taken by Tab or Enter. */
import { el } from "../dom";
import { argumentsOf, around, asked, offers } from "./completing";
import type { Around, Names, Offer } from "./completing";

export class Offering {
  readonly #list = el("ul.offers", { role: "listbox", id: "policy-offers", hidden: true });
  readonly #names: (field: HTMLTextAreaElement) => Names;
  #field: HTMLTextAreaElement | null = null;
  #offers: Offer[] = [];
  #chosen = 0;

  constructor(names: (field: HTMLTextAreaElement) => Names) {
    this.#names = names;
    this.#list.addEventListener("pointerdown", (event) => { event.preventDefault(); });
  }

  get isOpen(): boolean {
    return !this.#list.hidden && this.#offers.length > 0;
  }

  /** The caret has moved: what the function around it takes is told, nothing is offered. */
  follow(field: HTMLTextAreaElement): void {
    if (this.#list.hidden) return;
    this.#offers = [];
    this.#tell(field);
  }

  /** What was typed may mean these; `all`: even if nothing was typed. */
  show(field: HTMLTextAreaElement, all = false): void {
    const caret = field.selectionStart;
    const word = asked(field.value, caret) ?? (all ? { from: caret, word: "", isTable: false } : null);
    const names = this.#names(field);
    this.#offers = word && (all || word.word || word.isTable) ? offers(word.word, word.isTable, names) : [];
    const only = this.#offers[0];
    if (this.#offers.length === 1 && only?.text === field.value.slice(word?.from, caret)) this.#offers = [];
    this.#tell(field);
  }

  #tell(field: HTMLTextAreaElement): void {
    this.#field = field;
    this.#chosen = 0;
    const inside = around(field.value, field.selectionStart, this.#names(field).vocabulary);
    const hint = inside ? el("li.hint", { role: "presentation" }, ...signature(inside), ` ${inside.called.text}`) : null;
    this.#list.replaceChildren(...this.#offers.map((offer, place) => this.#option(offer, place)), ...(hint ? [hint] : []));
    this.#list.hidden = !this.#offers.length && !hint;
    if (!this.#list.hidden) field.after(this.#list);
    this.#mark();
  }

  close(): void {
    this.#list.hidden = true;
    this.#offers = [];
    this.#field?.removeAttribute("aria-activedescendant");
  }

  /** Whether the key was meant for the list. */
  keyed(event: KeyboardEvent): boolean {
    if (!this.isOpen) {
      if (event.key !== "Escape" || this.#list.hidden) return false;
      this.close();
      return true;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : this.#offers.length - 1;
      this.#chosen = (this.#chosen + step) % this.#offers.length;
      this.#mark();
    } else if (event.key === "Escape") this.close();
    else if ((event.key === "Tab" || event.key === "Enter") && !event.shiftKey && !event.altKey) this.#take(this.#chosen);
    else return false;
    return true;
  }

  #option(offer: Offer, place: number): HTMLElement {
    return el("li", { role: "option", id: `policy-offer-${place}`, click: () => { this.#take(place); } }, el("b", {}, offer.text), el("small", {}, offer.told));
  }

  #mark(): void {
    [...this.#list.querySelectorAll("[role=option]")].forEach((option, place) => { option.setAttribute("aria-selected", String(place === this.#chosen)); });
    if (this.isOpen) this.#field?.setAttribute("aria-activedescendant", `policy-offer-${this.#chosen}`);
    else this.#field?.removeAttribute("aria-activedescendant");
  }

  #take(place: number): void {
    const field = this.#field;
    const offer = this.#offers[place];
    if (!field || !offer) return;
    const caret = field.selectionStart;
    const from = asked(field.value, caret)?.from ?? caret;
    const rest = field.value.slice(caret).replace(/^[\]"]/, (sign) => (offer.text.endsWith(sign) ? "" : sign));
    field.value = field.value.slice(0, from) + offer.text + rest;
    field.setSelectionRange(from + offer.text.length, from + offer.text.length);
    field.focus();
    this.close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** The function with its arguments; the one that is being written stands out. */
function signature(inside: Around): (Node | string)[] {
  const parts = argumentsOf(inside).flatMap(({ text, isMeant }, place) => [place ? "; " : "", isMeant ? el("b", {}, text) : text]);
  return [`${inside.called.name}(`, ...parts, ")"];
}
