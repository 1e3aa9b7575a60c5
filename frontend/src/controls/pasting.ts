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

export function attachPasting(): void {
  document.addEventListener("paste", pasted, true);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-paste]")) void askFor("");
  });
}

function pasted(event: ClipboardEvent): void {
  const url = mainSheet()?.description.paste_url;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!url || isTyping(event.target) || find("dialog[open]") || !isOfRows(text)) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // RevoGrid hears the whole document: these are rows, not values of its cells
  void send(url, text);
}

/** Cells take numbers alone; whatever has words in it names goods. */
function isOfRows(text: string): boolean {
  return fromText(text).some((row) => row.some((cell) => /\p{L}|\d-\d/u.test(cell))) && text.trim().length > 1;
}

/** What was typed comes back with the reasons of a refusal. */
async function askFor(text: string): Promise<void> {
  const url = mainSheet()?.description.paste_url;
  const fields = find<HTMLTemplateElement>("template[data-paste-fields]")?.content.cloneNode(true) as DocumentFragment | undefined;
  if (!url || !fields) return;
  const area = fields.querySelector("textarea");
  if (area) area.value = text;
  const answer = await confirmed({ text: "", title: say("paste_rows"), go: say("add"), fields });
  if (answer) await send(url, String(answer.get("text") ?? ""));
}

async function send(url: string, text: string): Promise<void> {
  const sheet = mainSheet();
  sheet?.emit("sheet:busy", true);
  try {
    done(await tell<ActAnswer>(url, { text }));
  } catch (error) {
    if (error instanceof Refused) showRefusals(error.refusals, say("paste_rows"));
    else notice(error instanceof Failed && [401, 403].includes(error.status) ? say("signed_out") : say("failed_paste"), "bad");
    if (!(error instanceof Refused)) void askFor(text);
  } finally {
    sheet?.emit("sheet:busy", false);
  }
}
