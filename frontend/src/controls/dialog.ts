/** Confirmation of what can't be undone: says the consequence, gives the focus to the harmless answer. */
import { el } from "../dom";
import { say } from "../words";

export interface Question {
  readonly text: string;
  readonly title?: string;
  readonly go?: string;
  readonly isDanger?: boolean;
  readonly fields?: DocumentFragment | null;
  readonly isWide?: boolean;
}

/** The form's values when the answer is yes, null when it is no. */
export function confirmed({ text, title, go, isDanger, fields, isWide }: Question): Promise<FormData | null> {
  const no = el("button.btn", { type: "button", click: () => dialog.close("no") }, say("cancel"));
  const yes = el("button.btn.primary", { type: "submit", value: "yes" }, go ?? say("go"));
  if (isDanger) yes.classList.add("danger");
  const form = el("form", { method: "dialog" }, title ? el("h2", {}, title) : null, text ? el("p", {}, text) : null, fields ?? null, el("div.actions", {}, no, yes));
  const dialog = el("dialog", { class: isWide ? "dialog is-wide" : "dialog" }, form);
  document.body.append(dialog);
  dialog.showModal();
  const typed = form.querySelector<HTMLElement>("input:not([type='hidden']), select, textarea");
  (typed ?? (isDanger ? no : yes)).focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returnValue === "yes" ? new FormData(form) : null);
  }));
}

export function attachConfirm(): void {
  document.addEventListener("click", (event) => intercept(event, "a[data-confirm], button[data-confirm]"), true);
  document.addEventListener("htmx:confirm", (event) => htmxConfirm(event as CustomEvent<HtmxConfirm>));
}

interface HtmxConfirm {
  readonly question: string | null;
  readonly issueRequest: (skip: boolean) => void;
}

function htmxConfirm(event: CustomEvent<HtmxConfirm>): void {
  const { question, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  void confirmed({ text: question }).then((answer) => answer && issueRequest(true));
}

function intercept(event: Event, selector: string): void {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
  if (!element || element.dataset["confirmed"] === "yes") return;
  event.preventDefault();
  event.stopPropagation();
  void confirmed({ text: element.dataset["confirm"] ?? "", isDanger: element.classList.contains("danger") }).then((answer) => {
    if (answer) again(element);
  });
}

function again(element: HTMLElement): void {
  element.dataset["confirmed"] = "yes";
  element.click();
  delete element.dataset["confirmed"];
}
