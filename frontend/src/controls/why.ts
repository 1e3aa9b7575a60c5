/** The formula bar: where Excel shows the formula, we show the derivation of the focused cell, now or at a past moment. */
import type { RefusalWords, Why, WhyNode, Words } from "../description";
import { debounced, el, find } from "../dom";
import { ask, isAbort } from "../net";
import { Cells } from "../sheet/cells";
import { mainSheet, onMain } from "../sheet/element";
import type { Row } from "../sheet/rows";
import type { Focus } from "../sheet/view";
import { say } from "../words";

class FormulaBar {
  readonly #bar: HTMLElement;
  readonly #name = el("output.cell");
  readonly #sign = el("span.sign", { "aria-hidden": "true" }, "ƒ");
  readonly #line = el("div.line", { "aria-live": "polite" });
  readonly #unfold = el("button.unfold", { type: "button", "aria-expanded": "false", click: () => this.toggle() });
  readonly #at = el("input", { type: "datetime-local", "aria-label": say("as_of"), change: () => this.#ask.now() });
  readonly #asOf = el("label.at", {}, el("span", {}, say("as_of")), this.#at);
  readonly #link = el("a.link", { hidden: true, target: "_blank", rel: "noopener", title: say("why_link_hint") }, say("why_link"));
  readonly #tree = el("div.derivation", { hidden: true });
  readonly #ask = debounced(120, () => void this.#fetch());
  #focus: Focus | null = null;
  #control: AbortController | null = null;

  constructor(bar: HTMLElement) {
    this.#bar = bar;
    bar.replaceChildren(this.#name, this.#sign, this.#line, this.#unfold, this.#asOf, this.#link);
    bar.after(this.#tree);
    this.#line.addEventListener("click", (event) => event.target === this.#line && this.toggle());
    this.#line.append(el("span.hint", {}, say("why_hint")));
    this.#mayUnfold(false);
  }

  focus(focus: Focus): void {
    this.#focus = focus;
    this.#control?.abort();
    this.#name.textContent = [focus.column.title, mainSheet()?.nameOf(focus.row)].filter(Boolean).join(" · ");
    const refusals = this.#refusals();
    if (refusals.length) return this.#refused(refusals);
    this.#line.replaceChildren();
    this.#mayUnfold(false);
    if (focus.column.why && mainSheet()?.description.why_url) this.#ask();
    else this.#tree.hidden = true;
  }

  /** The focused cell was accepted or refused meanwhile. */
  changed(rows: readonly Row[]): void {
    if (this.#focus && rows.includes(this.#focus.row)) this.focus(this.#focus);
  }

  toggle(): void {
    if (this.#unfold.hidden) return;
    this.#tree.hidden = !this.#tree.hidden;
    this.#nameUnfold();
  }

  takeSuggestion(): void {
    find<HTMLButtonElement>("button.suggest", this.#bar)?.click();
  }

  #refusals(): readonly RefusalWords[] {
    return this.#focus?.row.typed?.get(this.#focus.column.name)?.refusals ?? [];
  }

  #refused(refusals: readonly RefusalWords[]): void {
    this.#mayUnfold(false);
    this.#bar.classList.add("is-refused");
    this.#tree.hidden = true;
    this.#line.replaceChildren(...refusals.flatMap((refusal) => this.#refusal(refusal)));
  }

  #refusal({ text, help, suggest, why }: RefusalWords): (Node | string)[] {
    const button = suggest && el("button.suggest", { type: "button", title: "Alt+Enter", click: () => this.#put(suggest) }, `${say("put")} ${suggest}`);
    const link = why && el("a", { href: why }, say("why"));
    return [el("b", {}, text), ...(help ? [el("span", {}, ` ${help} `)] : []), ...(button ? [button] : []), ...(link ? [" ", link] : [])];
  }

  #put(value: string): void {
    if (this.#focus) mainSheet()?.edit([{ ...this.#focus, value }]);
    mainSheet()?.focusView();
  }

  async #fetch(): Promise<void> {
    const url = mainSheet()?.description.why_url;
    if (!this.#focus || !url) return;
    const { row, column } = this.#focus;
    this.#control?.abort();
    this.#control = new AbortController();
    const at: Record<string, string> = this.#at.value ? { at: this.#at.value } : {};
    try {
      this.#show(await ask<Why>(Cells.address(url, row, { column: column.name, ...at }), this.#control.signal));
    } catch (error) {
      if (!isAbort(error)) this.#line.replaceChildren(el("span.dim", {}, say("failed")));
    }
  }

  #show(why: Why): void {
    if (why.refusals?.length) return this.#refused(why.refusals);
    this.#bar.classList.remove("is-refused");
    const line = typeof why.line === "string" ? [{ t: why.line }] : why.line;
    this.#line.replaceChildren(...line.map(word));
    this.#tree.replaceChildren(...(why.tree?.length ? [branches(why.tree)] : []));
    this.#mayUnfold(Boolean(why.tree?.length));
    this.#link.hidden = !why.link;
    this.#asOf.hidden = Boolean(why.settled);
    if (why.link) this.#link.href = why.link;
  }

  #mayUnfold(may: boolean): void {
    this.#bar.classList.toggle("has-tree", may);
    this.#unfold.hidden = !may;
    if (!may) this.#link.hidden = true;
    if (!this.#refusals().length) this.#bar.classList.remove("is-refused");
    this.#nameUnfold();
  }

  #nameUnfold(): void {
    const isOpen = !this.#tree.hidden;
    this.#unfold.setAttribute("aria-expanded", String(isOpen));
    this.#unfold.textContent = isOpen ? `${say("fold")} ▴` : `${say("unfold")} ▾`;
  }
}

function word({ t, b, href, tone }: Words): Node {
  if (href) return el("a", { href }, t);
  if (b) return el("b", {}, t);
  return tone ? el("span", { class: `is-${tone}` }, t) : document.createTextNode(t);
}

function branches(nodes: readonly WhyNode[]): HTMLElement {
  return el("ul", {}, ...nodes.map(branch));
}

function branch({ label, value, href, note, children }: WhyNode): HTMLElement {
  const name = href ? el("a", { href }, label) : el("span", {}, label);
  const line = el("div", {}, name, note ? el("small", {}, note) : null, value !== undefined && el("b", {}, value));
  return el("li", {}, line, children?.length ? branches(children) : null);
}

export function attachWhy(): void {
  const place = find("[data-formula]");
  if (!place) return;
  const bar = new FormulaBar(place);
  onMain<Focus>("sheet:focus", (focus) => bar.focus(focus));
  onMain<{ rows: readonly Row[] }>("sheet:changed", ({ rows }) => bar.changed(rows));
  document.addEventListener("keydown", (event) => {
    if (!event.altKey) return;
    if (event.code === "KeyF") bar.toggle();
    else if (event.key === "Enter") bar.takeSuggestion();
    else return;
    event.preventDefault();
  });
}
