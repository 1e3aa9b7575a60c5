/** Kept views of the sheet: a small menu beside the chips. What is open is told there, and whether it has been changed since. */
import type { KeptView, ViewsAnswer } from "../description";
import { el, find } from "../dom";
import { Failed, Refused, tell } from "../net";
import { mainSheet, onMain } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { inOneLine } from "../sheet/sorting";
import { say } from "../words";
import { isTaken } from "./copying";
import { confirmed } from "./dialog";
import { notice, showRefusals } from "./notices";

type Body = Readonly<Record<string, unknown>>;

export function attachViews(): void {
  onMain("sheet:ready", draw);
  onMain("sheet:arranged", () => fill());
  onMain("sheet:answer", () => fill());
}

function draw(): void {
  const bar = find("[data-chips]");
  if (!mainSheet()?.description.views_url || !bar || find("[data-views]")) return;
  bar.append(el("details.chip.views", { "data-views": true }, el("summary", {}, el("span", {})), el("div.options.views", {})));
  fill();
}

function fill(): void {
  const sheet = mainSheet();
  const menu = find<HTMLDetailsElement>("[data-views]");
  const [title, list] = [find("summary span", menu ?? undefined), find(".options", menu ?? undefined)];
  if (!sheet || !menu || !title || !list) return;
  const open = sheet.openedView;
  const isChanged = isChangedSince(sheet, open);
  title.textContent = `${say("views")}: ${open?.name ?? say("view_plain")}${open && isChanged ? ` · ${say("view_changed")}` : ""}`;
  menu.classList.toggle("is-on", open !== null);
  const [mine, shared] = [sheet.views.filter((view) => view.mine), sheet.views.filter((view) => !view.mine)];
  list.replaceChildren(
    item(sheet, null, open),
    ...group(say("view_mine"), mine.map((view) => item(sheet, view, open))),
    ...group(say("view_shared"), shared.map((view) => item(sheet, view, open))),
    ...(sheet.views.length ? [] : [el("p.dim", {}, say("view_none"))]),
    el("div.acts", {}, act("copy_link", () => copyLink(sheet)), ...acts(sheet, open, isChanged)),
  );
}

function group(title: string, items: readonly HTMLElement[]): HTMLElement[] {
  return items.length ? [el("p.dim", {}, title), ...items] : [];
}

/** Two states are one when they keep the same. */
function isChangedSince(sheet: Sheet, view: KeptView | null): boolean {
  return JSON.stringify(sorted(sheet.snapshot())) !== JSON.stringify(sorted(view?.state ?? {}));
}

function sorted(state: Body): unknown {
  const { address = "", order = [], hidden = [], wanted = [], widths = {}, frozen = null } = state;
  return [address, order, ...[hidden, wanted].map((names) => [...(names as string[])].sort()), Object.entries(widths as object).sort(), frozen];
}

function item(sheet: Sheet, view: KeptView | null, open: KeptView | null): HTMLElement {
  const click = (): void => {
    close();
    sheet.openView(view);
    sheet.focusView();
  };
  const isOpen = view?.id === open?.id;
  const star = view?.default ? el("span", { title: say("view_is_default"), "aria-label": say("view_is_default") }, " ★") : null;
  const author = view && !view.mine ? el("small", {}, view.author) : view?.shared ? el("small", {}, say("view_is_shared")) : null;
  return el("button.view", { type: "button", "aria-current": isOpen ? "true" : null, click }, el("span", {}, view?.name ?? say("view_plain"), star), author);
}

function acts(sheet: Sheet, open: KeptView | null, isChanged: boolean): HTMLElement[] {
  const made = [act("view_save", () => save(sheet))];
  if (open && isChanged) made.unshift(act("view_update", () => keep(sheet, { act: "change", view: open.id, state: sheet.snapshot() })));
  if (!open) return made;
  made.push(act(open.default ? "view_no_default" : "view_default", () => keep(sheet, { act: "default", view: open.default ? null : open.id })));
  if (open.mine) made.push(act(open.shared ? "view_unshare" : "view_share", () => keep(sheet, { act: "change", view: open.id, shared: !open.shared })));
  made.push(act("view_rename", () => rename(sheet, open)), act("view_remove", () => remove(sheet, open)));
  return made;
}

function act(word: Parameters<typeof say>[0], run: () => Promise<unknown>): HTMLElement {
  return el("button.link", { type: "button", click: () => {
    close();
    void run();
  } }, say(word));
}

/** A colleague sees the same by it: what is found, in this order, with these columns. */
async function copyLink({ link }: Sheet): Promise<void> {
  if (await isTaken(link)) notice(say("link_copied"));
  else notice(link, { tone: "bad" });
}

function close(): void {
  find<HTMLDetailsElement>("[data-views]")?.removeAttribute("open");
}

/** What was typed and refused comes back into the dialog, with the reason over it. */
async function save(sheet: Sheet, name = "", isShared = false, reason = ""): Promise<void> {
  const shared = el("label.tick", {}, el("input", { type: "checkbox", name: "shared", checked: isShared }), ` ${say("view_share")}`);
  const answer = await named(say("view_save"), name, shared, reason);
  if (!answer) return;
  const [typed, share] = [String(answer.get("name") ?? ""), answer.get("shared") === "on"];
  const refused = await keep(sheet, { act: "save", name: typed, shared: share, state: sheet.snapshot() });
  if (refused) await save(sheet, typed, share, refused);
}

async function rename(sheet: Sheet, view: KeptView, name = view.name, reason = ""): Promise<void> {
  const answer = await named(say("view_rename"), name, null, reason);
  if (!answer) return;
  const typed = String(answer.get("name") ?? "");
  const refused = await keep(sheet, { act: "change", view: view.id, name: typed });
  if (refused) await rename(sheet, view, typed, refused);
}

function named(title: string, name: string, more: HTMLElement | null, reason: string): Promise<FormData | null> {
  const fields = document.createDocumentFragment();
  const field = el("input", { type: "text", name: "name", id: "view-name", maxlength: 60, required: true, value: name, autocomplete: "off", "aria-invalid": reason ? "true" : null });
  const why = reason ? el("p.error", { role: "alert" }, reason) : null;
  fields.append(el("div.field", {}, el("label", { for: "view-name" }, say("view_name")), field, why), ...(more ? [el("p", {}, more)] : []));
  return confirmed({ text: "", title: title.replace("…", ""), go: title.replace("…", ""), fields });
}

async function remove(sheet: Sheet, { id, name, shared }: KeptView): Promise<void> {
  const text = say(shared ? "view_remove_shared" : "view_remove_sure").replace("{name}", name);
  if (await confirmed({ text, go: say("view_remove").replace("…", ""), isDanger: true })) await keep(sheet, { act: "remove", view: id });
}

/** Why it was not kept, where a name was typed for it; other reasons are told at once. */
async function keep(sheet: Sheet, body: Body): Promise<string | null> {
  const url = sheet.description.views_url;
  if (!url) return null;
  try {
    const { views, view } = await tell<ViewsAnswer>(url, body);
    const open = body["act"] === "save" ? (view ?? "") : body["act"] === "remove" ? "" : (sheet.openedView?.id ?? "");
    sheet.keepViews(views, open);
    if (body["act"] === "save") notice(say("view_saved"));
  } catch (error) {
    if (error instanceof Refused && "name" in body) return inOneLine(error);
    if (error instanceof Refused) showRefusals(error.refusals, say("views"));
    else notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed"), { tone: "bad" });
  }
  return null;
}
