/** `a[data-export]`: the file holds what the sheet shows, so the link goes with the sheet's filters and order. */

export function attachExport(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-export]") : null;
    if (link) link.search = location.search;
  });
}
