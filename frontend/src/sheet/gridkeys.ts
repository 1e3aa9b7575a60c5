/** Keys of the grid that RevoGrid has not, or has otherwise than Excel. */
import type { GridView, Spot } from "./grid";
import type { ViewOwner } from "./view";

type Act = () => void;

export class GridKeys {
  readonly #view: GridView;
  readonly #owner: ViewOwner;
  readonly #listener = (event: Event): void => this.#pressed(event as CustomEvent<{ original: KeyboardEvent; edit: unknown }>);

  constructor(view: GridView, owner: ViewOwner) {
    this.#view = view;
    this.#owner = owner;
    view.element.addEventListener("beforekeydown", this.#listener);
  }

  remove(): void {
    this.#view.element.removeEventListener("beforekeydown", this.#listener);
  }

  #pressed(event: CustomEvent<{ original: KeyboardEvent; edit: unknown }>): void {
    const { original, edit } = event.detail;
    // RevoGrid hears the whole document: what is pressed in a dialog or on a button is not its business.
    if (!this.#isOurs(original.target)) return event.preventDefault();
    const spot = this.#view.spot;
    if (edit || !spot || original.defaultPrevented) return;
    const act = this.#actOf(original, spot);
    if (!act) return;
    event.preventDefault();
    original.preventDefault();
    act();
  }

  #isOurs(target: EventTarget | null): boolean {
    return target === document.body || (target instanceof Node && this.#view.element.contains(target));
  }

  #actOf(key: KeyboardEvent, spot: Spot): Act | null {
    const isControl = key.ctrlKey || key.metaKey;
    if (isControl) return this.#withControl(key, spot);
    if (key.altKey) return null;
    return this.#bare(key, spot);
  }

  #bare(key: KeyboardEvent, spot: Spot): Act | null {
    switch (key.key) {
      case "Enter": return this.#to({ ...spot, y: spot.y + (key.shiftKey ? -1 : 1) });
      case "F2": return () => this.#view.editHere();
      case "PageDown": return this.#to({ ...spot, y: spot.y + this.#page() });
      case "PageUp": return this.#to({ ...spot, y: spot.y - this.#page() });
      case "Home": return this.#to(this.#edge(spot.y, false));
      case "End": return this.#to(this.#edge(spot.y, true));
      case "Tab": return this.#across(spot, key.shiftKey ? -1 : 1);
      case "Escape": return () => this.#view.leave();
      case " ": return this.#space(spot);
      case "/": case "?": return () => undefined;
      default: return null;
    }
  }

  #withControl(key: KeyboardEvent, spot: Spot): Act | null {
    switch (key.code) {
      case "KeyD": return () => void this.#view.fillDown();
      case "KeyZ": return () => this.#owner.undo();
      case "Home": return this.#to({ ...this.#edge(0, false) });
      case "End": return this.#to({ ...spot, y: this.#owner.rows.list.length - 1 });
      case "Enter": return () => this.#openPanel(spot);
      default: return null;
    }
  }

  #to(spot: Spot): Act {
    return () => this.#view.go(spot);
  }

  #page(): number {
    const [first, last] = this.#view.inSight();
    return Math.max(1, last - first - 3);
  }

  #edge(y: number, isLast: boolean): Spot {
    const { frozen, main } = this.#view.parts();
    if (isLast || !frozen.length) return { y, x: isLast ? main.length - 1 : 0, part: "rgCol" };
    return { y, x: 0, part: "colPinStart" };
  }

  /** Tab goes from the frozen part into the main one and back; at the end of a row it goes to the next. */
  #across(spot: Spot, step: number): Act {
    const { frozen, main } = this.#view.parts();
    const place = (spot.part === "colPinStart" ? spot.x : frozen.length + spot.x) + step;
    if (place < 0) return this.#to(spot.y ? this.#edge(spot.y - 1, true) : spot);
    if (place >= frozen.length + main.length) return this.#to(this.#edge(spot.y + 1, false));
    return this.#to(place < frozen.length ? { y: spot.y, x: place, part: "colPinStart" } : { y: spot.y, x: place - frozen.length, part: "rgCol" });
  }

  #space(spot: Spot): Act | null {
    const row = this.#view.rowAt(spot.y);
    const column = this.#view.columnAt(spot);
    if (!this.#owner.mayPick || !row || !column || this.#view.cells.isEditable(row, column)) return null;
    return () => this.#owner.pick(row, false);
  }

  #openPanel(spot: Spot): void {
    const row = this.#view.rowAt(spot.y);
    if (row) this.#owner.openPanel(row);
  }
}
