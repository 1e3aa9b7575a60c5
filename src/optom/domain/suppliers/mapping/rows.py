"""Every row of a file with its fate: the goods as values, the others with the reason why they are none. Pure."""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from optom.domain.suppliers.fields import ROW, Fate, Field
from optom.domain.suppliers.reading.table import Table

from .categories import Path, is_phrase, lone_texts
from .goods import Reading, carried, even, reading_of, values
from .value import HEADS_APART, TableMapping

_IDENTITIES = (Field.NUMBER, Field.ARTICLE, Field.BARCODE)
_FIGURES = (Field.PRICE, Field.RECOMMENDED, Field.STOCK)
_TOTAL = r"(?i)^(?:итого|всего|итог|разом|усього|total|sum)\b[^0-9]*$"
_SUM = r"(?i)^(?:итого|всего)\b[^0-9]*$"
_FEWEST_HEADS = 2
_NO_GOODS = [fate.value for fate in (Fate.BLANK, Fate.HEAD, Fate.CATEGORY, Fate.NOTE)]
_KEPT = ("seq", "place", "fate", "name", "category")
_LONGEST = 300


def rows(pairs: Iterable[tuple[Table, TableMapping]], *, words: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    """The rows of all tables that are not skipped, each read by its mapping, block by block: the columns of `ROW`.

    A row of a table whose goods stand side by side gives one for each part. ``words`` give stock for words.
    """
    seq = 1
    for table, how in pairs:
        for frame in () if how.skipped or not how.parts else _rows(table, how, words):
            yield frame.select(pl.int_range(seq, seq + len(frame), dtype=pl.Int64).alias("seq"), *ROW[1:])
            seq += len(frame)


def _rows(table: Table, how: TableMapping, words: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    path, before = Path(how.categories), 0
    readings: list[Reading] = []
    for block, is_last in _with_ends(table.blocks()):
        whole = _with_all_columns(block, how)
        readings = readings or [reading_of(how, part, words, whole) for part in how.parts]
        fates = _fates(whole, how, path, before, is_last=is_last)
        parts = [_goods(whole, reading, fates, table.name) for reading in readings]
        yield (parts[0] if len(parts) == 1 else pl.concat(parts).sort("line", maintain_order=True))
        before += len(block)


def _with_ends(blocks: Iterator[pl.DataFrame]) -> Iterator[tuple[pl.DataFrame, bool]]:
    """Each block, and whether it is the last: only then it is known what stands under all goods."""
    held = next(blocks, None)
    for block in blocks:
        if held is not None:
            yield held, False
        held = block
    if held is not None:
        yield held, True


def _with_all_columns(block: pl.DataFrame, how: TableMapping) -> pl.DataFrame:
    """A column that the mapping names and this file has no more is blank."""
    letters = dict.fromkeys(column.letter for part in how.parts for column in part.columns)
    return block.with_columns(pl.lit(None, dtype=pl.String).alias(one) for one in letters if one not in block.columns)


def _fates(block: pl.DataFrame, how: TableMapping, path: Path, before: int, *, is_last: bool) -> pl.DataFrame:
    """Of each row its "line" in the table, its "fate" where that is the same for all parts, and the "path" above it."""
    line = pl.int_range(before + 1, before + 1 + len(block), dtype=pl.Int64)
    fates = block.select(
        line=line,
        fate=pl.when(~pl.any_horizontal(pl.all().is_not_null()))
        .then(pl.lit(Fate.BLANK.value))
        .when(pl.lit(_is_head(block, how)))
        .then(pl.lit(Fate.HEAD.value))
        .when(line < how.first_row)
        .then(pl.lit(Fate.NOTE.value)),
    )
    return _with_categories(block, how, fates, path, is_last=is_last)


def _is_head(block: pl.DataFrame, how: TableMapping) -> pl.Series:
    """The rows in which heads of the table stand, each in its column, and hardly anything else."""
    said = {letter: head.split(HEADS_APART) for letter, head in zip(block.columns, how.heads, strict=False) if head}
    placed = block.with_row_index("row")
    wordy = placed.filter(_has_no_figures(block, how)) if said else placed.clear()
    if wordy.is_empty():
        return _marked(block, wordy["row"])
    tidied = pl.DataFrame([wordy["row"], *(even(wordy[letter]) for letter in block.columns)])
    equal = pl.sum_horizontal(pl.col(letter).is_in(texts).fill_null(value=False) for letter, texts in said.items())
    filled = pl.sum_horizontal(pl.col(block.columns).is_not_null())
    places = tidied.filter((equal >= min(_FEWEST_HEADS, len(said))) & (equal * 2 > filled))["row"]
    return _marked(block, places)


def _has_no_figures(block: pl.DataFrame, how: TableMapping) -> pl.Series:
    """The rows with no digit where prices stand, among which heads are: all others need no look."""
    letters = _letters(how, (Field.PRICE,)) or _letters(how, _FIGURES)
    if not letters:
        return block.select(is_wordy=pl.repeat(value=True, n=pl.len()))["is_wordy"]
    return block.select(pl.all_horizontal(~pl.col(letters).str.contains("^[0-9]").fill_null(value=False))).to_series()


def _letters(how: TableMapping, fields: Iterable[Field]) -> list[str]:
    wanted = set(fields)
    return list(dict.fromkeys(one.letter for part in how.parts for one in part.columns if one.field in wanted))


def _with_categories(
    block: pl.DataFrame, how: TableMapping, fates: pl.DataFrame, path: Path, *, is_last: bool
) -> pl.DataFrame:
    """The rows that name what is beneath them; those under the last goods of the table name nothing and are remarks."""
    begins = str(path) or None
    lone = lone_texts(block, _letters(how, _FIGURES)).filter(pl.col("letter").is_in(how.categories))
    open_rows = fates.with_row_index("row").join(lone, on="row", how="left", maintain_order="left")
    is_lone = pl.col("letter").is_not_null() & pl.col("fate").is_null()
    goods = open_rows.select(pl.col("fate").is_null() & ~is_lone & pl.lit(_has_figure(block, how)))
    counted = goods.to_series().cast(pl.Int64).cum_sum() + path.goods
    path.goods += int(goods.to_series().sum())
    found = open_rows.with_columns(goods=counted).filter(is_lone)
    entered = _entered(found.filter(pl.col("goods") < path.goods) if is_last else found, path)
    return (
        open_rows.join(entered, on="row", how="left", maintain_order="left")
        .with_columns(fate=pl.when(pl.col("path").is_not_null()).then(pl.lit(Fate.CATEGORY.value)).otherwise("fate"))
        .with_columns(path=pl.col("path").forward_fill().fill_null(pl.lit(begins, dtype=pl.String)))
        .select("line", "fate", "path")
    )


def _has_figure(block: pl.DataFrame, how: TableMapping) -> pl.Series:
    letters = _letters(how, _FIGURES) or block.columns
    return block.select(pl.any_horizontal(pl.col(letters).is_not_null())).to_series()


def _entered(found: pl.DataFrame, path: Path) -> pl.DataFrame:
    """The path at each row of a category: a run of them has no goods in between."""
    paths = [
        path.enter(letter=letter, text=text, numbering=numbering, goods_before=goods)
        for letter, text, numbering, goods in found.select("letter", "text", "numbering", "goods").iter_rows()
    ]
    return found.select("row", pl.Series("path", paths, dtype=pl.String))


def _goods(block: pl.DataFrame, reading: Reading, fates: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows of a part. Only what is offered keeps its values; of the others the text by which a human knows them."""
    how, part = reading.table, reading.part
    block = carried(block, reading, fates["fate"].is_not_null())
    read = pl.concat([fates, values(block, reading), _filled(block, reading)], how="horizontal")
    has_price = any(column.field is Field.PRICE for column in part.columns)
    known = pl.col("fate")
    fate = (
        pl.when(known.is_not_null())
        .then(known)
        .when(~pl.col("is_filled"))
        .then(pl.lit(Fate.BLANK.value))
        .when(pl.col("is_note"))
        .then(pl.lit(Fate.NOTE.value))
        .when(_goes_on())
        .then(pl.lit(Fate.NOTE.value))
        .when(pl.lit(has_price) & pl.col("price").is_null())
        .then(pl.when("is_odd").then(pl.lit(Fate.BAD_PRICE.value)).otherwise(pl.lit(Fate.NO_PRICE.value)))
        .when(pl.col("number").is_null())
        .then(pl.lit(Fate.NO_NUMBER.value))
        .otherwise(pl.lit(Fate.OFFER.value))
    )
    own = pl.concat_str("path", "category", separator="/", ignore_nulls=True).replace("", None)
    column = part.columns[0].letter if len(how.parts) > 1 and part.columns else ""
    place = pl.lit(f"{name}!{column}" if name else column) + pl.col("line").cast(pl.String)
    whole = read.with_columns(fate=fate, category=own, place=place)
    return _without_values(whole, block.select(_text_columns(reading, block)))


def _goes_on() -> pl.Expr:
    """Goods merged over several rows go on with their name: number and figures are those of the row above."""
    same = (pl.col(name).eq_missing(pl.col(name).shift()) for name in ("price", "recommended", "stock", "unit"))
    return (pl.col("number") == pl.col("number").shift()).fill_null(value=False) & pl.all_horizontal(same)


def _text_columns(reading: Reading, block: pl.DataFrame) -> list[str]:
    """The columns whose texts a part's rows are known by: all of a table, its own where goods stand side by side."""
    return block.columns if len(reading.table.parts) == 1 else [column.letter for column in reading.part.columns]


def _without_values(read: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """What is no goods has no values; its name is its whole text, by which a human knows it."""
    is_other = read["fate"].is_in(_NO_GOODS)
    if not is_other.any():
        return read
    written = texts.filter(is_other).select(
        pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).str.slice(0, _LONGEST)
    )
    places = is_other.arg_true()
    name = read["name"].scatter(places, even(written.to_series()).replace("", None))
    values = (pl.when(~pl.lit(is_other)).then(pl.col(one)).alias(one) for one in ROW if one not in _KEPT)
    return read.with_columns(name).with_columns(*values)


def _filled(block: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Whether a part's row holds anything, is a remark or a total, and has a price cell that is odd."""
    letters = {field: [one.letter for one in reading.part.columns if one.field is field] for field in Field}
    own = [letter for field in Field for letter in letters[field]]
    is_wide = len(reading.table.parts) == 1
    identities = [letter for field in _IDENTITIES for letter in letters[field]]
    figures = [letter for field in _FIGURES for letter in letters[field]]
    named = pl.any_horizontal(pl.col(identities).is_not_null()) if identities else pl.lit(value=False)
    figured = pl.any_horizontal(pl.col(figures).is_not_null()) if figures else pl.lit(value=False)
    # "Total" makes oils: as the beginning of a row it is a sum only where nothing else says what the row is.
    is_sum = pl.coalesce(pl.all()).str.contains(_TOTAL).fill_null(value=False) & ~named
    in_place = pl.any_horizontal(pl.col(identities).str.contains(_SUM).fill_null(value=False)) if identities else is_sum
    return block.select(
        is_filled=pl.any_horizontal(pl.all().is_not_null() if is_wide else pl.col(own).is_not_null()),
        is_note=(~named & ~figured) | is_sum | in_place | pl.lit(_is_remark(block)),
    )


def _is_remark(block: pl.DataFrame) -> pl.Series:
    """Words that stand alone in their row are no goods, whatever their column says."""
    held = block.select(held=pl.sum_horizontal(pl.all().is_not_null()))["held"]
    lone = block.with_row_index("row").filter(held == 1)
    words = [is_phrase(letter).fill_null(value=False) for letter in block.columns]
    places = lone.filter(pl.any_horizontal(words))["row"]
    return _marked(block, places)


def _marked(block: pl.DataFrame, places: pl.Series) -> pl.Series:
    """Whether each row of the block stands at one of these places."""
    none = pl.repeat(value=False, n=len(block), dtype=pl.Boolean, eager=True)
    return none.scatter(places, True) if len(places) else none  # noqa: FBT003 -- polars takes it by place
