/** The page of the policy: its parts, checked while one types, saved as a whole, tried on products. */
import { debounced, el, find } from "../dom";
import { notice, refusalList } from "../controls/notices";
import { csrfToken, Refused, tell } from "../net";
import { say } from "../words";
import type { RefusalWords } from "../description";
import { Changes } from "./changes";
import type { Change } from "./changes";
import type { Cells, Fault, PolicySheet } from "./described";
import type { Names } from "./completing";
import { closesQuote, Marking } from "./marking";
import { Offering } from "./offering";
import { PartTable } from "./table";
import { Tryout } from "./tryout";

interface Saved {
  readonly edits?: number | null;
  readonly faults?: readonly Fault[];
  readonly refusals?: readonly RefusalWords[];
}

const MOVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

class PolicyPage {
  readonly #sheet: PolicySheet;
  readonly #tables: readonly PartTable[];
  readonly #offering = new Offering((field) => this.#names(field));
  readonly #state = el("span.dim", { role: "status" });
  readonly #save = el("button.btn", { type: "button", disabled: true, title: "Ctrl+S", click: () => void this.save() });
  /** Why it was not saved: stays until it is. */
  readonly #refusals = el("div", { "aria-live": "polite" });
  /** What is wrong in no cell. */
  readonly #told = el("div", { "aria-live": "polite" });
  readonly #tryout: Tryout;
  readonly #changes = new Changes();
  readonly #marking = new Marking();
  readonly #check = debounced(350, () => void this.#checked());
  #edits: number;
  #isDirty = false;
  #turn = 0;
  #saving = Promise.resolve(true);

  constructor(place: HTMLElement, sheet: PolicySheet) {
    this.#sheet = sheet;
    this.#edits = sheet.edits;
    const told = {
      changed: () => { this.#changed(); },
      did: (change: Change) => { this.#changes.did(change); },
      removed: (undo: () => void) => { notice(sheet.words["removed"] ?? "", { undo }); },
      left: (cells: number) => { notice(`${sheet.words["left"] ?? ""} ${cells}`, { tone: "warn" }); },
      words: sheet.words,
    };
    this.#tables = sheet.parts.map((part) => new PartTable(part, sheet.cells[part.name] ?? [], sheet.writes, told));
    this.#tryout = new Tryout(sheet.urls, sheet.words, () => this.cells(), sheet.kinds);
    this.#save.textContent = sheet.words["save"] ?? "";
    const bar = sheet.writes ? el("div.line.saving", {}, this.#save, this.#state) : null;
    place.replaceChildren(...(bar ? [bar] : []), this.#refusals, this.#told, ...this.#tables.map((one) => one.element), this.#tryout.element);
    this.#tell(sheet.faults);
    this.#listen(place);
    void this.#tryout.refresh();
  }

  cells(): Cells {
    return Object.fromEntries(this.#tables.map((one) => [one.part.name, one.rows()]));
  }

  /** One after the other: Ctrl+S pressed twice would be refused as a change of somebody else. */
  save(): Promise<boolean> {
    this.#saving = this.#saving.then(() => this.#send());
    return this.#saving;
  }

  async #send(): Promise<boolean> {
    const sent = JSON.stringify({ cells: this.cells(), expected: this.#edits });
    this.#isDirty = false;
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    try {
      const response = await fetch(this.#sheet.urls.save, { method: "POST", headers, credentials: "same-origin", body: sent });
      const answer = response.ok || response.status === 422 ? ((await response.json()) as Saved) : {};
      return response.ok && !response.redirected ? this.#saved(answer) : this.#refused(answer);
    } catch {
      return this.#refused({});
    }
  }

  #saved({ edits, faults = [] }: Saved): boolean {
    this.#edits = edits ?? this.#edits;
    this.#refusals.replaceChildren();
    document.querySelectorAll<HTMLInputElement>('[data-policy] form input[name="expected"]').forEach((field) => { field.value = String(this.#edits); });
    this.#tell(faults);
    this.#shown(this.#isDirty);
    return true;
  }

  /** Nothing typed is lost: it stays on the page, and can be put over what another has saved. */
  #refused({ refusals, faults, edits }: Saved): boolean {
    this.#shown(true);
    if (faults?.some((one) => one.part)) this.#tell(faults);
    else if (!refusals) notice(say("failed_save"), { tone: "bad" });
    else {
      const over = edits !== null && edits !== undefined && el("button.btn", { type: "button", click: () => { this.#edits = edits; void this.save(); } }, this.#sheet.words["save_over"] ?? "");
      this.#refusals.replaceChildren(refusalList(refusals), ...(over ? [over] : []));
      this.#refusals.scrollIntoView({ block: "nearest" });
    }
    return false;
  }

  #listen(place: HTMLElement): void {
    place.addEventListener("input", ({ target }) => { if (isFormula(target)) this.#offering.show(target); });
    place.addEventListener("keydown", (event) => { this.#keyed(event); }, true);
    place.addEventListener("focusout", () => {
      this.#offering.close();
      this.#marking.hide();
    });
    place.addEventListener("keyup", ({ key, target }) => { if (MOVES.has(key) && isFormula(target)) this.#offering.follow(target); });
    document.addEventListener("selectionchange", () => { if (isFormula(document.activeElement)) this.#marking.show(document.activeElement); });
    place.addEventListener("click", ({ target }) => { if (isFormula(target)) this.#offering.show(target); });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyS" || !this.#sheet.writes) return;
      event.preventDefault();
      void this.save();
    });
    window.addEventListener("beforeunload", (event) => { if (this.#isDirty) event.preventDefault(); });
    find<HTMLFormElement>("[data-works-out]")?.addEventListener("submit", (event) => { this.#workOut(event); });
    find<HTMLFormElement>("[data-drops]")?.addEventListener("submit", () => { this.#isDirty = false; });
  }

  /** What is worked out is what stands on the page. */
  #workOut(event: SubmitEvent): void {
    if (!this.#isDirty || !(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.save().then((isSaved) => { if (isSaved) form.requestSubmit(); });
  }

  #keyed(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && this.#takesBack(event)) return;
    if (!isFormula(event.target) || event.isComposing) return;
    if (event.code === "Space" && event.ctrlKey) this.#offering.show(event.target, true);
    else if (!event.ctrlKey && !event.metaKey && !event.target.readOnly && closesQuote(event.target, event.key)) this.#offering.show(event.target);
    else if (!this.#offering.keyed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Ctrl+Z, and Ctrl+Y or Shift with it: what is being typed is the browser's, the rest ours. */
  #takesBack(event: KeyboardEvent): boolean {
    const isBack = event.code === "KeyZ" && !event.shiftKey;
    if (!this.#sheet.writes || !(isBack || event.code === "KeyY" || event.code === "KeyZ")) return false;
    const table = this.#tables.find((one) => one.isTyping(event.target));
    if (table && isBack) this.#afterBrowser(table, event.target as HTMLInputElement);
    else if (isBack ? this.#changes.undo() : this.#changes.redo()) event.preventDefault();
    return true;
  }

  /** It can't take back what was put in by a choice from the list. */
  #afterBrowser(table: PartTable, field: HTMLInputElement): void {
    const typed = field.value;
    window.setTimeout(() => { if (field.value === typed && table.isTyping(field)) table.takeBackTyping(field); });
  }

  #changed(): void {
    this.#shown(true);
    this.#check();
  }

  #shown(isDirty: boolean): void {
    this.#isDirty = isDirty;
    this.#save.disabled = !isDirty;
    this.#state.textContent = isDirty ? say("unsaved") : say("saved");
  }

  async #checked(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const { faults } = await tell<{ faults: readonly Fault[] }>(this.#sheet.urls.check, { cells: this.cells() });
      if (turn !== this.#turn) return;
      this.#tell(faults);
      await this.#tryout.refresh();
    } catch (error) {
      if (error instanceof Refused) this.#told.replaceChildren(refusalList(error.refusals));
    }
  }

  #tell(faults: readonly Fault[]): void {
    this.#tables.forEach((one) => { one.clear(); });
    const unplaced = faults.filter((fault) => !this.#tables.some((one) => one.part.name === fault.part && one.tell(fault)));
    const refusals = unplaced.map(({ text, help }) => ({ code: "", text, help, suggest: null, key: null, why: null }));
    this.#told.replaceChildren(...(refusals.length ? [refusalList(refusals as unknown as RefusalWords[])] : []));
  }

  /** Names above the row, tables of the page, and columns wherever prices are made. */
  #names(field: HTMLTextAreaElement): Names {
    const part = field.closest<HTMLElement>("[data-part]")?.dataset["part"] ?? "";
    const above = part === "names" ? (field.closest("tr")?.rowIndex ?? 1) - 1 : Infinity;
    const cells = this.cells();
    return {
      vocabulary: this.#sheet.vocabulary,
      named: (cells["names"] ?? []).slice(0, above).flatMap(({ name }) => (name ? [name] : [])),
      tables: [...new Set((cells["tables"] ?? []).flatMap(({ name }) => (name ? [name] : [])))],
      part,
      withColumns: part !== "names",
      words: this.#sheet.words,
    };
  }
}

function isFormula(target: EventTarget | null): target is HTMLTextAreaElement {
  return target instanceof HTMLTextAreaElement && target.matches("[data-formula]");
}

export function attachPolicy(): void {
  const place = find("[data-parts]");
  const said = document.getElementById("policy");
  if (place && said) new PolicyPage(place, JSON.parse(said.textContent) as PolicySheet);
}
