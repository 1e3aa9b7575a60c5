/** A facet that opens into many filters, as the slicers of Excel: asked for when it is open, never by the list itself. */
import { joined, parameters } from "../address";
import type { State } from "../address";
import type { Facet, FacetOption, Slicer, SlicersAnswer } from "../description";
import { el } from "../dom";
import { count } from "../format";
import { ask, isAbort } from "../net";
import { mainSheet } from "../sheet/element";
import { say } from "../words";

const SHOWN = 6;

export class Slicers {
  readonly body = el("div.options.slicers", {}, el("p.dim", {}, "…"));
  readonly #facet: Facet;
  /** Slicers shown with all their options. */
  readonly #unfolded = new Set<string>();
  /** Where each stood when it was opened: what is ticked meanwhile doesn't move them. */
  #order: readonly string[] = [];
  #control: AbortController | null = null;
  #scrolled = 0;

  constructor(facet: Facet) {
    this.#facet = facet;
    this.body.addEventListener("scroll", () => (this.#scrolled = this.body.scrollTop));
  }

  toggled(isOpen: boolean): void {
    if (isOpen) void this.#refresh();
    else this.#order = [];
  }

  /** A node that was moved forgets how far it was scrolled. */
  redrawn(): void {
    this.body.scrollTop = this.#scrolled;
  }

  /** A chip for each slicer in which something is chosen. */
  chosen(state: State, open: () => void): HTMLElement[] {
    return [...state.filters].filter(([name]) => name.startsWith(`${this.#facet.name}.`)).map(([name, values]) => {
      const title = name.slice(this.#facet.name.length + 1);
      const lift = el("button.lift", { type: "button", "aria-label": `${say("lift")}: ${title}`, click: () => mainSheet()?.filter(name, []) }, "×");
      const words = el("button.words", { type: "button", id: `chosen-${name}`, click: (event) => {
        event.stopPropagation();
        open();
      } }, `${title}: ${values.join(", ")}`);
      return el("span.chip.is-on.chosen", {}, words, lift);
    });
  }

  async #refresh(): Promise<void> {
    const sheet = mainSheet();
    if (!sheet || !this.#facet.url) return;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    this.body.setAttribute("aria-busy", "true");
    try {
      this.#draw(await ask<SlicersAnswer>(joined(this.#facet.url, parameters(sheet.state)), control.signal));
    } catch (error) {
      if (!isAbort(error)) this.body.replaceChildren(el("p.dim", { role: "alert" }, say("failed")));
    } finally {
      if (control === this.#control) this.body.removeAttribute("aria-busy");
    }
  }

  #draw({ slicers, empty }: SlicersAnswer): void {
    const focused = this.body.contains(document.activeElement) ? document.activeElement?.id : "";
    const known = this.#order.filter((name) => slicers.some((slicer) => slicer.name === name));
    this.#order = [...known, ...slicers.map(({ name }) => name).filter((name) => !known.includes(name))];
    const sorted = [...slicers].sort((one, other) => this.#order.indexOf(one.name) - this.#order.indexOf(other.name));
    this.body.replaceChildren(...(sorted.length ? sorted.map((slicer) => this.#slicer(slicer)) : [el("p.dim", {}, empty ?? say("nothing"))]));
    this.redrawn();
    if (focused) document.getElementById(focused)?.focus();
  }

  #slicer(slicer: Slicer): HTMLElement {
    const name = `${this.#facet.name}.${slicer.name}`;
    const chosen = mainSheet()?.state.filters.get(name) ?? [];
    const rows = slicer.options.map((option) => this.#option(name, option, chosen));
    const made = el("fieldset", {}, el("legend", { title: slicer.name }, slicer.name), ...rows);
    if (!this.#unfolded.has(slicer.name)) this.#fold(slicer, rows, chosen, made);
    else if (slicer.others) made.append(el("small.dim", {}, `${say("rarer")} ${slicer.others}`));
    return made;
  }

  /** The most frequent ones and those chosen stay in sight, in their order. */
  #fold(slicer: Slicer, rows: readonly HTMLElement[], chosen: readonly string[], made: HTMLElement): void {
    const frequent = [...slicer.options].sort((one, other) => (other.count ?? 0) - (one.count ?? 0)).slice(0, SHOWN);
    const hidden = rows.filter((row, place) => {
      const option = slicer.options[place];
      row.hidden = option !== undefined && !frequent.includes(option) && !chosen.includes(option.value);
      return row.hidden;
    });
    if (!hidden.length) return;
    const more = el("button.link", { type: "button", click: (event) => {
      event.stopPropagation();
      this.#unfolded.add(slicer.name);
      made.replaceWith(this.#slicer(slicer));
    } }, `${say("more_values")} ${hidden.length + slicer.others}`);
    made.append(more);
  }

  #option(name: string, option: FacetOption, chosen: readonly string[]): HTMLElement {
    const isOn = chosen.includes(option.value);
    // what is chosen by now, not when this was drawn: ticks may come faster than the slicers
    const change = ({ target }: Event): void => {
      const others = (mainSheet()?.state.filters.get(name) ?? []).filter((value) => value !== option.value);
      mainSheet()?.filter(name, (target as HTMLInputElement).checked ? [...others, option.value] : others);
    };
    const tally = option.count === null || option.count === undefined ? null : el("small", {}, count(option.count, mainSheet()?.description.locale ?? "ru"));
    const made = el("label", {}, el("input", { type: "checkbox", id: `${name}=${option.value}`, checked: isOn, change }), el("span", { title: option.title }, option.title), tally);
    made.classList.toggle("is-none", option.count === 0 && !isOn);
    return made;
  }
}
