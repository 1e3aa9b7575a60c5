/** Details of a row in the panel at the right: opened by a key or a click, walked together with the rows, closed by Escape. */
import { debounced, el, find } from "../dom";
import { isNumeric } from "../format";
import { Refused, askHtml, isAbort } from "../net";
import { Cells } from "../sheet/cells";
import type { Edit } from "../sheet/edits";
import { mainSheet, onMain } from "../sheet/element";
import { rowField } from "../sheet/rowfield";
import type { Row } from "../sheet/rows";
import type { Focus } from "../sheet/view";
import { say } from "../words";
import { closePanel, isShowing, panel, refusalList, showPanel } from "./notices";

/** Longer than a held arrow key takes to the next row: only where it stops is asked. */
const SETTLE = 110;

class Details {
  readonly #process: (element: HTMLElement) => void;
  readonly #later = debounced(SETTLE, (row: Row) => void this.show(row));
  #focused: Row | null = null;
  #shown: string | null = null;
  /** Where the shown row stood in the list. */
  #place = 0;
  #control: AbortController | null = null;

  constructor(process: (element: HTMLElement) => void) {
    this.#process = process;
  }

  /** The focus went to a row: an open panel goes with it. */
  walked(row: Row): void {
    this.#focused = row;
    if (row.key !== null && row.key !== this.#shown && isShowing("details")) this.#later(row);
  }

  /** The shown row was edited or accepted meanwhile. */
  changed(rows: readonly Row[]): void {
    const row = isShowing("details") ? rows.find(({ key }) => key === this.#shown) : undefined;
    if (row) this.#later(row);
  }

  /** The list was read anew: where the shown row has gone, the one in its place is shown. */
  renewed(rows: readonly Row[]): void {
    if (!isShowing("details")) return;
    const row = rows.find(({ key }) => key === this.#shown) ?? rows[Math.min(this.#place, rows.length - 1)];
    if (row?.key != null) void this.show(row);
    else closePanel();
  }

  toggle(): void {
    if (isShowing("details")) return void closePanel();
    const row = this.#focused ?? mainSheet()?.rows.list.find(({ key }) => key !== null);
    if (row) void this.show(row);
  }

  async show(row: Row): Promise<void> {
    const url = mainSheet()?.description.panel_url;
    if (!url || row.key === null) return;
    this.#shown = row.key;
    this.#place = mainSheet()?.rows.indexOf(row) ?? 0;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    panel().setAttribute("aria-busy", "true");
    try {
      this.#put(row, await askHtml(Cells.address(url, row, {}), control.signal));
    } catch (error) {
      if (!isAbort(error)) this.#failed(row, error);
    } finally {
      if (control === this.#control) panel().removeAttribute("aria-busy");
    }
  }

  #put(row: Row, html: string): void {
    const body = el("div.body", { tabindex: -1 });
    // The fragment is our own server's page, escaped by its templates; the CSP forbids any script in it.
    body.innerHTML = html;
    const title = find("[data-title]", body)?.dataset["title"] ?? mainSheet()?.nameOf(row) ?? "";
    const typing = this.#typing(row);
    const wasInside = panel().contains(document.activeElement);
    body.prepend(...this.#fields(row));
    showPanel("details", title, body);
    this.#process(body);
    if (typing) goOn(typing, body);
    else if (wasInside) body.focus(); // the button that he pressed has gone with what stood here
  }

  /** What can be typed of the row stands on top: beside the panel its cell may be out of sight. */
  #fields(row: Row): HTMLElement[] {
    const sheet = mainSheet();
    if (!sheet) return [];
    const { description, rows } = sheet;
    const owner = { description, edit: (edits: readonly Edit[]) => sheet.edit(edits), entered: () => undefined };
    const editable = sheet.columns.shown().filter((column) => column.editable && isNumeric(column.type));
    return editable.map((column) => rowField(rows.byKey(row.key ?? "") ?? row, column, owner));
  }

  /** The field of this row in which somebody is typing. */
  #typing({ key }: Row): HTMLInputElement | null {
    const at = document.activeElement;
    return at instanceof HTMLInputElement && at.dataset["key"] === key && panel().contains(at) ? at : null;
  }

  #failed(row: Row, error: unknown): void {
    const reasons = error instanceof Refused ? refusalList(error.refusals) : el("p.dim", {}, say("failed"));
    showPanel("details", mainSheet()?.nameOf(row) ?? "", el("div.body", { tabindex: -1 }, reasons));
  }
}

/** The panel was filled anew under his hands. */
function goOn(was: HTMLInputElement, body: HTMLElement): void {
  const field = find<HTMLInputElement>(`input[name="${was.name}"][data-key]`, body);
  if (field && was.value !== was.defaultValue) field.value = was.value;
  field?.focus();
  if (field?.type === "search") field.dispatchEvent(new Event("input", { bubbles: true })); // what was found has gone with it
}

export function attachDetails(process: (element: HTMLElement) => void): void {
  const details = new Details(process);
  onMain<{ row: Row; toField?: boolean }>("sheet:panel", ({ row, toField }) => void details.show(row).then(() => toField && find("[data-first]", panel())?.focus()));
  onMain<Focus>("sheet:focus", ({ row }) => details.walked(row));
  onMain<{ rows: readonly Row[] }>("sheet:changed", ({ rows }) => details.changed(rows));
  onMain<{ rows: readonly Row[] }>("sheet:renewed", ({ rows }) => details.renewed(rows));
  onMain("sheet:ready", () => drawToggle(details));
  document.addEventListener("panel:changed", pressToggle);
  document.addEventListener("panel:left", () => panel().dataset["shows"] !== "why" && mainSheet()?.focusView());
  document.addEventListener("keydown", cross);
}

/** The way by mouse that is always in sight; it stands beside the acts. */
function drawToggle(details: Details): void {
  if (!mainSheet()?.description.panel_url || find("[data-details]")) return;
  const click = (): void => details.toggle();
  find("[data-chips]")?.append(el("button.btn", { type: "button", "data-details": true, "aria-pressed": "false", title: "Ctrl+Enter", click }, say("details")));
}

function pressToggle(): void {
  find("[data-details]")?.setAttribute("aria-pressed", String(isShowing("details")));
}

/** F6 goes from the grid into the panel and back, as between the panes of Excel. */
function cross(event: KeyboardEvent): void {
  const place = find("[data-panel]:not([hidden])") ?? find(".panel.checkout");
  if (event.key !== "F6" || event.ctrlKey || event.altKey || !place) return;
  event.preventDefault();
  if (place.contains(document.activeElement)) mainSheet()?.focusView();
  else find(".body", place)?.focus();
}
