/** The few words that the browser says by itself; all others come from the server in the reader's language. */
import type { Locale } from "./description";

const WORDS = {
  found: { ru: "Найдено", en: "Found" },
  of: { ru: "из", en: "of" },
  more_than: { ru: "более", en: "over" },
  nothing: { ru: "Ничего не нашлось", en: "Nothing found" },
  nothing_help: { ru: "Снимите фильтр или измените запрос.", en: "Remove a filter or change the query." },
  nothing_for: { ru: "Ничего не нашлось по запросу", en: "Nothing found for" },
  nothing_filtered: { ru: "Возможно, мешают фильтры или выбранная группа.", en: "The filters or the chosen group may be in the way." },
  everywhere: { ru: "Искать без фильтров", en: "Search without filters" },
  clear: { ru: "Сбросить всё", en: "Clear all" },
  lift: { ru: "Снять", en: "Remove" },
  failed: { ru: "Не удалось получить данные", en: "The data could not be loaded" },
  failed_save: { ru: "Не сохранено: нет связи с сервером. Значение осталось в ячейке.", en: "Not saved: the server did not answer. The value is kept in the cell." },
  signed_out: { ru: "Сеанс закончился. Войдите снова, введённое сохранится в этой вкладке.", en: "The session is over. Sign in again in another tab; what you typed stays here." },
  retry: { ru: "Повторить", en: "Retry" },
  saved: { ru: "сохранено", en: "saved" },
  saving: { ru: "сохраняется…", en: "saving…" },
  unsaved: { ru: "не сохранено", en: "not saved" },
  sum: { ru: "Сумма", en: "Sum" },
  average: { ru: "Среднее", en: "Average" },
  count: { ru: "Кол-во", en: "Count" },
  why: { ru: "почему", en: "why" },
  why_hint: { ru: "Встаньте на цену, остаток или отказ: здесь будет сказано, откуда это взялось.", en: "Select a price, a stock or a refusal: here it will say where it comes from." },
  unfold: { ru: "развернуть", en: "unfold" },
  fold: { ru: "свернуть", en: "fold" },
  as_of: { ru: "на дату", en: "as of" },
  put: { ru: "Поставить", en: "Put" },
  details: { ru: "Подробности", en: "Details" },
  all: { ru: "Все", en: "All" },
  groups: { ru: "Группы", en: "Groups" },
  more_values: { ru: "ещё", en: "more:" },
  rarer: { ru: "и более редких значений:", en: "and rarer values:" },
  more: { ru: "Показать ещё", en: "Show more" },
  cancel: { ru: "Отмена", en: "Cancel" },
  go: { ru: "Выполнить", en: "Do it" },
  close: { ru: "Закрыть", en: "Close" },
  refused: { ru: "Не выполнено", en: "Not done" },
  done: { ru: "Готово", en: "Done" },
  from: { ru: "от", en: "from" },
  to: { ru: "до", en: "to" },
  narrow: { ru: "Найти в списке", en: "Find in the list" },
  row: { ru: "строка", en: "row" },
  shortcuts: { ru: "Клавиши", en: "Keyboard" },
  k_arrows: { ru: "ходить по ячейкам; с Ctrl до края, с Shift выделять", en: "move; with Ctrl to the edge, with Shift select" },
  k_type: { ru: "начать ввод в белой ячейке", en: "start typing in a white cell" },
  k_enter: { ru: "принять и вниз", en: "accept and go down" },
  k_tab: { ru: "принять и вправо", en: "accept and go right" },
  k_edit: { ru: "править ячейку", en: "edit the cell" },
  k_esc: { ru: "отменить ввод, закрыть панель", en: "cancel typing, close the panel" },
  k_copy: { ru: "копировать и вставить блок, как в Excel", en: "copy and paste a block, as in Excel" },
  k_fill: { ru: "заполнить вниз", en: "fill down" },
  k_undo: { ru: "отменить последнюю правку", en: "undo the last edit" },
  k_pick: { ru: "отметить строку", en: "pick the row" },
  k_why: { ru: "развернуть «почему»", en: "unfold the \"why\"" },
  k_suggest: { ru: "принять предложенное значение", en: "take the suggested value" },
  k_panel: { ru: "открыть подробности строки", en: "open the row's details" },
  k_cross: { ru: "из таблицы в подробности и обратно", en: "from the grid into the details and back" },
  k_search: { ru: "поиск", en: "search" },
  k_tabs: { ru: "листы книги", en: "sheets of the book" },
  k_context: { ru: "сменить договор", en: "switch the contract" },
  k_help: { ru: "этот список", en: "this list" },
  space: { ru: "Пробел", en: "Space" },
  grid_by: { ru: "Таблица: RevoGrid, лицензия MIT", en: "Grid: RevoGrid, MIT licence" },
} as const satisfies Record<string, Record<Locale, string>>;

export type Word = keyof typeof WORDS;

export function locale(): Locale {
  return document.documentElement.lang.startsWith("en") ? "en" : "ru";
}

export function say(word: Word, language: Locale = locale()): string {
  return WORDS[word][language];
}
