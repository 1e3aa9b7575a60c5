/** Acts on picked rows: buttons with a count, a dialog that tells the consequence, and the outcome in words. */
import type { Act, ActAnswer, Description } from "../description";
import { el, find, isTyping } from "../dom";
import { count } from "../format";
import { Failed, Refused, tell } from "../net";
import { mainSheet, onMain } from "../sheet/element";
import { firstOf } from "../sheet/picking";
import type { Row } from "../sheet/rows";
import type { Focus } from "../sheet/view";
import { say } from "../words";
import { confirmed } from "./dialog";
import { notice, refusalList, showRefusals } from "./notices";
import { TAKE_BACK, forgetUndo, keepUndo, lastUndo, undoButton } from "./undoing";

/** The row under the focus: what a key acts on where nothing is picked. */
let focused: string | null = null;
/** Where it stands, as soon as any has stood: a row that has left the list, or is read anew, leaves its place to who comes. */
let place: number | null = null;
/** So many quick acts are on their way: a list read meanwhile would bring back what has gone. */
let underway = 0;

export function attachActs(): void {
  onMain<Focus>("sheet:focus", ({ row }) => {
    focused = row.key;
    place = mainSheet()?.rows.indexOf(row) ?? 0;
  });
  onMain<{ rows: readonly Row[] }>("sheet:renewed", ({ rows }) => {
    const isThere = focused !== null && rows.some(({ key }) => key === focused);
    if (place !== null && !isThere) focused = rows[Math.min(place, rows.length - 1)]?.key ?? null;
  });
  document.addEventListener("keydown", pressed, true);
  onMain<Description>("sheet:ready", (description) => draw(description, []));
  onMain<{ keys: readonly string[] }>("sheet:picked", ({ keys }) => {
    const description = mainSheet()?.description;
    if (description) draw(description, keys);
  });
}

/** By the place of the key, so that it works whichever alphabet is on. A letter alone works where it is not typed. */
function pressed(event: KeyboardEvent): void {
  const sheet = mainSheet();
  if (!sheet || event.ctrlKey || event.shiftKey || event.metaKey || find("dialog[open]")) return;
  if (!event.altKey && (sheet.takesWords || event.repeat || isTyping(event.target))) return;
  const act = meant(event, sheet.description);
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

function meant({ code, altKey }: KeyboardEvent, description: Description): (() => void) | null {
  const acts = description.acts.filter(({ quick }) => quick || altKey);
  const act = acts.find(({ key }) => key && code === `Key${key}`);
  if (act) return () => begin(act, description);
  const undo = acts.some(({ quick }) => quick) && code === `Key${TAKE_BACK}` ? lastUndo() : null;
  return undo === null ? null : () => takeBack(undo);
}

function begin(act: Act, description: Description): void {
  const picked = mainSheet()?.pickedKeys ?? [];
  const keys = picked.length || focused === null ? picked : [focused];
  if (keys.length || act.always) void run(act, keys, description);
}

function bar(): HTMLElement | null {
  const found = find("[data-acts]");
  if (found) return found;
  const chips = find("[data-chips]");
  return chips?.appendChild(el("span.actions", { "data-acts": true })) ?? null;
}

function draw(description: Description, keys: readonly string[]): void {
  if (!description.acts.length) return;
  const made = (acts: readonly Act[]): HTMLElement[] => acts.map((act) => button(act, keys, description));
  const folded = made(description.acts.filter((act) => act.folded));
  const place = bar();
  const isOpen = place?.querySelector<HTMLDetailsElement>(".more")?.open ?? false;
  const isQuick = description.acts.some(({ quick }) => quick);
  place?.replaceChildren(...made(description.acts.filter((act) => !act.folded)), ...isQuick ? [undoButton(takeBack)] : [], ...folded.length ? [menu(folded, isOpen)] : []);
}

function menu(acts: readonly HTMLElement[], isOpen: boolean): HTMLElement {
  const made = el("details.chip.more", { open: isOpen }, el("summary", {}, el("span", {}, say("more_acts"))), el("div.options", {}, ...acts));
  acts.forEach((act) => act.addEventListener("click", () => made.removeAttribute("open")));
  return made;
}

function button(act: Act, keys: readonly string[], description: Description): HTMLElement {
  const made = el("button.btn", { type: "button", disabled: !keys.length && !act.always, "data-act": act.name, ...told(act), click: () => void run(act, keys, description) },
    act.title, act.quick ? el("kbd", {}, act.key) : null, keys.length && !act.always ? el("span.count", {}, count(Math.min(keys.length, act.most), description.locale)) : null);
  if (act.danger) made.classList.add("danger");
  return made;
}

function told({ key, quick }: Act): Record<string, string> {
  if (quick) return { "aria-keyshortcuts": key };
  return key ? { title: `Alt+${key}`, "aria-keyshortcuts": `Alt+${key}` } : {};
}

/** The fields that stand on the page for the act. */
function fieldsOf(act: Act): string | null {
  return find<HTMLTemplateElement>(`template[data-act="${act.name}"]`)?.innerHTML ?? null;
}

/** What the act is called in its dialog: there nothing more is asked. */
function titleOf(act: Act): string {
  return act.title.replace(/…$/, "");
}

/** Where fewer are taken than are picked, it is said before. */
async function run(act: Act, picked: readonly string[], description: Description): Promise<void> {
  const keys = picked.slice(0, act.most);
  if (act.panel) return toPanel(keys[0]);
  const first = keys.length < picked.length && !act.always ? firstOf("act_first", keys.length, picked.length, description) : "";
  const text = [first, (act.confirm ?? "").replace("{count}", String(keys.length))].filter(Boolean).join(" ");
  const fields = fieldsOf(act);
  if (fields !== null) return send(act, keys, () => fill(act, { keys }, fields, { text, isWide: false }));
  if (text && !(await confirmed({ text, title: titleOf(act), go: titleOf(act), isDanger: act.danger }))) return;
  await send(act, keys, async () => answered(act, { keys }, await tell<ActAnswer>(act.url, { keys })));
}

function toPanel(key: string | undefined): void {
  const row = key === undefined ? undefined : mainSheet()?.rows.byKey(key);
  if (row) mainSheet()?.openPanel(row, true);
}

type Body = Readonly<Record<string, unknown>>;

async function send(act: Act, keys: readonly string[], said: () => Promise<ActAnswer | null>): Promise<void> {
  const isGone = act.quick && act.leaves;
  if (isGone) mainSheet()?.drop(keys);
  underway += 1;
  const isDone = await doing(act.title, async () => {
    const edits = mainSheet()?.edits;
    await (act.mends ? edits?.mend() : edits?.settled());
    const answer = await said();
    if (answer && act.leaves) mainSheet()?.edits.forget(keys);
    return answer;
  }, () => (underway -= 1));
  if (isGone && !isDone) void mainSheet()?.reload();
}

/** An act may ask for more before it is done, once or several times; what was said before goes along. */
async function answered(act: Act, body: Body, answer: ActAnswer): Promise<ActAnswer | null> {
  return answer.form ? fill(act, body, answer.form) : answer;
}

/** The fields that the act asks for. When what was typed is refused, it stays, under the reasons. */
async function fill(act: Act, body: Body, html: string, { text = "", isWide = true } = {}): Promise<ActAnswer | null> {
  const title = titleOf(act);
  let typed: FormData | null = null;
  let reasons: HTMLElement | null = null;
  for (;;) {
    const fields = filled(html, typed, reasons);
    const go = fields.querySelector<HTMLElement>("[data-go]")?.dataset["go"] ?? title;
    typed = await confirmed({ text, title, go, isDanger: act.danger, fields, isWide });
    if (!typed) return null;
    const said = { ...body, ...Object.fromEntries(typed) };
    try {
      return await answered(act, said, await tell<ActAnswer>(act.url, said));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reasons = refusalList(error.refusals);
    }
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function filled(html: string, typed: FormData | null, reasons: HTMLElement | null): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html; // our own server's, escaped by its templates
  if (reasons) template.content.prepend(reasons);
  if (typed) template.content.querySelectorAll<Field>("input, select, textarea").forEach((field) => keep(field, typed));
  return template.content;
}

function keep(field: Field, typed: FormData): void {
  const values = typed.getAll(field.name).map(String);
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
  else if (values[0] !== undefined) field.value = values[0];
}

/** Whether it was done; ``settled`` is told before what comes of it is shown. */
async function doing(title: string, act: () => Promise<ActAnswer | null>, settled: () => void = () => undefined): Promise<boolean> {
  try {
    const answer = await act().finally(settled);
    if (answer) done(answer);
    return true;
  } catch (error) {
    if (error instanceof Refused) showRefusals(error.refusals, `${title}: ${say("refused").toLowerCase()}`);
    else notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed"), { tone: "bad" });
    return false;
  }
}

export function takeBack(undo: string): void {
  forgetUndo(undo);
  void doing(say("undo"), () => tell<ActAnswer>(undo, {}));
}

export function done({ message, location: to, reload, status, undo, about }: ActAnswer): void {
  if (to) return window.location.assign(to);
  if (undo) keepUndo(undo);
  if (message) notice(message, { about, undo: undo ? () => takeBack(undo) : null });
  const sheet = mainSheet();
  if (status) sheet?.emit("sheet:status", status);
  sheet?.unpick();
  if (reload !== false && !underway) void sheet?.reload();
}
