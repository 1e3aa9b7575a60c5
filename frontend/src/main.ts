/** The one entry: the sheet's element, the page's small controllers, htmx without eval and without styles of its own. */
import htmx from "htmx.org";
import "virtual:revogrid.css";
import "./style/index.css";
import { attachActs, takeBack } from "./controls/acts";
import { attachDetails } from "./controls/details";
import { attachCheckout } from "./controls/checkout";
import { attachColumns } from "./controls/columns";
import { attachConfirm } from "./controls/dialog";
import { attachExport } from "./controls/export";
import { attachFacets } from "./controls/facets";
import { attachFiltering } from "./controls/filtering";
import { attachForms } from "./controls/forms";
import { attachKeys } from "./controls/keys";
import { attachNotices } from "./controls/notices";
import { attachPasting } from "./controls/pasting";
import { attachPictures } from "./controls/pictures";
import { attachSearch } from "./controls/search";
import { attachStatus } from "./controls/status";
import { attachTelling } from "./controls/telling";
import { attachViews } from "./controls/views";
import { attachWhy } from "./controls/why";
import { csrfToken } from "./net";
import { SheetElement } from "./sheet/element";

Object.assign(htmx.config, { allowEval: false, includeIndicatorStyles: false, allowScriptTags: false, selfRequestsOnly: true });
document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = csrfToken();
});

attachKeys();
attachSearch();
attachFacets();
attachWhy();
attachStatus();
attachTelling();
attachActs();
attachFiltering();
attachColumns();
attachViews();
attachDetails((element) => htmx.process(element));
attachCheckout();
attachPasting();
attachPictures();
attachConfirm();
attachExport();
attachForms();
attachNotices(takeBack);
customElements.define("optom-sheet", SheetElement);
