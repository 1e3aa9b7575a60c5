/**
 * The one search. As you type it narrows the page's sheet, and beside that lists what is found everywhere. Enter leads to
 * the sheet where it has what was typed, else to the goods; on a page without a sheet it is an ordinary form.
 */
import { read } from "../address";
import type { State } from "../address";
import type { Answer } from "../description";
import { debounced, el, find } from "../dom";
import { mainSheet, onMain } from "../sheet/element";
import { FoundList } from "./found";

const WAIT = 150;
/** Who types no further for so long looks at what was found, and may want to come back to it. */
const LOOKED = 2000;

export function attachSearch(): void {
  const field = find<HTMLInputElement>("[data-search]");
  if (field) new Search(field);
}

class Search {
  readonly #field: HTMLInputElement;
  readonly #list: FoundList;
  readonly #search: ReturnType<typeof debounced<[]>>;
  readonly #isHome: boolean;
  #answered: { readonly query: string; readonly total: number } | null = null;
  #hasEntered = false;
  /** What is typed on belongs to the step that has begun; null: the next one begins another. */
  #typedSince: number | null = null;

  constructor(field: HTMLInputElement) {
    this.#field = field;
    this.#isHome = new URL(field.form?.action ?? "", location.href).pathname === location.pathname;
    this.#list = new FoundList(field, this.#isHome ? (field.form?.dataset["home"] ?? "") : "", () => { this.#leave(); });
    this.#search = debounced(WAIT, () => { this.#ask(); });
    field.addEventListener("input", () => {
      this.#hasEntered = false;
      this.#search();
    });
    field.addEventListener("keydown", (event) => { this.#keyed(event); });
    field.addEventListener("blur", () => { this.#typedSince = null; });
    window.addEventListener("popstate", () => { this.#wentBack(); });
    field.form?.addEventListener("submit", (event) => { if (mainSheet()) event.preventDefault(); });
    onMain<{ answer: Answer; state: State }>("sheet:answer", ({ answer, state }) => { this.#heard(answer, state); });
  }

  #ask(): void {
    const text = this.#field.value.trim();
    mainSheet()?.search(text, this.#isStep());
    void this.#list.ask(text);
  }

  #wentBack(): void {
    const sheet = mainSheet();
    if (sheet) this.#field.value = read(location.search, sheet.description).query;
  }

  #isStep(): boolean {
    const before = this.#typedSince;
    this.#typedSince = performance.now();
    return before === null || this.#typedSince - before > LOOKED;
  }

  #heard(answer: Answer, state: State): void {
    if (document.activeElement !== this.#field) this.#field.value = state.query;
    this.#answered = { query: state.query, total: answer.total };
    tell(this.#field, answer.note);
    if (this.#hasEntered) this.#enter();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.isComposing || this.#list.keyed(event, () => { this.#search.now(); })) return;
    if (event.key === "Escape") this.#leave();
    else if (event.key === "Enter" && mainSheet()) {
      this.#search.now();
      this.#enter();
    } else return;
    event.preventDefault();
  }

  /** Whoever presses Enter before the sheet has answered is led when it has. */
  #enter(): void {
    const text = this.#field.value.trim();
    this.#hasEntered = !this.#isHome && this.#answered?.query !== text;
    if (this.#hasEntered) return;
    if (this.#isHome || !text || this.#answered?.total) this.#leave();
    else this.#field.form?.submit();
  }

  #leave(): void {
    this.#list.close();
    const sheet = mainSheet();
    if (!sheet) return;
    this.#field.blur();
    sheet.focusView();
  }
}

/** One line over the sheet: what is shown answers another query than the one that was typed. */
function tell(field: HTMLInputElement, note: Answer["note"]): void {
  find("[data-note]")?.remove();
  if (!note) return;
  const click = (): void => {
    field.value = note.query;
    mainSheet()?.search(note.query);
    mainSheet()?.focusView();
  };
  const act = el("button.chip", { type: "button", click }, note.act);
  find("[data-chips]")?.after(el("p.note", { "data-note": true, role: "status" }, el("span", {}, note.text), act));
}
