/**
 * The pointer over the grid. A press moves the focus at once: RevoGrid tells of it some frames later, and what is typed
 * meanwhile must go into the cell that was pressed. It draws selections within one part; over both parts they are ours.
 */
import type { RangeArea } from "@revolist/revogrid";
import type { GridView, Spot } from "./grid";
import type { Selecting } from "./selecting";

export class Pointing {
  readonly #view: GridView;
  readonly #selecting: Selecting;
  /** It was the last to move: what RevoGrid tells of a selection is meant. */
  #isLast = false;
  /** It draws over the other part than that of the focus. */
  #isBeside = false;

  constructor(view: GridView, selecting: Selecting) {
    this.#view = view;
    this.#selecting = selecting;
    document.addEventListener("pointerdown", this.#pressed, true);
    const element: HTMLElement = view.element; // RevoGrid's own type knows only its own events
    element.addEventListener("pointermove", (event) => this.#drawn(event));
    element.addEventListener("mousedown", (event) => this.#keep(event), true);
  }

  remove(): void {
    document.removeEventListener("pointerdown", this.#pressed, true);
  }

  /** Keys have moved since. */
  left(): void {
    this.#isLast = false;
  }

  /** RevoGrid's selection; word of what was selected before the focus moved on comes too late. */
  selected(area: RangeArea): void {
    const { spot } = this.#view;
    const isFromIt = spot && (spot.y === area.y || spot.y === area.y1) && (spot.x === area.x || spot.x === area.x1);
    if (isFromIt && this.#isLast && !this.#isBeside) this.#selecting.taken(area);
  }

  /** On a cell it moves the focus, beside the grid it lets go of it. */
  readonly #pressed = (event: PointerEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.button !== 0 || !target || target.closest(".typing")) return;
    this.#view.accept(); // RevoGrid keeps a press on a cell from taking the focus out of the field
    const spot = spotOf(target);
    if (!this.#view.element.contains(target)) this.#view.take(null);
    else if (spot) this.#meant(spot, event.shiftKey);
  };

  /** With Shift it selects from the focus on, where there is one. The keys that follow are the grid's at once. */
  #meant(to: Spot, isStretched: boolean): void {
    const { spot, element } = this.#view;
    if (!isStretched || !spot) this.#view.take(to);
    else if (to.part !== spot.part) this.#selecting.to(this.#view.corner(to));
    [this.#isLast, this.#isBeside] = [true, false];
    const at = document.activeElement;
    if (!element.contains(at) || at?.closest(".filter, .options")) element.focus({ preventScroll: true });
  }

  /** Pressed in one part and drawn over the other. */
  #drawn(event: PointerEvent): void {
    const to = event.buttons === 1 && this.#isLast ? spotOf(event.target) : null;
    const { spot } = this.#view;
    if (!to || !spot) return;
    this.#isBeside = to.part !== spot.part;
    if (!this.#isBeside) return;
    this.#selecting.to(this.#view.corner(to));
    this.#view.measure();
  }

  /** RevoGrid doesn't hear of a press with Shift in the other part: it would move its focus there. */
  #keep(event: MouseEvent): void {
    const to = event.shiftKey ? spotOf(event.target) : null;
    if (!to || !this.#view.spot || to.part === this.#view.spot.part) return;
    event.preventDefault();
    event.stopPropagation();
    this.#view.measure();
  }
}

function spotOf(target: EventTarget | null): Spot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".rgCell[data-rgrow][data-rgcol]") : null;
  if (!cell || cell.closest(".rowHeaders")) return null;
  return { y: Number(cell.dataset["rgrow"]), x: Number(cell.dataset["rgcol"]), part: cell.closest(".colPinStart") ? "colPinStart" : "rgCol" };
}
