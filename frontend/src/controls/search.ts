/** The one search: as you type it narrows the sheet; on a page without a sheet it is an ordinary form. */
import type { State } from "../address";
import type { Answer } from "../description";
import { debounced, el, find } from "../dom";
import { mainSheet, onMain } from "../sheet/element";

const WAIT = 150;

export function attachSearch(): void {
  const field = find<HTMLInputElement>("[data-search]");
  if (!field) return;
  const search = debounced(WAIT, () => mainSheet()?.search(field.value.trim()));
  field.addEventListener("input", () => search());
  field.addEventListener("keydown", (event) => keyed(event, search.now));
  field.form?.addEventListener("submit", (event) => mainSheet() && event.preventDefault());
  onMain<{ answer: Answer; state: State }>("sheet:answer", ({ answer, state }) => {
    if (document.activeElement !== field) field.value = state.query;
    tell(field, answer.note);
  });
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

function keyed(event: KeyboardEvent, now: () => void): void {
  const sheet = mainSheet();
  if (!sheet || !["Enter", "ArrowDown", "Escape"].includes(event.key)) return;
  event.preventDefault();
  now();
  if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
  sheet.focusView();
}
