/** `button[data-copy]`: puts what stands in a field into the clipboard, and says so on itself. */
import { el, find } from "../dom";

export function attachCopying(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-copy]") : null;
    const field = button && find<HTMLInputElement>(button.dataset["copy"] ?? "");
    if (button && field) void copy(button, field);
  });
}

async function copy(button: HTMLButtonElement, field: HTMLInputElement): Promise<void> {
  if (!(await isCopied(field.value, field))) return field.focus(); // it is selected: Ctrl+C does the rest
  button.textContent = button.dataset["copied"] ?? button.textContent;
  button.focus();
}

/** Whether a text that stands in no field of the page is in the clipboard now. */
export async function isTaken(text: string): Promise<boolean> {
  const field = document.body.appendChild(el("textarea.unseen", { "aria-hidden": true }));
  field.value = text;
  const isDone = await isCopied(text, field);
  field.remove();
  return isDone;
}

/** Browsers give the clipboard to pages of a safe address only; an older way works on the others too. */
async function isCopied(text: string, field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.select();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    return document.execCommand("copy");
  }
}
