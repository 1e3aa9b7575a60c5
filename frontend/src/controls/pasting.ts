/** Blocks of rows pasted onto a sheet that takes them: by Ctrl+V wherever no text is being typed, or into a dialog. */
import type { ActAnswer } from "../description";
import { find, isTyping } from "../dom";
import { Failed, Refused, tell } from "../net";
import { fromText } from "../sheet/block";
import { mainSheet } from "../sheet/element";
import { say } from "../words";
import { done } from "./acts";
import { confirmed } from "./dialog";
import { notice, showRefusals } from "./notices";

/** A text, or a file that was chosen or dropped; then what a person said of its columns. */
type Source = Readonly<Record<string, string | File>>;

export function attachPasting(): void {
  document.addEventListener("paste", pasted, true);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-paste]")) void askFor("");
  });
  document.addEventListener("dragover", (event) => {
    if (address() && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", dropped);
  document.addEventListener("submit", filled);
  document.addEventListener("change", (event) => {
    const file = event.target instanceof HTMLInputElement && event.target.closest("[data-paste-field]") ? event.target.files?.[0] : null;
    if (file) void send({ file });
  });
}

/** Rows typed or pasted into the field of an empty draft. */
function filled(event: SubmitEvent): void {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-paste-field]")) return;
  event.preventDefault();
  void send({ text: String(new FormData(event.target).get("text") ?? "") });
}

function address(): string | null {
  return mainSheet()?.description.paste_url ?? null;
}

function pasted(event: ClipboardEvent): void {
  const isField = event.target instanceof Element && event.target.closest("[data-paste-field]") !== null;
  if (!address() || (isTyping(event.target) && !isField) || find("dialog[open]") || mainSheet()?.takesWords) return;
  const file = event.clipboardData?.files[0];
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const source: Source | null = isOfRows(text) ? { text } : file ? { file } : null;
  if (!source) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // RevoGrid hears the whole document: these are rows, not values of its cells
  void send(source);
}

function dropped(event: DragEvent): void {
  const file = event.dataTransfer?.files[0];
  if (!address() || !file) return;
  event.preventDefault();
  void send({ file });
}

/** Cells take numbers alone; whatever has words in it names goods. */
function isOfRows(text: string): boolean {
  return fromText(text).some((row) => row.some((cell) => /\p{L}|\d-\d/u.test(cell))) && text.trim().length > 1;
}

/** The dialog for those who have no clipboard of rows: a text to type or paste, or a file. */
async function askFor(text: string): Promise<void> {
  const fields = find<HTMLTemplateElement>("template[data-paste-fields]")?.content.cloneNode(true) as DocumentFragment | undefined;
  if (!fields) return;
  const area = fields.querySelector("textarea");
  if (area) area.value = text;
  const answer = await confirmed({ text: "", title: say("paste_rows"), go: say("add"), fields });
  const file = answer?.get("file");
  if (answer) await send(file instanceof File && file.size ? { file } : { text: String(answer.get("text") ?? "") });
}

async function send(source: Source): Promise<void> {
  const url = address();
  if (!url) return;
  const sheet = mainSheet();
  const body = new FormData();
  for (const [name, value] of Object.entries(source)) body.set(name, value);
  sheet?.emit("sheet:busy", true);
  try {
    const answer = await tell<ActAnswer>(url, body);
    if (answer.form) return await askFirst(source, answer.form);
    find("[data-filling]")?.remove();
    done(answer);
  } catch (error) {
    failed(source, error);
  } finally {
    sheet?.emit("sheet:busy", false);
  }
}

/** What the columns hold; or, of our own form, whether to do what it says. */
async function askFirst(source: Source, html: string): Promise<void> {
  const template = document.createElement("template");
  template.innerHTML = html; // our own server's, escaped by its templates
  const { title = say("columns"), go = say("add") } = template.content.querySelector<HTMLElement>("[data-title]")?.dataset ?? {};
  const answer = await confirmed({ text: "", title, go, fields: template.content, isWide: true });
  if (answer) await send({ ...source, ...Object.fromEntries(answer) });
}

/** Nothing that was pasted is lost: the text comes back into the dialog. */
function failed(source: Source, error: unknown): void {
  if (error instanceof Refused) return showRefusals(error.refusals, say("paste_rows"));
  notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed_paste"), { tone: "bad" });
  if (typeof source["text"] === "string") void askFor(source["text"]);
}
