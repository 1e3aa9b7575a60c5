/**
 * What placing the draft would come to now, beside its lines: asked anew when the lines have changed and typing rests.
 * Until it is there the order can't be placed: nobody orders for a sum that he has not seen. Nor can it while a cell shows
 * what the server has not taken: what is ordered is what is kept there, not what stands in the cell.
 */
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
  let isUnsaved = false;
  const ask = async (): Promise<void> => {
    control?.abort();
    const mine = (control = new AbortController());
    place.setAttribute("aria-busy", "true");
    try {
      put(place, await askHtml(url, mine.signal));
      if (isUnsaved) refuse(place);
    } catch (error) {
      if (!isAbort(error)) place.replaceChildren(el("p.is-bad", {}, say("failed")), el("button.btn", { type: "button", click: () => void ask() }, say("retry")));
    } finally {
      if (mine === control) place.removeAttribute("aria-busy");
    }
  };
  const later = debounced(SETTLE, () => void ask());
  onMain("sheet:status", () => {
    control?.abort(); // what is on its way tells of lines as they were
    hold(place);
    later();
  });
  onMain<"saving" | "saved" | "unsaved">("sheet:saving", (state) => {
    hold(place);
    isUnsaved = state === "unsaved";
    if (state !== "saving") later();
  });
  later();
}

/** What the panel tells already stands no second time beside its form. */
export function tellOnce(): void {
  const told = find("[data-checkout] .refusals");
  const texts = new Set([...(told?.children ?? [])].map(textOf));
  document.querySelectorAll(".checkout form .refusals[data-made]").forEach((made) => {
    [...made.children].filter((one) => texts.has(textOf(one))).forEach((one) => one.remove());
    if (made.children.length) return;
    made.remove();
    told?.scrollIntoView({ block: "nearest" });
  });
}

function textOf(reason: Element): string {
  return reason.firstElementChild?.textContent ?? "";
}

/** A cell is not saved: nothing is ordered past it. */
function refuse(place: HTMLElement): void {
  hold(place);
  place.prepend(el("p.unsaved.is-bad", { role: "alert" }, say("unsaved_cells")));
}

/** A button that is held loses the focus: which one had it stands at the place. */
function hold(place: HTMLElement): void {
  if (place.contains(document.activeElement)) place.dataset["focused"] = document.activeElement?.id ?? "";
  place.querySelectorAll("button").forEach((button) => (button.disabled = true));
}

/** The focus stays on the button that had it. */
function put(place: HTMLElement, html: string): void {
  hold(place);
  // Our own server's page, escaped by its templates; the CSP forbids any script in it.
  place.innerHTML = html;
  tellOnce();
  const focused = document.getElementById(place.dataset["focused"] ?? "");
  if (document.activeElement === document.body) focused?.focus();
  delete place.dataset["focused"];
}
