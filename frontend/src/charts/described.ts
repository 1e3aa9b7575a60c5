/** What the server tells of a chart. Numbers are texts with a point, as in sheets; `query` filters the page's sheet. */
import type { ColumnType } from "../description";

/** What a colour means; without a meaning series are told apart by their place. */
export type Tone = "" | "good" | "bad" | "warn" | "dim";

export interface Measure {
  /** How a number reads. */
  readonly numbers: ColumnType;
  /** What stands after it. */
  readonly unit: string;
}

export interface Series {
  readonly title: string;
  readonly tone: Tone;
  /** One for each category. */
  readonly values: readonly (string | null)[];
  readonly queries: readonly string[];
}

export interface Bars extends Measure {
  readonly kind: "bars";
  readonly title: string;
  /** Categories stand below each other, with room for their names. */
  readonly across: boolean;
  readonly stacked: boolean;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

export interface Step {
  readonly title: string;
  /** A sum, or by how much a part changes it. */
  readonly value: string;
  readonly is_sum: boolean;
  readonly query: string;
}

/** From a sum over the parts that change it to another sum. */
export interface Bridge extends Measure {
  readonly kind: "bridge";
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface Cloud {
  readonly title: string;
  readonly tone: Tone;
  /** Across, up, the key of the row that it is, its name. */
  readonly points: readonly (readonly [string, string, string, string])[];
}

/** Points over two sums, each axis in powers of ten; on the line both are the same. */
export interface Points extends Measure {
  readonly kind: "points";
  readonly title: string;
  readonly across: string;
  readonly up: string;
  readonly line: string;
  readonly clouds: readonly Cloud[];
}

export interface Line {
  readonly title: string;
  /** A moment (ISO) and the number that stands from then on; null: none. */
  readonly points: readonly (readonly [string, string | null])[];
}

/** Numbers that stand until they change, over time. */
export interface Lines extends Measure {
  readonly kind: "lines";
  readonly title: string;
  readonly lines: readonly Line[];
}

export type Chart = Bars | Bridge | Points | Lines;
