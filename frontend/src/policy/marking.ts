/** The pair of the bracket at the caret, marked over the cell: the same text in the same place, unseen but for the marks. */
import { el } from "../dom";
import { otherQuote, pairAt, quoteTyped } from "./brackets";

export class Marking {
  readonly #over = el("div.brackets", { "aria-hidden": "true", hidden: true });

  show(field: HTMLTextAreaElement): void {
    const pair = field.selectionStart === field.selectionEnd ? pairAt(field.value, field.selectionStart) : null;
    this.#over.hidden = !pair;
    if (!pair) return;
    const { value } = field;
    let from = 0;
    const marked = pair.at.flatMap((at) => {
      const parts = [value.slice(from, at), el("mark", { class: pair.isAlone ? "is-alone" : "" }, value.slice(at, at + 1))];
      from = at + 1;
      return parts;
    });
    this.#over.replaceChildren(...marked, value.slice(from));
    field.after(this.#over);
    this.#lieOver(field);
  }

  #lieOver(field: HTMLTextAreaElement): void {
    const { style } = this.#over;
    const { fontFamily, fontSize, lineHeight, letterSpacing } = getComputedStyle(field);
    Object.assign(style, { fontFamily, fontSize, lineHeight, letterSpacing });
    style.top = `${field.offsetTop}px`;
    style.left = `${field.offsetLeft}px`;
    style.width = `${field.offsetWidth}px`;
  }

  hide(): void {
    this.#over.hidden = true;
  }
}

/** Whether the quote that is typed was put in with its other one, or stepped over. */
export function closesQuote(field: HTMLTextAreaElement, sign: string): boolean {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const how = from === to ? quoteTyped(value, from, sign) : null;
  if (!how) return false;
  if (how === "pair") field.setRangeText(sign + otherQuote(sign), from, to);
  field.setSelectionRange(from + 1, from + 1);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
