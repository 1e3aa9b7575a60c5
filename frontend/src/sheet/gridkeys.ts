/**
 * The keys of the grid. They are taken from the document before RevoGrid hears of them and act on the focus that we keep:
 * RevoGrid's own follows some frames later, and a digit that comes meanwhile must go into the row that the person means.
 */
import type { GridView, Spot } from "./grid";
import type { ViewOwner } from "./view";

type Act = () => void;

const STEPS: Readonly<Record<string, readonly [dy: number, dx: number]>> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};
/** A key whose sign comes by more than one press: the field takes the rest itself. */
const COMPOSED = new Set(["Dead", "Process", "Unidentified"]);

export class GridKeys {
  readonly #view: GridView;
  readonly #owner: ViewOwner;
  readonly #pressing = (event: KeyboardEvent): void => this.#pressed(event);
  /** RevoGrid hears the whole document: what is pressed in a dialog, on a button or in our field is not its business, nor is Tab. */
  readonly #keptOut = (event: Event): void => {
    const { original } = (event as CustomEvent<{ original: KeyboardEvent }>).detail;
    if (this.#view.isTyping || !this.#isOurs(original.target) || original.key === "Tab") event.preventDefault();
  };

  constructor(view: GridView, owner: ViewOwner) {
    this.#view = view;
    this.#owner = owner;
    view.element.addEventListener("beforekeydown", this.#keptOut);
    document.addEventListener("keydown", this.#pressing, true);
  }

  remove(): void {
    this.#view.element.removeEventListener("beforekeydown", this.#keptOut);
    document.removeEventListener("keydown", this.#pressing, true);
  }

  #pressed(key: KeyboardEvent): void {
    const spot = this.#view.spot;
    if (key.defaultPrevented || !this.#isOurs(key.target)) return;
    if (!spot) return this.#comeBack(key);
    if (COMPOSED.has(key.key)) return this.#view.typeHere("");
    const act = this.#actOf(key, spot);
    if (!act) return;
    key.preventDefault();
    act();
  }

  /** Nothing has the focus, as on a page that has just come: an arrow goes to where it was, at first to the first cell. */
  #comeBack(key: KeyboardEvent): void {
    const isFree = key.target === this.#view.element || (key.target === document.body && this.#view.isAtStart);
    if (!isFree || key.altKey || key.ctrlKey || key.metaKey || !STEPS[key.key]) return;
    key.preventDefault();
    this.#view.focus();
  }

  #isOurs(target: EventTarget | null): boolean {
    if (target instanceof Element && target.closest(".filter")) return false;
    return target === document.body || (target instanceof Node && this.#view.element.contains(target));
  }

  #actOf(key: KeyboardEvent, spot: Spot): Act | null {
    if (key.ctrlKey || key.metaKey) return this.#withControl(key, spot);
    return key.altKey ? this.#withAlt(key, spot) : this.#bare(key, spot);
  }

  /** What can be chosen for the row, as of a field with a list; sorting by the column of the focus, and its place. */
  #withAlt(key: KeyboardEvent, spot: Spot): Act | null {
    const column = this.#view.columnAt(spot);
    if (key.key === "ArrowDown" && !key.shiftKey) return () => this.#openPanel(spot);
    if (key.code === "KeyS" && column) return () => this.#owner.sortBy(column.name, key.shiftKey);
    if (!key.shiftKey || !(key.key === "ArrowLeft" || key.key === "ArrowRight")) return null;
    return () => this.#view.moveColumn(spot, key.key === "ArrowLeft" ? -1 : 1);
  }

  #bare(key: KeyboardEvent, spot: Spot): Act | null {
    const stretched = key.shiftKey ? this.#stretched(key) : null;
    if (stretched) return stretched;
    switch (key.key) {
      case "Enter": return this.#to({ ...spot, y: spot.y + (key.shiftKey ? -1 : 1) });
      case "F2": return () => this.#view.editHere();
      case "PageDown": return this.#to({ ...spot, y: spot.y + this.#page() });
      case "PageUp": return this.#to({ ...spot, y: spot.y - this.#page() });
      case "Home": return this.#to(this.#view.edge(spot.y, false));
      case "End": return this.#to(this.#view.edge(spot.y, true));
      // Right after the page has come Tab still belongs to it: to its link past the bars and its search.
      case "Tab": return this.#view.isAtStart ? null : () => this.#view.across(key.shiftKey ? -1 : 1);
      case "Escape": return () => this.#view.leave();
      case "/": case "?": return () => undefined;
      case " ": return this.#space(spot);
    }
    if (key.key.length === 1) return this.#view.mayType(spot) ? () => this.#view.typeHere(key.key) : null;
    return this.#arrow(key, spot);
  }

  /** Shift selects: a cell further, a page, or to the end of the row. */
  #stretched({ key }: KeyboardEvent): Act | null {
    switch (key) {
      case "PageDown": return () => this.#view.stretch(this.#page(), 0);
      case "PageUp": return () => this.#view.stretch(-this.#page(), 0);
      case "Home": return () => this.#view.stretch(0, -Infinity);
      case "End": return () => this.#view.stretch(0, Infinity);
    }
    const step = STEPS[key];
    return step ? () => this.#view.stretch(...step) : null;
  }

  /** With Ctrl it selects all up to the edge, or up to the corner. */
  #stretchedToEdge({ key }: KeyboardEvent): Act | null {
    if (key === "Home") return () => this.#view.stretch(-Infinity, -Infinity);
    if (key === "End") return () => this.#view.stretch(Infinity, Infinity);
    const [dy, dx] = STEPS[key] ?? [0, 0];
    // 0 times infinity is no number
    return dy || dx ? () => this.#view.stretch(dy && dy * Infinity, dx && dx * Infinity) : null;
  }

  #arrow({ key }: KeyboardEvent, spot: Spot): Act | null {
    const step = STEPS[key];
    if (!step) return null;
    const [dy, dx] = step;
    return dy ? this.#to({ ...spot, y: spot.y + dy }) : () => this.#view.across(dx, true);
  }

  #withControl(key: KeyboardEvent, spot: Spot): Act | null {
    const stretched = key.shiftKey ? this.#stretchedToEdge(key) : null;
    if (stretched) return stretched;
    switch (key.code) {
      case "KeyD": return () => void this.#view.changing.fillDown();
      case "KeyA": return () => this.#view.selectAll();
      case "KeyZ": return () => (key.shiftKey ? this.#owner.redo() : this.#owner.undo());
      case "KeyY": return () => this.#owner.redo();
      case "Home": return this.#to(this.#view.edge(0, false));
      case "End": return this.#to({ ...spot, y: this.#last() });
      case "Enter": case "NumpadEnter": return () => this.#openPanel(spot);
    }
    if (key.shiftKey) return null;
    switch (key.code) {
      case "ArrowUp": return this.#to({ ...spot, y: 0 });
      case "ArrowDown": return this.#to({ ...spot, y: this.#last() });
      case "ArrowLeft": return this.#to(this.#view.edge(spot.y, false));
      case "ArrowRight": return this.#to(this.#view.edge(spot.y, true));
      default: return null;
    }
  }

  #to(spot: Spot): Act {
    return () => this.#view.go(spot);
  }

  #last(): number {
    return this.#owner.rows.list.length - 1;
  }

  #page(): number {
    const [first, last] = this.#view.inSight();
    return Math.max(1, last - first - 3);
  }

  #space(spot: Spot): Act | null {
    if (this.#view.mayType(spot)) return () => this.#view.typeHere(" ");
    if (!this.#owner.mayPick) return null;
    const { y, y1 } = this.#view.area ?? { y: spot.y, y1: spot.y };
    return () => this.#owner.pickRows(y, y1);
  }

  #openPanel(spot: Spot): void {
    const row = this.#view.rowAt(spot.y);
    if (row) this.#owner.openPanel(row);
  }
}
