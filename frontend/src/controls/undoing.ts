/** What can be taken back of a queue that is answered by single letters: the last answer first, then the one before it. */
import { el, find } from "../dom";
import { say } from "../words";

export const TAKE_BACK = "U";
const MOST = 50;
let addresses: readonly string[] = [];

export function keepUndo(address: string): void {
  show([...addresses, address].slice(-MOST));
}

export function forgetUndo(address: string): void {
  show(addresses.filter((one) => one !== address));
}

export function lastUndo(): string | null {
  return addresses.at(-1) ?? null;
}

/** Its button in the bar. */
export function undoButton(takeBack: (address: string) => void): HTMLElement {
  const click = (): void => {
    const last = lastUndo();
    if (last !== null) takeBack(last);
  };
  return el("button.btn", { type: "button", "data-take-back": true, disabled: !addresses.length, "aria-keyshortcuts": TAKE_BACK, click }, say("undo"), el("kbd", {}, TAKE_BACK));
}

function show(kept: readonly string[]): void {
  addresses = kept;
  const button = find<HTMLButtonElement>("[data-take-back]");
  if (button) button.disabled = !kept.length;
}
