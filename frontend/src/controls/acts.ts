/** Acts on picked rows: buttons with a count, a dialog that tells the consequence, and the outcome in words. */
import type { Act, ActAnswer, Description } from "../description";
import { el, find } from "../dom";
import { count } from "../format";
import { Failed, Refused, tell } from "../net";
import { mainSheet, onMain } from "../sheet/element";
import { say } from "../words";
import { confirmed } from "./dialog";
import { notice, showRefusals } from "./notices";

export function attachActs(): void {
  onMain<Description>("sheet:ready", (description) => draw(description, []));
  onMain<{ keys: readonly string[] }>("sheet:picked", ({ keys }) => {
    const description = mainSheet()?.description;
    if (description) draw(description, keys);
  });
}

function bar(): HTMLElement | null {
  const found = find("[data-acts]");
  if (found) return found;
  const chips = find("[data-chips]");
  return chips?.appendChild(el("span.actions", { "data-acts": true })) ?? null;
}

function draw(description: Description, keys: readonly string[]): void {
  if (!description.acts.length) return;
  bar()?.replaceChildren(...description.acts.map((act) => button(act, keys, description)));
}

function button(act: Act, keys: readonly string[], { locale }: Description): HTMLElement {
  const made = el("button.btn", { type: "button", disabled: !keys.length && !act.always, "data-act": act.name, click: () => void run(act, keys) },
    act.title, keys.length && !act.always ? el("span.count", {}, count(keys.length, locale)) : null);
  if (act.danger) made.classList.add("danger");
  return made;
}

function fieldsOf(act: Act): DocumentFragment | null {
  const template = find<HTMLTemplateElement>(`template[data-act="${act.name}"]`);
  return template ? (template.content.cloneNode(true) as DocumentFragment) : null;
}

async function run(act: Act, keys: readonly string[]): Promise<void> {
  const fields = fieldsOf(act);
  const mustAsk = act.confirm !== null || fields !== null;
  const text = (act.confirm ?? "").replace("{count}", String(keys.length));
  const answer = mustAsk ? await confirmed({ text, title: act.title, go: act.title, isDanger: act.danger, fields }) : new FormData();
  if (!answer) return;
  await send(act, { keys, ...Object.fromEntries(answer) });
}

async function send(act: Act, body: Readonly<Record<string, unknown>>): Promise<void> {
  await doing(act.title, () => tell<ActAnswer>(act.url, body));
}

async function doing(title: string, act: () => Promise<ActAnswer>): Promise<void> {
  try {
    done(await act());
  } catch (error) {
    if (error instanceof Refused) showRefusals(error.refusals, `${title}: ${say("refused").toLowerCase()}`);
    else notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed"), "bad");
  }
}

export function done({ message, location: to, reload, status, undo }: ActAnswer): void {
  if (to) return window.location.assign(to);
  if (message) notice(message, "good", undo ? () => void doing(say("undo"), () => tell<ActAnswer>(undo, {})) : null);
  const sheet = mainSheet();
  if (status) sheet?.emit("sheet:status", status);
  sheet?.unpick();
  if (reload !== false) void sheet?.reload();
}
