/** `a[data-export]`: the file holds what the sheet shows, so the link goes with its filters, its order and its columns. */
import { mainSheet } from "../sheet/element";

export function attachExport(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-export]") : null;
    if (!link) return;
    const asked = new URLSearchParams(location.search);
    const hidden = [...(mainSheet()?.taste.hidden ?? [])];
    if (hidden.length) asked.set("hidden", hidden.join(","));
    link.search = asked.toString();
  });
}
