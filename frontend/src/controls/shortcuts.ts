/** The keys of the program in words, and what may be typed under a head: the visible list and `docs/reference/keys.md` are made of it. */
import type { ColumnType } from "../description";
import { find } from "../dom";
import type { Sheet } from "../sheet/sheet";
import type { Word } from "../words";

type IsHere = (sheet: Sheet | null) => boolean;
type Line = readonly [keys: string, word: Word, isHere?: IsHere];

/** Two spaces stand between keys; what this page can't do is not promised on it. */
export const LIST: readonly (readonly [title: Word, lines: readonly Line[]])[] = [
  ["k_of_sheet", [
    ["↑ ↓ ← →", "k_arrows", isThere], ["Home  End", "k_ends", isThere], ["PgUp  PgDn", "k_pages", isThere], ["0–9, A–Z", "k_type", isTyped], ["Enter", "k_enter", isTyped],
    ["Tab", "k_tab", isThere], ["Shift+Enter  Shift+Tab", "k_back", isThere], ["F2", "k_edit", isTyped], ["Esc", "k_esc", isThere], ["Ctrl+A", "k_all", isThere], ["Ctrl+C", "k_copy", isThere],
    ["Ctrl+V", "k_paste", (sheet) => isTyped(sheet) || Boolean(sheet?.description.paste_url)], ["Ctrl+D", "k_fill", isTyped], ["Ctrl+Z", "k_undo", isTyped],
    ["Ctrl+Y  Ctrl+Shift+Z", "k_redo", isTyped], ["Delete", "k_clear", isTyped], ["space", "k_pick", (sheet) => Boolean(sheet?.mayPick)],
    ["A–Z", "k_quick", isQuick], ["U", "k_take_back", isQuick], ["1…9", "k_choose", isQuick],
    ["Alt+A–Z", "k_acts", (sheet) => Boolean(sheet?.description.acts.some(({ key }) => key))],
    ["Alt+S", "k_sort", (sheet) => Boolean(sheet?.maySort)], ["Alt+Shift+S", "k_sort_more", (sheet) => Boolean(sheet?.sortsBySeveral)],
    ["Alt+Shift+←  Alt+Shift+→", "k_column", isThere], ["Alt+↑  Alt+↓", "k_column_listed", isThere],
    ["Alt+F", "k_why", (sheet) => Boolean(sheet?.description.why_url)], ["Alt+Enter", "k_suggest", isTyped],
    ["Ctrl+Enter  Alt+↓", "k_panel", hasPanel], ["F6", "k_cross", hasPanel],
  ]],
  ["k_of_filters", [
    ["Ctrl+Shift+L", "k_filter", mayFilter], ["Alt+↓", "k_filter_open", mayFilter], ["Enter  Tab", "k_filter_take", mayFilter], ["↓  Esc", "k_filter_leave", mayFilter],
  ]],
  ["k_of_page", [
    ["/", "k_search"], ["↓  Enter", "k_search_choose"], ["Alt+1…9", "k_tabs"], ["Alt+0", "k_context", () => find("details.context") !== null],
    ["Alt+↑  Alt+↓", "k_rank", () => find("table[data-ranked]") !== null], ["?", "k_help"],
  ]],
];

/** What may be typed under a head, by what the column holds. */
export const ASKED: readonly (readonly [title: Word, examples: readonly (readonly [text: Word | string, word: Word])[], types: readonly ColumnType[]])[] = [
  ["f_numbers", [["100–200", "f_between"], [">100  <=200", "f_compared"], ["<>0", "f_not"], ["=  <>", "f_empty"]], ["money", "price", "rate", "percent", "quantity", "integer"]],
  ["f_days", [["28.11  01.11–15.11", "f_day"], ["11.2026  2026", "f_month"], ["f_named_example", "f_named"], [">28.11", "f_after"]], ["date", "moment"]],
  ["f_texts", [["abc", "f_part"], ["abc*  *abc", "f_edge"], ["=abc  <>abc", "f_whole"]], ["text"]],
];

function isThere(sheet: Sheet | null): boolean {
  return sheet !== null;
}

function isTyped(sheet: Sheet | null): boolean {
  return Boolean(sheet?.description.columns.some(({ editable }) => editable));
}

function isQuick(sheet: Sheet | null): boolean {
  return Boolean(sheet?.description.acts.some(({ quick }) => quick));
}

function mayFilter(sheet: Sheet | null): boolean {
  return Boolean(sheet?.mayFilter);
}

function hasPanel(sheet: Sheet | null): boolean {
  return Boolean(sheet?.description.panel_url);
}
