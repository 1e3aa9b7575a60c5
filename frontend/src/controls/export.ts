/**
 * `a[data-export]`: the file holds what the sheet shows, so the link goes with its filters, its order and its columns. The file is
 * fetched, not opened: a "no" comes in words, what takes longer than a second tells how far it is and can be stopped.
 */
import { joined, parameters } from "../address";
import { el, find } from "../dom";
import { Frames } from "../frames";
import { count } from "../format";
import { Failed, Refused, isAbort } from "../net";
import { mainSheet } from "../sheet/element";
import type { Sheet } from "../sheet/sheet";
import { locale, say } from "../words";
import { notice, showRefusals } from "./notices";

const FRAMES = "application/vnd.optom.frames";
const PATIENCE = 1000;
let running: AbortController | null = null;

export function attachExport(): void {
  document.addEventListener("click", carryFilters, true);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-export]") : null;
    const sheet = mainSheet();
    if (!link || !sheet || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!running) void run(link, sheet);
  });
}

/** `a[data-asked]` leads to a page about what the sheet shows, so it goes with its filters. */
function carryFilters(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-asked]") : null;
  const sheet = mainSheet();
  if (link && sheet) link.href = joined(link.pathname, parameters(sheet.state));
}

async function run(link: HTMLAnchorElement, sheet: Sheet): Promise<void> {
  const control = (running = new AbortController());
  const progress = new Progress(link.textContent ?? "", sheet.rows.list.length, () => control.abort());
  try {
    const response = await answered(address(link, sheet), control.signal);
    const parts = response.headers.get("Content-Type") === FRAMES ? await pieces(response, progress) : [await response.blob()];
    save(new Blob([...parts], { type: "application/octet-stream" }), nameOf(response));
  } catch (error) {
    failed(error);
  } finally {
    running = null;
    progress.remove();
  }
}

function address(link: HTMLAnchorElement, sheet: Sheet): string {
  const asked = parameters(sheet.state);
  asked.set("columns", sheet.columns.shown().map(({ name }) => name).join(","));
  return joined(link.pathname, asked);
}

async function answered(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { headers: { Accept: `${FRAMES}, application/json` }, credentials: "same-origin", signal });
  if (response.status === 422 || response.status === 400) throw new Refused((await response.json()) as ConstructorParameters<typeof Refused>[0]);
  if (!response.ok || response.redirected) throw new Failed(response.redirected ? 401 : response.status);
  return response;
}

async function pieces(response: Response, progress: Progress): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const frames = new Frames();
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    frames.add(next.value);
    progress.tell(frames.taken.rows);
  }
  if (!frames.taken.isWhole) throw new Failed(0);
  return frames.taken.pieces;
}

function nameOf(response: Response): string {
  return /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = el("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function failed(error: unknown): void {
  if (isAbort(error)) return;
  if (error instanceof Refused) return showRefusals(error.refusals, say("exporting"));
  notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed_export"), { tone: "bad" });
}

/** Shown only for what takes longer than a second. */
class Progress {
  readonly #of: number;
  readonly #words = el("span", {});
  readonly #meter: HTMLProgressElement;
  readonly #element: HTMLElement;
  readonly #timer: number;

  constructor(title: string, rows: number, cancel: () => void) {
    this.#of = rows;
    this.#meter = el("progress", { max: rows || 1, "aria-label": title });
    this.#words.textContent = `${say("exporting")} (${title})`;
    const stop = el("button.btn", { type: "button", click: cancel }, say("cancel"));
    this.#element = el("div.notice.is-good.exporting", { "data-exporting": true }, this.#words, this.#meter, stop);
    this.#timer = window.setTimeout(() => find("[data-notices]")?.append(this.#element), PATIENCE);
  }

  tell(rows: number): void {
    this.#meter.value = Math.min(rows, this.#of);
    this.#words.textContent = `${count(rows, locale())} ${say("of")} ${count(Math.max(rows, this.#of), locale())} ${say("exported_rows")}`;
  }

  remove(): void {
    window.clearTimeout(this.#timer);
    this.#element.remove();
  }
}
