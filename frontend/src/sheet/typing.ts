/**
 * The field in which a cell is typed. It stands over the grid and is ours: RevoGrid draws its own editor a few frames after the
 * key that asked for it, and whoever types by touch is three digits and an Enter further by then. This one takes the focus
 * within the key press itself; only its place on the screen may come later.
 */
import type { Column } from "../description";
import { el } from "../dom";
import { isNumeric } from "../format";

type Field = HTMLInputElement | HTMLSelectElement;

/** Where the accepted value leaves the focus: rows down, columns right. */
export interface Step {
  readonly dy: number;
  readonly dx: number;
}

export interface Typing {
  readonly column: Column;
  /** What the field begins with: the key pressed, or the cell's value for F2. */
  readonly text: string;
  /** Typed afresh, not edited: up and down accept as well, as in Excel. */
  readonly isAfresh: boolean;
  readonly label: string;
  /** The cell on the screen, while the grid draws it. */
  cell(): Element | null;
  /** The value is accepted; no step when the focus went elsewhere by itself. */
  accepted(text: string, step: Step | null): void;
  dropped(): void;
}

export class CellField {
  readonly #place: HTMLElement;
  #typing: Typing | null = null;
  #field: Field | null = null;
  #frame = 0;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  get isOpen(): boolean {
    return this.#field !== null;
  }

  open(typing: Typing): void {
    this.close();
    const field = typing.column.type === "choice" ? choices(typing) : text(typing);
    this.#typing = typing;
    this.#field = field;
    field.addEventListener("keydown", (event) => this.#pressed(event as KeyboardEvent));
    field.addEventListener("blur", () => this.accept(null));
    // RevoGrid hears the whole document: a click and a paste in here are not its business.
    for (const name of ["mousedown", "mouseup", "copy", "cut", "paste"]) field.addEventListener(name, (event) => event.stopPropagation());
    this.#place.append(field);
    this.#follow();
    field.focus({ preventScroll: true });
    if (field instanceof HTMLInputElement) field.setSelectionRange(field.value.length, field.value.length);
  }

  /** Take what is typed, as Enter does. */
  accept(step: Step | null): void {
    const [typing, value] = [this.#typing, this.#field?.value ?? ""];
    this.close();
    typing?.accepted(value, step);
  }

  /** Away with it; what was typed is dropped. */
  close(): void {
    const field = this.#field;
    this.#typing = null;
    this.#field = null;
    window.cancelAnimationFrame(this.#frame);
    field?.remove();
  }

  /** Enter and Tab accept; up and down accept as well when the value was typed afresh. */
  #pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = this.#stepOf(event);
    if (!step && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) return this.accept(step);
    const typing = this.#typing;
    this.close();
    typing?.dropped();
  }

  #stepOf({ key, shiftKey }: KeyboardEvent): Step | null {
    const way = shiftKey ? -1 : 1;
    if (key === "Enter") return { dy: way, dx: 0 };
    if (key === "Tab") return { dy: 0, dx: way };
    if (!this.#typing?.isAfresh || this.#field instanceof HTMLSelectElement) return null;
    return key === "ArrowDown" ? { dy: 1, dx: 0 } : key === "ArrowUp" ? { dy: -1, dx: 0 } : null;
  }

  /** The cell moves under the field when the grid scrolls, and may not be drawn yet: follow it frame by frame. */
  #follow(): void {
    const field = this.#field;
    if (!field) return;
    const cell = this.#typing?.cell()?.getBoundingClientRect();
    field.classList.toggle("is-nowhere", !cell);
    if (cell) {
      const frame = this.#place.getBoundingClientRect();
      Object.assign(field.style, { left: `${cell.left - frame.left}px`, top: `${cell.top - frame.top}px`, width: `${cell.width}px`, height: `${cell.height}px` });
    }
    this.#frame = window.requestAnimationFrame(() => this.#follow());
  }
}

function text({ column, text: value, label }: Typing): HTMLInputElement {
  const mode = isNumeric(column.type) ? "decimal" : "text";
  return el("input.typing", { type: "text", inputmode: mode, autocomplete: "off", "aria-label": label, value });
}

/** A letter typed on the cell goes to the choice that begins with it. */
function choices({ column, text: value, label, isAfresh }: Typing): HTMLSelectElement {
  const begun = isAfresh ? column.choices.find(([, title]) => title.toLowerCase().startsWith(value.toLowerCase()))?.[0] : value;
  return el("select.typing", { "aria-label": label }, ...column.choices.map(([one, title]) => el("option", { value: one, selected: one === begun }, title)));
}
