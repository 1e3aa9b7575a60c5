/**
 * What of the status bar gives way where it has no room for all: in this order, and whole. What is left out can be read in the
 * title of the part from which it is missing, a whole part in that of the bar. What has no room even then is cut.
 */
import { find } from "../dom";

/** First what is told elsewhere too: the meter by its sum, the sum of the list by its rows, the draft's name by its tab. A limit that is overdue stays longer. */
const ORDER = [
  "[data-gives='1']", ".meter", "[data-selection]:not([data-selected='yes'])", "[data-part='draft'] .name", "[data-saving][data-state='saved']",
  "[data-part='headroom']:not(.is-bad)", "[data-gives='2']", "[data-part='headroom']",
];

export function attachGivingWay(): void {
  const bar = find("[data-status]");
  if (!bar) return;
  const fit = (): void => giveWay(bar);
  new MutationObserver(fit).observe(bar, { childList: true, characterData: true, subtree: true });
  new ResizeObserver(fit).observe(bar);
}

function giveWay(bar: HTMLElement): void {
  for (const part of bar.querySelectorAll(".gives-way")) part.classList.remove("gives-way");
  for (const place of bar.querySelectorAll<HTMLElement>("[data-part], [data-selection]")) place.title = textOf(place);
  bar.classList.add("is-measured");
  for (const part of ORDER.flatMap((selector) => [...bar.querySelectorAll(selector)])) {
    if (bar.scrollWidth <= bar.clientWidth) break;
    part.classList.add("gives-way");
  }
  bar.classList.remove("is-measured");
  bar.title = [...bar.querySelectorAll("[data-part].gives-way")].map(textOf).join(" · ");
}

function textOf(part: Element): string {
  return (part.textContent ?? "").replace(/\s+/g, " ").trim();
}
