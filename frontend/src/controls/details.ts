/** Details of a row in the panel at the right, which is walked together with the rows. */
import { el } from "../dom";
import { askHtml, isAbort } from "../net";
import { Cells } from "../sheet/cells";
import { mainSheet, onMain } from "../sheet/element";
import type { Row } from "../sheet/rows";
import type { Focus } from "../sheet/view";
import { say } from "../words";
import { panel, showPanel } from "./notices";

let shown: Row | null = null;
let control: AbortController | null = null;

export function attachDetails(process: (element: HTMLElement) => void): void {
  onMain<{ row: Row }>("sheet:panel", ({ row }) => void show(row, process));
  onMain<Focus>("sheet:focus", ({ row }) => {
    if (shown && shown !== row && row.key !== null && !panel().hidden) void show(row, process);
  });
}

async function show(row: Row, process: (element: HTMLElement) => void): Promise<void> {
  const url = mainSheet()?.description.panel_url;
  if (!url) return;
  shown = row;
  control?.abort();
  control = new AbortController();
  try {
    const body = el("div.body");
    // The fragment is our own server's page, escaped by its templates; the CSP forbids any script in it.
    body.innerHTML = await askHtml(Cells.address(url, row, {}), control.signal);
    showPanel(String(row.values?.[1] ?? ""), body);
    process(body);
  } catch (error) {
    if (!isAbort(error)) showPanel(say("failed"));
  }
}
