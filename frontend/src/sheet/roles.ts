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
  // numbers of rows and boxes are for the eye and the mouse: a row is told by its place, and picked by Space
  for (const part of grid.querySelectorAll("revogr-viewport-scroll[row-header]")) part.setAttribute("aria-hidden", "true");
  for (const part of grid.querySelectorAll(".vertical-inner, revogr-viewport-scroll, revogr-scroll-virtual")) part.setAttribute("tabindex", "-1");
}
