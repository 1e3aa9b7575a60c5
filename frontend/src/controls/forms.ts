/**
 * `form[data-fetch]`: sent without leaving the page, so that a refusal never costs what was typed. `data-renews`: whoever
 * is refused there looks at something that has changed meanwhile, and the sheet is asked anew.
 */
import type { ActAnswer } from "../description";
import { el } from "../dom";
import { Refused, tell } from "../net";
import { mainSheet } from "../sheet/element";
import { say } from "../words";
import { done } from "./acts";
import { tellOnce } from "./checkout";
import { notice, refusalList } from "./notices";

export function attachForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-fetch]") || event.defaultPrevented) return;
    event.preventDefault();
    void submit(form, event.submitter);
  });
  document.addEventListener("change", (event) => {
    if ((event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) && event.target.matches("[data-submit]")) sendOrAsk(event.target);
  });
}

/** A choice that needs another field (`data-needs` of its option) is sent once that is filled in, not refused for want of it. */
function sendOrAsk(changed: HTMLSelectElement | HTMLInputElement): void {
  const needs = changed instanceof HTMLSelectElement ? changed.selectedOptions[0]?.dataset["needs"] : undefined;
  const needed = needs ? changed.form?.elements.namedItem(needs) : null;
  if (needed instanceof HTMLInputElement && !needed.value.trim()) needed.focus();
  else changed.form?.requestSubmit();
}

async function submit(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  clean(form);
  form.setAttribute("aria-busy", "true");
  try {
    await mainSheet()?.edits.settled();
    done(await tell<ActAnswer>(form.action, new FormData(form, button)));
  } catch (error) {
    if (error instanceof Refused) refuse(form, error);
    else notice(say("failed"), { tone: "bad" });
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function clean(form: HTMLFormElement): void {
  const places = [form, ...[...form.elements].map((one) => one.parentElement).filter((one) => one !== null && !form.contains(one))];
  for (const place of places) place?.querySelectorAll(".error[data-made], .refusals[data-made]").forEach((old) => old.remove());
  for (const field of form.elements) field.removeAttribute("aria-invalid");
}

function refuse(form: HTMLFormElement, { refusals, errors }: Refused): void {
  for (const [name, texts] of Object.entries(errors)) blame(form, name, texts);
  if (form.hasAttribute("data-renews")) void mainSheet()?.reload();
  if (refusals.length) {
    const list = refusalList(refusals);
    list.dataset["made"] = "yes";
    form.prepend(list);
    list.scrollIntoView({ block: "nearest" });
    tellOnce();
  }
  [...form.elements].find((one): one is HTMLElement => one.hasAttribute("aria-invalid"))?.focus();
}

function blame(form: HTMLFormElement, name: string, texts: readonly string[]): void {
  const field = [...form.elements].find((one) => one.getAttribute("name") === name);
  const error = el("p.error", { "data-made": true, role: "alert" }, texts.join(" "));
  field?.setAttribute("aria-invalid", "true");
  (field?.closest(".field") ?? (field && !form.contains(field) ? field.parentElement : null) ?? form).append(error);
}
