/** What a screen reader is told without being asked: what was saved, what was refused and why, how many rows were found. */
import { el, find } from "../dom";
import type { Row } from "../sheet/rows";
import { mainSheet, onMain } from "../sheet/element";
import { say } from "../words";

/** Cells whose refusal has been told, so that a redraw doesn't tell it again. */
const told = new Set<string>();

export function attachTelling(): void {
  onMain<"saving" | "saved" | "unsaved">("sheet:saving", (state) => state === "saved" && tell(say("saved")));
  onMain<string>("sheet:said", tell);
  onMain<{ rows: readonly Row[] }>("sheet:changed", ({ rows }) => rows.forEach(refused));
}

function refused(row: Row): void {
  for (const [name, { refusals, value }] of row.typed ?? []) {
    const mark = `${row.key} ${name} ${value}`;
    if (!refusals.length || told.has(mark)) continue;
    told.add(mark);
    const column = mainSheet()?.description.columns.find((one) => one.name === name);
    tell(`${column?.title ?? name}, ${mainSheet()?.nameOf(row) ?? ""}: ${refusals.map(({ text, help }) => [text, help].filter(Boolean).join(" ")).join(" ")}`);
  }
}

function tell(text: string): void {
  const region = find("[data-live]") ?? document.body.appendChild(el("div.unseen", { "data-live": true, role: "status", "aria-live": "polite" }));
  region.textContent = text;
}
