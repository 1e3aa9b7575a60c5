/** <optom-sheet>: reads its description from the JSON inside it, or from `data-url`, and starts a sheet. */
import { describe } from "../description";
import type { Answer, Description } from "../description";
import { el, find } from "../dom";
import { Refused, ask } from "../net";
import { say } from "../words";
import { Sheet } from "./sheet";

type Given = Parameters<typeof describe>[0];

export class SheetElement extends HTMLElement {
  sheet: Sheet | null = null;
  #note: HTMLElement | null = null;

  connectedCallback(): void {
    if (this.sheet) return;
    this.addEventListener("sheet:answer", (event) => this.#told((event as CustomEvent<{ answer: Answer }>).detail.answer));
    this.addEventListener("sheet:failed", (event) => this.#failed((event as CustomEvent<{ error: unknown }>).detail.error));
    this.addEventListener("sheet:busy", (event) => this.toggleAttribute("busy", (event as CustomEvent<boolean>).detail));
    void this.#start();
  }

  disconnectedCallback(): void {
    this.sheet?.stop();
    this.sheet = null;
  }

  /** A sheet that leaves the page's frame alone: in a panel, or one of several. */
  get isQuiet(): boolean {
    return this.hasAttribute("quiet");
  }

  async #start(): Promise<void> {
    try {
      const description = await this.#description();
      this.sheet = new Sheet(description, this, !this.isQuiet);
      this.dispatchEvent(new CustomEvent("sheet:ready", { bubbles: true, detail: description }));
      this.sheet.start();
    } catch (error) {
      this.#failed();
      throw error;
    }
  }

  async #description(): Promise<Description> {
    const inside = find<HTMLScriptElement>('script[type="application/json"]', this);
    if (inside) return describe(JSON.parse(inside.textContent ?? "") as Given);
    return describe(await ask<Given>(this.dataset["url"] ?? ""));
  }

  #told(answer: Answer): void {
    this.#note?.remove();
    this.#note = null;
    if (answer.total) return;
    const sheet = this.sheet;
    const isFiltered = Boolean(sheet?.state.filters.size);
    if (!sheet || !(isFiltered || sheet.state.query)) return this.#say(el("div.empty", { role: "status" }, el("p", {}, sheet?.description.empty ?? say("nothing"))));
    const { query } = sheet.state;
    const quoted = sheet.description.locale === "en" ? `“${query}”` : `«${query}»`;
    const text = query ? `${say("nothing_for")} ${quoted}` : say("nothing");
    const help = isFiltered ? say(query ? "nothing_filtered" : "nothing_help") : (sheet.description.nothing ?? say("nothing_help"));
    const wider = query && isFiltered ? el("button.btn.primary", { type: "button", click: () => sheet.widen() }, say("everywhere")) : null;
    const clear = el("button.btn", { type: "button", click: () => sheet.clear() }, say("clear"));
    this.#say(el("div.empty", { role: "status" }, el("p", {}, text), answer.hint ? el("p", {}, answer.hint, " ", answer.why ? el("a", { href: answer.why, title: say("why_link_hint") }, say("why_link")) : null) : null, el("p.dim", {}, help), wider, clear));
  }

  #failed(error?: unknown): void {
    const refusals = error instanceof Refused ? error.refusals : [];
    const retry = el("button.btn", { type: "button", click: () => void this.sheet?.reload() }, say("retry"));
    const clear = el("button.btn", { type: "button", click: () => this.sheet?.clear() }, say("clear"));
    const words = refusals.length ? refusals.map(({ text, help }) => el("p", {}, [text, help].filter(Boolean).join(" "))) : [el("p", {}, say("failed"))];
    this.#say(el("div.empty.is-error", { role: "alert" }, ...words, refusals.length ? clear : retry));
  }

  #say(note: HTMLElement): void {
    this.#note?.remove();
    this.#note = note;
    this.append(note);
  }
}

/** The page's main sheet, which the search, the chips and the bars belong to. */
export function mainSheet(): Sheet | null {
  return find<SheetElement>("optom-sheet:not([quiet])")?.sheet ?? null;
}

/** Whether an event came from the page's main sheet. */
export function isMain(event: Event): boolean {
  return event.target instanceof SheetElement && !event.target.isQuiet;
}

export function onMain<D>(name: string, act: (detail: D) => void): void {
  document.addEventListener(name, (event) => {
    if (isMain(event)) act((event as CustomEvent<D>).detail);
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "optom-sheet": SheetElement;
  }
}
