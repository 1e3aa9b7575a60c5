/**
 * "Why?" beside a number, a date or a refusal: the answer opens in the panel at the right, with its moment. What it stands
 * on opens there too, and one goes back as one came; the page of the answer is for who sends its link to somebody else.
 */
import { el, find } from "../dom";
import { Refused, askHtml, isAbort } from "../net";
import { say } from "../words";
import { isShowing, panel, refusalList, showPanel } from "./notices";
import type { PanelKind } from "./notices";

interface Shown {
  readonly kind: PanelKind;
  readonly title: string;
  readonly content: readonly Node[];
}

class Answers {
  /** What the panel showed before, the latest last. */
  #before: Shown[] = [];
  #opener: HTMLElement | null = null;
  #control: AbortController | null = null;

  async open(url: string, from: HTMLElement | null): Promise<void> {
    const isInside = from !== null && panel().contains(from);
    if (!isInside) {
      this.#before = [];
      this.#opener = from;
    }
    const was = isInside ? shown() : null;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    panel().setAttribute("aria-busy", "true");
    try {
      const html = await askHtml(url, control.signal);
      if (was && from?.closest("form") === null) this.#before.push(was);
      this.#put(html);
    } catch (error) {
      if (!isAbort(error)) showPanel("why", say("why_open"), body(error instanceof Refused ? refusalList(error.refusals) : el("p.dim", {}, say("failed"))));
    } finally {
      if (control === this.#control) panel().removeAttribute("aria-busy");
    }
  }

  /** The panel was closed: the focus goes back to the figure that was asked about. */
  left(): void {
    if (panel().dataset["shows"] === "why" && this.#opener?.isConnected) this.#opener.focus();
    this.#opener = null;
  }

  #put(html: string): void {
    const place = body();
    // The fragment is our own server's page, escaped by its templates; the CSP forbids any script in it.
    place.innerHTML = html;
    if (this.#before.length) place.prepend(el("p", {}, el("button.btn", { type: "button", click: () => this.#back() }, `← ${say("back")}`)));
    showPanel("why", find("[data-title]", place)?.dataset["title"] ?? say("why_open"), place);
    place.focus({ preventScroll: true });
  }

  #back(): void {
    const last = this.#before.pop();
    if (!last) return;
    showPanel(last.kind, last.title, ...last.content);
    find(".body", panel())?.focus();
  }
}

/** What the panel shows, to be shown again. */
function shown(): Shown | null {
  const place = panel();
  if (place.hidden) return null;
  const kind = (["details", "refusals"] as const).find(isShowing) ?? "why";
  return { kind, title: place.getAttribute("aria-label") ?? "", content: [...place.children].slice(1) };
}

function body(...content: readonly Node[]): HTMLElement {
  return el("div.body", { tabindex: -1 }, ...content);
}

export function attachAnswers(): void {
  const answers = new Answers();
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="/why/"]:not([target])') : null;
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !find(".book")) return;
    event.preventDefault();
    void answers.open(link.href, link);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-why]") || !find(".book")) return;
    event.preventDefault();
    const asked = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    void answers.open(`${form.action}?${asked.toString()}`, form);
  });
  document.addEventListener("panel:left", () => answers.left());
}
