/** The one search: as you type it narrows the sheet; on a page without a sheet it is an ordinary form. */
import { debounced, find } from "../dom";
import type { State } from "../address";
import { mainSheet, onMain } from "../sheet/element";

const WAIT = 150;

export function attachSearch(): void {
  const field = find<HTMLInputElement>("[data-search]");
  if (!field) return;
  const search = debounced(WAIT, () => mainSheet()?.search(field.value.trim()));
  field.addEventListener("input", () => search());
  field.addEventListener("keydown", (event) => keyed(event, search.now));
  field.form?.addEventListener("submit", (event) => mainSheet() && event.preventDefault());
  onMain<{ state: State }>("sheet:answer", ({ state }) => {
    if (document.activeElement !== field) field.value = state.query;
  });
}

function keyed(event: KeyboardEvent, now: () => void): void {
  const sheet = mainSheet();
  if (!sheet || !["Enter", "ArrowDown", "Escape"].includes(event.key)) return;
  event.preventDefault();
  now();
  if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
  sheet.focusView();
}
