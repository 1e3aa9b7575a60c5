/** Elements without a framework: `el("button.btn", {type: "button"}, "Save")`. Text is always text, never markup. */

export type Child = Node | string | number | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

export function el<K extends keyof HTMLElementTagNameMap>(
  selector: K | `${K}.${string}`,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const [tag = "div", ...classes] = selector.split(".");
  const made = document.createElement(tag as K);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  made.append(...children.filter(isShown).map((child) => (typeof child === "number" ? String(child) : child)));
  return made;
}

function isShown(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false;
}

function set(element: HTMLElement, name: string, value: Attributes[string]): void {
  if (typeof value === "function") element.addEventListener(name, value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

export function find<E extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): E | null {
  return root.querySelector<E>(selector);
}

/** True where keys mean text: the shortcuts of the page keep out. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select");
}

export function debounced<A extends readonly unknown[]>(wait: number, act: (...given: A) => void): ((...given: A) => void) & { now: (...given: A) => void } {
  let timer = 0;
  const later = (...given: A): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => act(...given), wait);
  };
  const now = (...given: A): void => {
    window.clearTimeout(timer);
    act(...given);
  };
  return Object.assign(later, { now });
}
