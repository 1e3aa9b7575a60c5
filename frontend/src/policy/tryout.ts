/** A few products of the director's choice, remembered by the browser, and what the policy on the page makes of them. */
import { debounced, el } from "../dom";
import { ask, tell } from "../net";
import type { Cells } from "./described";

interface Product {
  readonly id: number;
  readonly article: string;
  readonly brand: string;
  readonly name: string;
}

interface Answer {
  readonly html?: string;
  readonly waits?: string;
}

/** What may be asked for together: words, a group, a brand, and the names that are known. */
type Kinds = Readonly<Record<"group" | "brand", readonly string[]>>;

const KINDS = ["text", "group", "brand"] as const;
/** What was chosen on one page stays there: products and contracts have numbers of their own. */
const SLOT = `optom.policy.tried:${window.location.pathname}`;
const MOST = 6;

export class Tryout {
  readonly element: HTMLElement;
  readonly #urls: Readonly<Record<"try" | "products", string>>;
  readonly #cells: () => Cells;
  readonly #told = el("p.dim", { role: "status" });
  readonly #shown = el("div");
  readonly #found = el("ul.offers", { hidden: true });
  readonly #field: HTMLInputElement;
  readonly #kind: HTMLFormElement;
  #chosen: number[] = kept();
  #asked = 0;

  constructor(urls: Readonly<Record<"try" | "products", string>>, words: Readonly<Record<string, string>>, cells: () => Cells, kinds?: Kinds) {
    this.#urls = urls;
    this.#cells = cells;
    const search = debounced(200, () => void this.#search());
    this.#field = el("input", { type: "search", placeholder: words["find_product"] ?? "", "aria-label": words["find_product"] ?? "", autocomplete: "off", input: () => { search(); } });
    this.#field.addEventListener("keydown", (event) => { this.#keyed(event); });
    this.#field.addEventListener("blur", () => window.setTimeout(() => { this.#found.hidden = true; }, 200));
    this.#shown.addEventListener("click", (event) => { this.#clicked(event); });
    this.#kind = kinds ? kindForm(words, kinds) : el("form", { hidden: true });
    this.#kind.addEventListener("submit", (event) => { event.preventDefault(); void this.refresh(); });
    this.element = el("section.part.trying", {}, el("h2", {}, words["tried"] ?? ""), el("div.finding", {}, this.#field, this.#found), this.#kind, this.#told, this.#shown);
  }

  /** Asked anew; an answer that comes late is passed over. */
  async refresh(): Promise<void> {
    const turn = ++this.#asked;
    const kind = Object.fromEntries(new FormData(this.#kind)) as Record<string, string>;
    if (!this.#chosen.length && !Object.values(kind).some(Boolean)) return this.#shown.replaceChildren();
    try {
      const answer = await tell<Answer>(this.#urls.try, { cells: this.#cells(), products: this.#chosen, kind });
      if (turn === this.#asked) this.#show(answer);
    } catch {
      this.#told.textContent = "…";
    }
  }

  #show({ html, waits }: Answer): void {
    this.#told.textContent = waits ?? "";
    this.#shown.classList.toggle("is-old", Boolean(waits));
    if (html === undefined) return;
    const open = new Set([...this.#shown.querySelectorAll("details")].flatMap((one, place) => (one.open ? [place] : [])));
    const template = document.createElement("template");
    template.innerHTML = html; // our own server's, escaped by its templates
    [...template.content.querySelectorAll("details")].forEach((one, place) => { one.open = open.has(place); });
    this.#shown.replaceChildren(template.content);
  }

  async #search(): Promise<void> {
    const text = this.#field.value.trim();
    const products = text ? (await ask<{ products: Product[] }>(`${this.#urls.products}?${new URLSearchParams({ q: text }).toString()}`)).products : [];
    this.#found.replaceChildren(...products.map((one) => el("li", { tabindex: -1, "data-id": one.id, click: () => { this.#take(one.id); } }, el("b", {}, `${one.article} ${one.brand}`), el("small", {}, one.name))));
    this.#found.hidden = !products.length;
    this.#mark(0);
  }

  #mark(place: number): void {
    [...this.#found.children].forEach((one, at) => { one.setAttribute("aria-selected", String(at === place)); });
  }

  #keyed(event: KeyboardEvent): void {
    const options = [...this.#found.children];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.#mark(Math.min(at + 1, options.length - 1));
    else if (event.key === "ArrowUp") this.#mark(Math.max(at - 1, 0));
    else if (event.key === "Escape") this.#found.hidden = true;
    else if (event.key === "Enter") (options[at] as HTMLElement | undefined)?.click();
    else return;
    event.preventDefault();
  }

  #take(id: number): void {
    this.#chosen = [id, ...this.#chosen.filter((one) => one !== id)].slice(0, MOST);
    this.#field.value = "";
    this.#found.hidden = true;
    this.#kept();
  }

  #clicked(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("[data-forget]") : null;
    const id = Number(button?.closest<HTMLElement>("[data-tried]")?.dataset["tried"]);
    if (!button) return;
    this.#chosen = this.#chosen.filter((one) => one !== id);
    this.#kept();
  }

  #kept(): void {
    try {
      window.localStorage.setItem(SLOT, JSON.stringify(this.#chosen));
    } catch {
      // a browser that keeps nothing asks again next time
    }
    void this.refresh();
  }
}

function kindForm(words: Readonly<Record<string, string>>, kinds: Kinds): HTMLFormElement {
  const fields = KINDS.flatMap((name) => {
    const known = name === "text" ? [] : kinds[name];
    const list = known.length ? `policy-known-${name}` : null;
    const field = el("input", { type: "search", name, list, placeholder: words[name] ?? "", "aria-label": words[name] ?? "", autocomplete: "off" });
    return list ? [field, el("datalist", { id: list }, ...known.map((value) => el("option", { value })))] : [field];
  });
  return el("form.line.of-kind", {}, el("span", {}, words["of_kind"] ?? ""), ...fields, el("button.btn", {}, words["show"] ?? ""));
}

function kept(): number[] {
  try {
    const said: unknown = JSON.parse(window.localStorage.getItem(SLOT) ?? "[]");
    return Array.isArray(said) ? said.filter((one): one is number => Number.isSafeInteger(one)).slice(0, MOST) : [];
  } catch {
    return [];
  }
}
