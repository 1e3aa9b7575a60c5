/** What the server says about a sheet, and the shape of its answers. Every other file trusts these types. */

export type ColumnType = "text" | "money" | "price" | "rate" | "percent" | "quantity" | "integer" | "date" | "moment" | "choice" | "flag";
export type Locale = "ru" | "en";
/** Numbers travel as strings, so that no digit of a decimal is lost on the way. */
export type Value = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly title: string;
  readonly type: ColumnType;
  readonly width: number;
  readonly frozen: boolean;
  /** Shown only to those who want it. */
  readonly hidden: boolean;
  /** Takes the width that is left over. */
  readonly grow: boolean;
  readonly editable: boolean;
  readonly sortable: boolean;
  /** The parameter by which the column is filtered (its own name, or that of a facet); null: it can't be. */
  readonly filter: string | null;
  /** A text that tells a day, by which it is filtered. */
  readonly dated: boolean;
  readonly why: boolean;
  /** Shown in the plain list of narrow screens. */
  readonly phone: boolean;
  /** Its title stands before it there. */
  readonly named: boolean;
  /** What stands in place of zero, e.g. "—". */
  readonly zero: string | null;
  /** Address of the thing that the cell names; `{key}` stands for the row's key. */
  readonly link: string | null;
  readonly choices: readonly (readonly [value: string, title: string])[];
  /** `strong`, `dim` or nothing: how all the column's cells look. */
  readonly tone: string | null;
  readonly hint: string | null;
}

export interface Act {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  /** The consequence, told before the act; `{count}` stands for the number of rows. */
  readonly confirm: string | null;
  readonly danger: boolean;
  /** The rows leave the list by it. */
  readonly leaves: boolean;
  /** Cells that were refused first take what their refusals suggest. */
  readonly mends: boolean;
  /** Works without any row selected. */
  readonly always: boolean;
  /** Stands in a menu, not in the bar. */
  readonly folded: boolean;
  /** The letter that does it together with Alt; empty: none. */
  readonly key: string;
  /** The letter alone does it where nothing is typed. */
  readonly quick: boolean;
  /** Opens the details of the row at the field in which it is said; nothing is sent. */
  readonly panel: boolean;
  /** So many rows are taken at once. */
  readonly most: number;
}

export type FacetKind = "choice" | "tree" | "flag" | "range" | "slicers";

export interface Facet {
  readonly name: string;
  readonly title: string;
  readonly kind: FacetKind;
  /** Of kind `slicers`: where its filters are asked for. */
  readonly url?: string;
}

/** One of the filters into which a facet opens; its parameter is `facet.slicer`. */
export interface Slicer {
  readonly name: string;
  readonly options: readonly FacetOption[];
  /** So many rarer options are left out. */
  readonly others: number;
}

export interface SlicersAnswer {
  readonly slicers: readonly Slicer[];
  /** Why there are none. */
  readonly empty: string | null;
}

export interface FacetOption {
  readonly value: string;
  readonly title: string;
  readonly count?: number | null;
  readonly on?: boolean;
  readonly level?: number;
}

export type RowValues = readonly Value[];
/** Column name to tone; the empty name paints the whole row. */
export type CellTones = Readonly<Record<string, string>>;

export interface Answer {
  readonly total: number;
  readonly all?: number;
  readonly exact?: boolean;
  /** The key first, then the values in the order of columns. A null key makes a heading: [null, title, count]. */
  readonly rows: readonly RowValues[];
  readonly styles?: Readonly<Record<string, CellTones>>;
  readonly facets?: Readonly<Record<string, readonly FacetOption[]>>;
  readonly totals?: Readonly<Record<string, string>>;
  /** Another query was answered than was asked; `query` asks for what is shown. */
  readonly note?: { readonly text: string; readonly act: string; readonly query: string };
  /** Why nothing was found, where that is known. */
  readonly hint?: string;
  readonly why?: string;
  readonly status?: Status;
}

export interface StatusPart {
  readonly name: string;
  /** None: the part has nothing to say now. */
  readonly text?: string;
  readonly title?: string;
  /** Share of the limit in use, 0 to 1, as a string; given for a meter only. */
  readonly used?: string;
  readonly tone?: string;
  /** The title leads there: mostly to another tab of the workbook, which may be new. */
  readonly url?: string;
  readonly count?: string;
  /** Where it is told why the text says so. */
  readonly why?: string;
  readonly is_tab?: boolean;
  /** What is typed in this sheet goes there. */
  readonly is_target?: boolean;
}

export interface Status {
  readonly parts: readonly StatusPart[];
}

export interface RefusalWords {
  readonly code: string;
  readonly text: string;
  readonly help?: string | null;
  readonly suggest?: string | null;
  readonly key?: string | null;
  /** The page that explains what the reason speaks of. */
  readonly why?: string | null;
}

export interface CellAnswer {
  readonly row?: RowValues;
  readonly styles?: CellTones;
  readonly status?: Status;
}

export interface CellsAnswer {
  readonly rows?: readonly RowValues[];
  readonly styles?: Readonly<Record<string, CellTones>>;
  readonly refused?: readonly { readonly key: string; readonly column: string; readonly refusals: readonly RefusalWords[] }[];
  readonly status?: Status;
}

export interface ActAnswer {
  readonly message?: string;
  /** What the message is about, with the address of it. */
  readonly about?: { readonly title: string; readonly url: string } | null;
  readonly location?: string;
  readonly reload?: boolean;
  readonly status?: Status;
  /** The address that takes the act back. */
  readonly undo?: string | null;
  /** Nothing is done yet: these fields are to be filled in first. */
  readonly form?: string | null;
}

export interface Words {
  readonly t: string;
  readonly b?: boolean;
  readonly href?: string;
  readonly tone?: string;
}

export interface WhyNode {
  readonly label: string;
  readonly value?: string;
  readonly href?: string;
  readonly note?: string;
  readonly children?: readonly WhyNode[];
}

export interface Why {
  readonly line: string | readonly Words[];
  readonly tree?: readonly WhyNode[];
  /** The same on a page of its own, as it was at this moment. */
  readonly link?: string;
  /** The answer is the same as of any moment. */
  readonly settled?: boolean;
  /** The value is kept, but nothing can be done with it as it stands. */
  readonly refusals?: readonly RefusalWords[];
}

/** What somebody wants to see again of a sheet: its address, and how its columns stand. */
export interface KeptView {
  readonly id: string;
  readonly name: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly mine: boolean;
  readonly author: string;
  readonly shared: boolean;
  /** The sheet opens in it. */
  readonly default: boolean;
}

export interface ViewsAnswer {
  readonly views: readonly KeptView[];
  /** The one that was saved or changed. */
  readonly view: string | null;
}

export interface Description {
  readonly name: string;
  readonly locale: Locale;
  readonly rows_url: string;
  readonly cell_url: string | null;
  readonly cells_url: string | null;
  /** Takes blocks of rows that are pasted onto the sheet. */
  readonly paste_url: string | null;
  readonly why_url: string | null;
  readonly panel_url: string | null;
  /** Where views are kept; null: they are not. */
  readonly views_url: string | null;
  readonly views: readonly KeptView[];
  readonly columns: readonly Column[];
  readonly sort: string;
  readonly query: string;
  readonly total: number | null;
  readonly acts: readonly Act[];
  readonly facets: readonly Facet[];
  /** What to say when nothing is found. */
  readonly empty: string | null;
  /** What to do when a search finds nothing. */
  readonly nothing: string | null;
}

const WIDTHS: Readonly<Record<ColumnType, number>> = {
  text: 160, money: 104, price: 92, rate: 92, percent: 84, quantity: 72, integer: 64, date: 84, moment: 124, choice: 112, flag: 48,
};

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

function column(given: Loose<Column>): Column {
  if (!given.name) throw new Error("A sheet's column has no name");
  const type = given.type ?? "text";
  return {
    name: given.name,
    title: given.title ?? given.name,
    type,
    width: given.width ?? WIDTHS[type],
    frozen: given.frozen ?? false,
    hidden: given.hidden ?? false,
    grow: given.grow ?? false,
    editable: given.editable ?? false,
    sortable: given.sortable ?? false,
    filter: given.filter ?? null,
    dated: given.dated ?? false,
    why: given.why ?? false,
    phone: given.phone ?? false,
    named: given.named ?? false,
    zero: given.zero ?? null,
    link: given.link ?? null,
    choices: given.choices ?? [],
    tone: given.tone ?? null,
    hint: given.hint ?? null,
  };
}

const MOST_PICKED = 2000;

function act(given: Loose<Act>): Act {
  if (!given.name || !given.url) throw new Error("A sheet's act needs a name and a url");
  return {
    name: given.name,
    url: given.url,
    title: given.title ?? given.name,
    confirm: given.confirm ?? null,
    danger: given.danger ?? false,
    leaves: given.leaves ?? false,
    mends: given.mends ?? false,
    always: given.always ?? false,
    folded: given.folded ?? false,
    quick: given.quick ?? false,
    panel: given.panel ?? false,
    key: given.key ?? "",
    most: given.most ?? MOST_PICKED,
  };
}

/** Fill what a description leaves out. Throws when the page's author forgot what can't be guessed. */
export function describe(given: Loose<Description>): Description {
  if (!given.rows_url || !given.columns?.length) throw new Error("A sheet needs rows_url and columns");
  return {
    name: given.name ?? "sheet",
    locale: given.locale === "en" ? "en" : "ru",
    rows_url: given.rows_url,
    cell_url: given.cell_url ?? null,
    cells_url: given.cells_url ?? null,
    paste_url: given.paste_url ?? null,
    why_url: given.why_url ?? null,
    panel_url: given.panel_url ?? null,
    views_url: given.views_url ?? null,
    views: given.views ?? [],
    columns: given.columns.map(column),
    sort: given.sort ?? "",
    query: given.query ?? "",
    total: given.total ?? null,
    acts: (given.acts ?? []).map(act),
    facets: given.facets ?? [],
    empty: given.empty ?? null,
    nothing: given.nothing ?? null,
  };
}
