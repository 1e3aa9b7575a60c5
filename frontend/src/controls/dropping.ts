/** `form[data-drop]`: files dropped or chosen are sent one after another; the fate of each, and of each inside of a zip, is a row. */
import { el, find } from "../dom";
import { csrfToken } from "../net";

interface Reason { readonly text: string; readonly help?: string }
interface Fate { readonly file: string; readonly taken: boolean; readonly said: string; readonly reasons: readonly Reason[] }

export function attachDropping(): void {
  const form = find<HTMLFormElement>("[data-drop]");
  if (form) new Dropping(form);
}

class Dropping {
  readonly #form: HTMLFormElement;
  readonly #bar: HTMLProgressElement;
  readonly #rows: HTMLElement;
  #waiting: File[] = [];
  #total = 0;
  #sent = 0;
  #taken = 0;
  #left = 0;
  #isBusy = false;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#bar = find<HTMLProgressElement>("progress", form)!;
    this.#rows = find("[data-fates] tbody")!;
    const field = find<HTMLInputElement>("input[type=file]", form)!;
    field.addEventListener("change", () => {
      this.#add([...(field.files ?? [])]);
      field.value = "";
    });
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); });
    document.addEventListener("dragover", () => { form.classList.add("is-over"); });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("is-over"); });
    document.addEventListener("drop", (event) => {
      form.classList.remove("is-over");
      this.#add([...(event.dataTransfer?.files ?? [])]);
    });
    window.addEventListener("beforeunload", (event) => { if (this.#isBusy) event.preventDefault(); });
  }

  #add(files: readonly File[]): void {
    this.#waiting.push(...files);
    this.#total += files.reduce((sum, file) => sum + file.size, 0);
    if (!this.#isBusy && this.#waiting.length) void this.#go();
  }

  async #go(): Promise<void> {
    this.#isBusy = true;
    find("[data-fates]")!.hidden = this.#bar.hidden = false;
    for (let file = this.#waiting.shift(); file; file = this.#waiting.shift()) {
      const row = el("tr", {}, el("td", {}, file.name), el("td.dim", {}, this.#word("sending")));
      this.#rows.prepend(row);
      row.replaceWith(...(await this.#fates(file, row)));
      this.#sent += file.size;
      this.#say(0);
    }
    this.#isBusy = false;
  }

  async #fates(file: File, row: HTMLElement): Promise<HTMLElement[]> {
    const fates = await this.#send(file, row);
    this.#left += fates.filter(({ taken }) => !taken).length;
    this.#taken += fates.filter(({ taken }) => taken).length;
    return [...fates].sort((one, other) => Number(one.taken) - Number(other.taken)).map(told);
  }

  /** The older way to ask: it tells how much of a file has been sent. */
  #send(file: File, row: HTMLElement): Promise<readonly Fate[]> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const failed = (): void => { resolve([{ file: file.name, taken: false, said: this.#word("failed"), reasons: [] }]); };
      request.open("POST", this.#form.dataset["drop"] ?? "");
      request.setRequestHeader("X-CSRFToken", csrfToken());
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.upload.addEventListener("progress", ({ loaded }) => { this.#say(loaded); });
      request.upload.addEventListener("load", () => { row.lastElementChild!.textContent = this.#word("reading"); });
      request.addEventListener("error", failed);
      request.addEventListener("load", () => {
        const fates = answered(file, request);
        if (fates) resolve(fates);
        else failed();
      });
      request.send(file);
    });
  }

  #say(loaded: number): void {
    this.#bar.value = this.#total ? (this.#sent + loaded) / this.#total : 1;
    const text = `${this.#word("done")} ${this.#taken}${this.#left ? ` · ${this.#word("left")} ${this.#left}` : ""}`;
    find("[role=status]", this.#form)!.textContent = text;
  }

  #word(name: string): string {
    return this.#form.dataset[name] ?? "";
  }
}

/** What the server says of the file, or why it would not read it; null: nothing that can be told. */
function answered(file: File, request: XMLHttpRequest): readonly Fate[] | null {
  try {
    const answer = JSON.parse(request.responseText) as { readonly fates?: readonly Fate[]; readonly refusals?: readonly Reason[] };
    if (answer.fates) return answer.fates;
    return answer.refusals ? [{ file: file.name, taken: false, said: "", reasons: answer.refusals }] : null;
  } catch {
    return null;
  }
}

function told({ file, taken, said, reasons }: Fate): HTMLElement {
  const why = reasons.map(({ text, help }) => el("div", {}, [text, help].filter(Boolean).join(" ")));
  return el("tr", {}, el("td", {}, file), el("td", {}, el(taken ? "span.is-good" : "span.is-bad", {}, said), ...why));
}
