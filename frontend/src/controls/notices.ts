/** What the page has to tell: short notices that go by themselves, and a panel with all the reasons of a "no". */
import type { RefusalWords } from "../description";
import { el, find } from "../dom";
import { say } from "../words";

const STAYS = 6000;
const STAYS_WITH_WAY = 30_000;
/** More at once would cover what they are about: who answers row after row reads the last. */
const MOST = 3;

export type Tone = "good" | "warn" | "bad";

export interface Notice {
  readonly tone?: Tone;
  /** What it is about, with a link there: who reads it longer, finds it longer. */
  readonly about?: { readonly title: string; readonly url: string } | null | undefined;
  /** Takes the act back. */
  readonly undo?: (() => void) | null;
}

export function notice(text: string, { tone = "good", about, undo }: Notice = {}): void {
  show(el("span", {}, text, about ? " " : null, about ? el("a", { href: about.url }, about.title) : null), tone, undo ?? null, Boolean(about));
}

function show(text: Node, tone: Tone, undo: (() => void) | null, isLinked: boolean): void {
  const place = find("[data-notices]") ?? document.body.appendChild(el("div.notices", { "data-notices": true, role: "status", "aria-live": "polite" }));
  const back = undo && el("button.btn", { type: "button", click: () => { made.remove(); undo(); } }, say("undo"));
  const made = el("div.notice", { class: `notice is-${tone}` }, text, back, el("button.lift", { type: "button", "aria-label": say("close"), click: () => made.remove() }, "×"));
  place.append(made);
  [...place.querySelectorAll(".notice:not(.is-bad)")].slice(0, -MOST).forEach((old) => old.remove());
  if (tone !== "bad") window.setTimeout(() => made.remove(), undo || isLinked ? STAYS_WITH_WAY : STAYS);
}

/** Notices that came with the page: put in anew, for what stands there from the beginning is not read out. */
export function attachNotices(takeBack: (undo: string) => void): void {
  document.querySelectorAll<HTMLElement>("[data-notices] > .notice").forEach((old) => {
    const text = el("span", {}, ...old.childNodes);
    const tone = (["warn", "bad"] as const).find((one) => old.classList.contains(`is-${one}`)) ?? "good";
    const undo = old.dataset["undo"];
    old.remove();
    show(text, tone, undo ? () => takeBack(undo) : null, text.querySelector("a") !== null);
  });
}

export function panel(): HTMLElement {
  const found = find("[data-panel]");
  if (found) return found;
  const made = el("aside.panel", { "data-panel": true, hidden: true });
  (find(".middle") ?? document.body).append(made);
  return made;
}

export type PanelKind = "details" | "refusals" | "why";

export function showPanel(kind: PanelKind, title: string, ...content: readonly Node[]): void {
  const place = panel();
  place.dataset["shows"] = kind;
  place.setAttribute("aria-label", title);
  place.replaceChildren(panelHead(title), ...content);
  place.hidden = false;
  document.dispatchEvent(new CustomEvent("panel:changed"));
}

/** Whether the panel is open with this. */
export function isShowing(kind: PanelKind): boolean {
  const place = find("[data-panel]");
  return place !== null && !place.hidden && place.dataset["shows"] === kind;
}

/** Whether there was one to close. */
export function closePanel(): boolean {
  const place = find("[data-panel]");
  if (!place || place.hidden) return false;
  const hadFocus = place.contains(document.activeElement);
  place.hidden = true;
  place.replaceChildren();
  document.dispatchEvent(new CustomEvent("panel:changed"));
  if (hadFocus) document.dispatchEvent(new CustomEvent("panel:left"));
  return true;
}

function panelHead(title: string): HTMLElement {
  return el("header", {}, el("h2", {}, title), el("button.lift", { type: "button", "aria-label": say("close"), title: "Esc", click: closePanel }, "×"));
}

/** Law: all reasons at once, each with what would turn it into a yes; what is wrong in many fields stands beside each, and here once. */
export function refusalList(refusals: readonly RefusalWords[]): HTMLElement {
  const each = new Map(refusals.map((one) => [[one.text, one.help, one.why].join("\n"), one]));
  const told = [...each.values()].map(({ text, help, why }) => el("li", {}, el("p", {}, text), help ? el("p.help", {}, help) : null, why ? el("p", {}, el("a", { href: why }, say("why_open"))) : null));
  return el("div.refusals", { role: "alert" }, el("ul", {}, ...told)); // a list that is an alert would be no list any more
}

export function showRefusals(refusals: readonly RefusalWords[], title = say("refused")): void {
  showPanel("refusals", title, refusalList(refusals));
}
