/** `button[data-narrows]` above rows of several kinds: only those of its kind stay in sight; pressed again, all of them. */
export function attachNarrowing(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-narrows]") : null;
    if (button?.form) narrow(button, button.form);
  });
}

function narrow(button: HTMLButtonElement, form: HTMLFormElement): void {
  const kind = button.getAttribute("aria-pressed") === "true" ? "" : (button.dataset["narrows"] ?? "");
  form.querySelectorAll<HTMLElement>("[data-narrows]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset["narrows"] === kind)));
  form.querySelectorAll<HTMLElement>("[data-kinds]").forEach((row) => {
    row.hidden = kind !== "" && !(row.dataset["kinds"] ?? "").split(" ").includes(kind);
  });
}
