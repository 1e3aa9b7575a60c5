/** The status bar: named parts from the server, the sum of the selection, and whether all is saved. */
import type { Status, StatusPart } from "../description";
import { sumOf } from "../decimal";
import { el, find } from "../dom";
import type { Child } from "../dom";
import { count, number } from "../format";
import { onMain } from "../sheet/element";
import { locale, say } from "../words";

export function attachStatus(): void {
  onMain<Status>("sheet:status", ({ parts }) => {
    parts.forEach(put);
    parts.forEach(putTab);
  });
  onMain<{ values: readonly string[] }>("sheet:selected", ({ values }) => select(values));
  onMain<"saving" | "saved" | "unsaved">("sheet:saving", saving);
  window.addEventListener("beforeunload", (event) => {
    if (find("[data-saving]")?.dataset["state"] === "saving") event.preventDefault();
  });
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
function putTab({ url, title, count: lines }: StatusPart): void {
  const add = find(".tabs a.new");
  if (!url || !add) return;
  const tab = find(`.tabs a[href="${CSS.escape(url)}"]`) ?? el("a", { href: url });
  if (!tab.isConnected) add.before(tab);
  const badge = lines ? [" ", el("span.badge.is-calm", {}, lines)] : [];
  tab.replaceChildren(title ?? "", ...badge);
}

function content({ title, text, used, url }: StatusPart): Child[] {
  const name = title ? [url ? el("a", { href: url }, title) : title, " "] : [];
  const meter = used === undefined ? null : el("progress.meter", { max: 1, value: used, "aria-label": title ?? text ?? "" });
  return [...name, meter, text ?? ""];
}

function select(values: readonly string[]): void {
  const place = find("[data-selection]");
  if (!place) return;
  const total = values.length > 1 ? sumOf(values) : null;
  place.textContent = total ? summary(total) : "";
}

function summary({ sum, average, count: size }: { sum: string; average: string; count: number }): string {
  const language = locale();
  return `${say("sum")} ${number(sum, language, [0, 4])} · ${say("average")} ${number(average, language, [0, 2])} · ${say("count")} ${count(size, language)}`;
}

function saving(state: "saving" | "saved" | "unsaved"): void {
  const place = find("[data-saving]");
  if (!place) return;
  place.dataset["state"] = state;
  place.textContent = say(state);
}
