/**
 * To a screen reader a sheet is a table: RevoGrid says a tree of rows, and names neither itself nor the row of heads.
 * To Tab it is one place: browsers stop at each part that scrolls, though none of them says what it is.
 */
import type { Description } from "../description";
import { find } from "../dom";

export function nameParts(grid: HTMLElement, { name }: Description, isEditable: boolean): void {
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", find("h1")?.textContent ?? name);
  grid.setAttribute("aria-readonly", String(!isEditable));
  grid.removeAttribute("aria-keyshortcuts");
  for (const row of grid.querySelectorAll(".header-rgRow.actual-rgRow")) row.setAttribute("role", "row");
  for (const part of grid.querySelectorAll(".vertical-inner, revogr-viewport-scroll, revogr-scroll-virtual")) part.setAttribute("tabindex", "-1");
}
