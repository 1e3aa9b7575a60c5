/** What is said where a sheet can't be sorted as asked. */
import type { Column } from "../description";
import type { Refused } from "../net";
import { say } from "../words";

/** Why a click on the head of this column sorts nothing, and what would. */
export function whyNotSorted(columns: readonly Column[], sortable: readonly Column[], name: string): string {
  const title = columns.find((column) => column.name === name)?.title ?? name;
  const others = sortable.map((column) => column.title).join(", ");
  return say("not_sorted").replace("{title}", title) + (others ? ` ${say("sorted_by")}: ${others}.` : "");
}

/** The reasons of a "no" in one line, each with what would help. */
export function inOneLine({ refusals }: Refused): string {
  return refusals.map(({ text, help }) => [text, help].filter(Boolean).join(" ")).join(" ");
}
