/** The pictures of a product, large: one after another by arrows and buttons, closed by Escape or a click beside them. */
import { el } from "../dom";
import { say } from "../words";

class Album {
  readonly #links: readonly HTMLAnchorElement[];
  readonly #image: HTMLImageElement;
  readonly #count = el("span.dim", { role: "status" });
  readonly #dialog: HTMLDialogElement;
  #place: number;

  constructor(links: readonly HTMLAnchorElement[], place: number, title: string) {
    this.#links = links;
    this.#place = place;
    this.#image = el("img", { alt: title });
    const step = (by: number, sign: string, word: "previous" | "next"): HTMLButtonElement =>
      el("button.btn", { type: "button", "aria-label": say(word), title: say(word), hidden: links.length < 2, click: () => this.#show(this.#place + by) }, sign);
    const close = el("button.btn", { type: "button", title: "Esc", click: () => this.#dialog.close() }, say("close"));
    const bar = el("div.bar", {}, el("b", {}, title), this.#count, el("span.actions", {}, step(-1, "←", "previous"), step(1, "→", "next"), close));
    this.#dialog = el("dialog.album", { "aria-label": title, click: (event) => this.#beside(event), keydown: (event) => this.#pressed(event as KeyboardEvent) }, bar, el("figure", {}, this.#image));
    this.#dialog.addEventListener("close", () => this.#closed());
  }

  open(): void {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#show(this.#place);
  }

  /** After the last comes the first. */
  #show(place: number): void {
    this.#place = (place + this.#links.length) % this.#links.length;
    const link = this.#links[this.#place];
    if (!link) return;
    this.#image.width = Number(link.dataset["width"]);
    this.#image.height = Number(link.dataset["height"]);
    this.#image.src = link.href;
    this.#count.textContent = this.#links.length > 1 ? `${this.#place + 1} ${say("of")} ${this.#links.length}` : "";
  }

  #pressed(event: KeyboardEvent): void {
    const last = this.#links.length - 1;
    const to = { ArrowLeft: this.#place - 1, ArrowRight: this.#place + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#show(to);
  }

  #beside(event: Event): void {
    if (event.target === this.#dialog || event.target instanceof HTMLElement && event.target.tagName === "FIGURE") this.#dialog.close();
  }

  /** The focus goes back to the picture that was seen last. */
  #closed(): void {
    this.#dialog.remove();
    this.#links[this.#place]?.focus();
  }
}

export function attachPictures(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-picture]") : null;
    const group = link?.closest<HTMLElement>("[data-pictures]");
    if (!link || !group || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const links = [...group.querySelectorAll<HTMLAnchorElement>("a[data-picture]")];
    new Album(links, links.indexOf(link), group.dataset["title"] ?? "").open();
  });
}
