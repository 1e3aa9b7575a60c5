/** What is larger than its place is scrolled with the mouse; by keyboard only where something in it can have the focus. */

const PLACES = ".scroll, .sheet";
const WATCHED = `:is(${PLACES}), :is(${PLACES}) > *`;
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

/** Places of the page, of its dialogs and of what comes later; what stands in them grows while they do not. */
export function attachScrolling(): void {
  const seen = new ResizeObserver((changes) => changes.forEach(({ target }) => {
    const place = target.closest<HTMLElement>(PLACES);
    if (place) reach(place);
  }));
  const watch = (root: Element): void => [root, ...root.querySelectorAll(WATCHED)].forEach((one) => one.matches(WATCHED) && seen.observe(one));
  watch(document.body);
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((added) => added instanceof Element && watch(added)))).observe(document.body, { childList: true, subtree: true });
}

function reach(place: HTMLElement): void {
  const isOut = place.scrollWidth > place.clientWidth || place.scrollHeight > place.clientHeight;
  if (isOut && !place.querySelector(FOCUSABLE)) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}
