/** What is found everywhere by what is being typed: a list under the search, walked by keys, each line a link. */
import { el } from "../dom";
import { ask, isAbort } from "../net";
import { say } from "../words";

interface Hit { readonly title: string; readonly url: string; readonly text: string }
interface Group { readonly name: string; readonly title: string; readonly hits: readonly Hit[]; readonly rest: { readonly title: string; readonly url: string } | null }
interface Found { readonly query: string; readonly groups: readonly Group[] }

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export class FoundList {
  readonly #field: HTMLInputElement;
  readonly #url: string;
  readonly #without: string;
  #list: HTMLElement | null = null;
  #chosen = -1;
  #text = "";
  #isPending = false;
  #waiting: AbortController | null = null;
  /** Keys that came before the list did: whoever types fast gets the same as who waits. */
  #early: KeyboardEvent[] = [];
  /** What an arrow does where nothing is found. */
  readonly #leave: () => void;

  constructor(field: HTMLInputElement, without: string, leave: () => void) {
    this.#field = field;
    this.#url = field.form?.dataset["find"] ?? "";
    this.#without = without;
    this.#leave = leave;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.form?.addEventListener("focusout", (event) => {
      if (!field.form?.contains(event.relatedTarget as Node | null)) this.close();
    });
  }

  /** Asks once for one text, and anew after the list was closed. */
  async ask(text: string): Promise<void> {
    if (text === this.#text) return;
    this.#waiting?.abort();
    this.close();
    if (!text || !this.#url) return;
    this.#text = text;
    this.#isPending = true;
    const waiting = (this.#waiting = new AbortController());
    try {
      const parameters = new URLSearchParams({ q: text, ...(this.#without ? { without: this.#without } : {}) });
      this.#show((await ask<Found>(`${this.#url}?${parameters.toString()}`, waiting.signal)).groups);
    } catch (error) {
      if (!isAbort(error)) this.#show([]);
    }
  }

  /** True where the key was the list's. ``now`` asks at once what waits to be asked. */
  keyed(event: KeyboardEvent, now: () => void): boolean {
    const isMove = event.key in MOVES;
    if (!isMove && !(event.key === "Enter" && (this.#chosen >= 0 || this.#early.length))) return false;
    event.preventDefault();
    now();
    if (this.#isPending) this.#early.push(event);
    else this.#act(event);
    return true;
  }

  close(): void {
    this.#list?.remove();
    this.#list = null;
    this.#chosen = -1;
    this.#early = [];
    this.#text = "";
    this.#isPending = false;
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }

  #act(event: KeyboardEvent): void {
    const links = this.#links();
    if (event.key === "Enter") return this.#open(links[this.#chosen], event.ctrlKey || event.metaKey);
    if (!links.length) {
      if (event.key === "ArrowDown") this.#leave();
      return;
    }
    this.#chosen = Math.min(Math.max(this.#chosen + (MOVES[event.key] ?? 0), -1), links.length - 1);
    links.forEach((link, place) => { link.setAttribute("aria-selected", String(place === this.#chosen)); });
    const link = links[this.#chosen];
    link?.scrollIntoView({ block: "nearest" });
    if (link) this.#field.setAttribute("aria-activedescendant", link.id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #open(link: HTMLAnchorElement | undefined, isBeside: boolean): void {
    if (isBeside && link) window.open(link.href, "_blank", "noopener");
    else link?.click();
  }

  #links(): HTMLAnchorElement[] {
    return [...(this.#list?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
  }

  #show(groups: readonly Group[]): void {
    const early = this.#early;
    this.#early = [];
    this.#isPending = false;
    if (groups.length && document.activeElement === this.#field) this.#draw(groups);
    early.forEach((event) => { this.#act(event); });
  }

  #draw(groups: readonly Group[]): void {
    const foot = el("p.dim", {}, [say("found_choose"), `Enter: ${this.#field.form?.dataset["homeTitle"] ?? ""}`, say("found_close")].join(" · "));
    this.#list = el("div.sheetlet.found-list", { id: "found", role: "listbox", "aria-label": say("found_list") }, ...groups.map(group), foot);
    this.#links().forEach((link, place) => { link.id = `found-${place}`; });
    this.#field.form?.append(this.#list);
    this.#field.setAttribute("aria-controls", "found");
    this.#field.setAttribute("aria-expanded", "true");
  }
}

function group({ title, hits, rest }: Group): HTMLElement {
  const lines = hits.map((hit) => option(hit.url, el("b", {}, hit.title), hit.text ? el("span", {}, hit.text) : null));
  return el("div", { role: "group", "aria-label": title }, el("h3", { "aria-hidden": "true" }, title), ...lines, rest ? option(rest.url, el("span.rest", {}, `${rest.title} →`)) : null);
}

function option(url: string, ...told: readonly (HTMLElement | null)[]): HTMLAnchorElement {
  return el("a", { href: url, role: "option", tabindex: -1, "aria-selected": "false" }, ...told);
}
