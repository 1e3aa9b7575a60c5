/** The status bar: named parts from the server, the sum of the selection, and whether all is saved. */
import type { Answer, Status, StatusPart } from "../description";
import { sumOf } from "../decimal";
import { el, find } from "../dom";
import type { Child } from "../dom";
import { count, number, shown } from "../format";
import { mainSheet, onMain } from "../sheet/element";
import type { Amounts, Selection } from "../sheet/view";
import { locale, say } from "../words";
import type { Word } from "../words";
import { notice } from "./notices";

export function attachStatus(): void {
  onMain<Status>("sheet:status", ({ parts }) => {
    parts.forEach(put);
    parts.forEach(putTab);
  });
  onMain<Selection>("sheet:selected", select);
  onMain<{ answer: Answer }>("sheet:answer", ({ answer }) => total(answer));
  onMain<"saving" | "saved" | "unsaved">("sheet:saving", saving);
  onMain<string>("sheet:told", (text) => notice(text, { tone: "bad" }));
  onMain<string>("sheet:said", sayLine);
  window.addEventListener("beforeunload", (event) => {
    if (["saving", "unsaved"].includes(find("[data-saving]")?.dataset["state"] ?? "")) event.preventDefault();
  });
}

/** The whole line is for what is said, until a key or a press goes on. */
function sayLine(text: string): void {
  const bar = find("[data-status]");
  if (!bar) return notice(text, { tone: "bad" });
  const gone = new AbortController();
  const line = el("span.said", {}, text);
  const lift = (): void => { gone.abort(); line.remove(); };
  find(".said", bar)?.remove();
  bar.prepend(line);
  // on the window: some keys of the page are heard by nobody after it
  for (const name of ["keydown", "pointerdown"]) window.addEventListener(name, lift, { capture: true, signal: gone.signal });
}

function put(part: StatusPart): void {
  const bar = find("[data-status]");
  if (!bar) return;
  const old = find(`[data-part="${CSS.escape(part.name)}"]`, bar);
  const made = el("span", { "data-part": part.name, class: part.tone ? `is-${part.tone}` : null }, ...content(part));
  if (old) old.replaceWith(made);
  else bar.insertBefore(made, find("[data-selection]", bar));
}

/** A draft that opened by itself, or took a line more, shows it on its tab at once. */
function putTab({ url, title, count: lines, is_tab: isTab, is_target: isTarget }: StatusPart): void {
  const add = find(".tabs .new");
  if (!url || !add || !isTab) return;
  const tab = find(`.tabs a[href="${CSS.escape(url)}"]`) ?? el("a", { href: url });
  if (!tab.isConnected) add.before(tab);
  const badge = lines ? [" ", el("span.badge.is-calm", {}, lines)] : [];
  if (isTarget) {
    document.querySelectorAll(".tabs .target").forEach((other) => other.classList.remove("target"));
    tab.classList.add("target");
  }
  tab.replaceChildren(title ?? "", ...badge);
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function content({ title, text, used, url, why }: StatusPart): Child[] {
  const name = title ? [url ? el("a.name", { href: url }, title) : el("span.name", {}, title), " "] : [];
  const meter = used === undefined ? null : el("progress.meter", { max: 1, value: used, "aria-label": title ?? text ?? "" });
  const said = why ? el("a", { href: why, title: say("why") }, text ?? "") : (text ?? "");
  return [...name, meter, said];
}

/** Sums over all that is found, which no selection has to be made for. */
let totals = "";

function total({ totals: sums }: Answer): void {
  const description = mainSheet()?.description;
  if (!sums || !description) return;
  const named = description.columns.flatMap((column) => {
    const sum = sums[column.name];
    return sum === undefined ? [] : [`${column.title} ${shown(sum, { ...column, zero: null }, description.locale)}`];
  });
  tellTotals(named.length ? `${say("total")}: ${named.join(" · ")}` : "");
}

function tellTotals(text: string): void {
  totals = text;
  const place = find("[data-selection]");
  if (place && !place.dataset["selected"]) place.replaceChildren(el("span", {}, totals));
}

/** As in Excel: what of a selection is worth knowing. The sum comes first and stands rightmost. */
function select(selection: Selection): void {
  const place = find("[data-selection]");
  if (!place) return;
  const parts = selection.isTooLong ? [part("selected_rows", count(selection.rows, locale()))] : selection.filled > 1 ? summary(selection) : [];
  place.dataset["selected"] = parts.length ? "yes" : "";
  place.replaceChildren(...(parts.length ? parts : [el("span", {}, totals)]));
}

function summary({ amounts, filled }: Selection): HTMLElement[] {
  const language = locale();
  const size = part("count", count(filled, language));
  const [sum, other] = amounts.flatMap(({ numbers }) => sumOf(numbers) ?? []);
  if (!sum) return [size];
  if (other) return [part("sum", amounts.flatMap((one) => apart(one)).join(" · ")), size];
  const numbersOnly = sum.count === filled ? null : part("numbers", count(sum.count, language), 1);
  const average = part("average", number(sum.average, language, [0, 2]), 2);
  const parts = [part("sum", exact(sum.sum)), size, average, numbersOnly, part("greatest", exact(sum.greatest), 1), part("least", exact(sum.least), 1)];
  return parts.filter((one) => one !== null);
}

function exact(text: string): string {
  return number(text, locale(), [0, 4]);
}

/** What can't be added is told side by side. */
function apart({ label, numbers }: Amounts): string[] {
  const sum = sumOf(numbers);
  return sum ? [`${exact(sum.sum)} ${label}`] : [];
}

/** `gives`: how early it gives way; what has none stays. */
function part(word: Word, text: string, gives: 1 | 2 | null = null): HTMLElement {
  return el("span", { "data-gives": gives }, `${say(word)} `, el("b", {}, text));
}

/** What is typed changes the sums of the list, which are told again when it is asked for. */
function saving(state: "saving" | "saved" | "unsaved"): void {
  tellTotals("");
  const place = find("[data-saving]");
  if (!place) return;
  place.dataset["state"] = state;
  place.textContent = say(state);
}
