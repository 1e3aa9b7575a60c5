/** What placing the draft would come to now, beside its lines: asked anew when the lines have changed and typing rests. */
import { debounced, el, find } from "../dom";
import { askHtml, isAbort } from "../net";
import { onMain } from "../sheet/element";
import { say } from "../words";

/** Whoever types on changes it again: only where he rests is asked. */
const SETTLE = 400;

export function attachCheckout(): void {
  const place = find("[data-checkout]");
  const url = place?.dataset["checkout"];
  if (!place || !url) return;
  let control: AbortController | null = null;
  const ask = async (): Promise<void> => {
    control?.abort();
    const mine = (control = new AbortController());
    place.setAttribute("aria-busy", "true");
    try {
      put(place, await askHtml(url, mine.signal));
    } catch (error) {
      if (!isAbort(error)) place.replaceChildren(el("p.is-bad", {}, say("failed")));
    } finally {
      if (mine === control) place.removeAttribute("aria-busy");
    }
  };
  const later = debounced(SETTLE, () => void ask());
  onMain("sheet:status", later);
  later();
}

/** The focus stays on the button that had it. */
function put(place: HTMLElement, html: string): void {
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : "";
  // Our own server's page, escaped by its templates; the CSP forbids any script in it.
  place.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
}
