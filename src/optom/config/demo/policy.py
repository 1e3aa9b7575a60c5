"""The director's policy of prices, written and worked out, waiting for another pair of eyes."""

from datetime import datetime
from decimal import Decimal

from optom.domain.policy import actions
from optom.domain.policy.queries import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.replay import actions as replay

from .writing import rows

_WORKED_OUT_AT_ONCE = 20_000
_OF_RETAIL = (
    ("Мелкий опт", "85,3%"),
    ("Опт", "76,3%"),
    ("Крупный опт", "71,6%"),
    ("Дилер", "67,9%"),
)
_OF_RUNNERS = (("Ходовое коробками", "кратность * 20", "98%"), ("Ходовое паллетами", "кратность * 100", "96%"))
_MARK_UPS = ((0, "1.92"), (500, "1.9"), (5000, "1.87"))
_POLICY = Policy(
    names=(
        Named("стоимость", "ЕСЛИПУСТО(плановая_себестоимость; себестоимость_прихода)"),
        Named("с_доставкой", "стоимость * 1,02"),
    ),
    tables=(Table("Наценки", rungs=tuple(Rung(Decimal(least), Decimal(part)) for least, part in _MARK_UPS)),),
    rules=(
        Rule(
            "Розница",
            "МИН(ррц; рынок_мин * 1,25; с_доставкой * ПРОСМОТР(стоимость; «Наценки»))",
            "класс_abc = «A»",
            "Ходовое: не дороже рынка",
        ),
        Rule("Розница", "с_доставкой * ПРОСМОТР(стоимость; «Наценки») * 0,97", "дней_запаса > 365", "Залежалось"),
        Rule("Розница", "с_доставкой * ПРОСМОТР(стоимость; «Наценки»)", "", "Наценка по стоимости"),
        *(Rule(column, f"Розница * {part}", "", f"{column} от розницы") for column, part in _OF_RETAIL),
    ),
    breaks=tuple(
        BreakRule("Дилер", many, f"цена * {part}", "класс_abc = «A»", name) for name, many, part in _OF_RUNNERS
    ),
    roundings=(Rounding("Розница", "ЕСЛИ(цена > 1000; ОКРВВЕРХ(цена; 10); ОКРУГЛ(цена; 1))"),),
    guards=(
        Guard("наценка не ниже 10 %", "цена >= с_доставкой * 1,1"),
        Guard("не больше 15 % за раз", "ЕСЛИПУСТО(ABS(изменение); 0) <= 15%"),
    ),
    corridor="ABS(изменение) <= 3%",
    cost="с_доставкой",
)


def write_policy(products: int, *, at: datetime) -> None:
    """The draft, and of a small firm what it proposes and what real orders would bring at that."""
    [(director,)] = rows("select id from accounts_user where email = 'director@demo.optom'")
    actions.change_draft(policy=_POLICY, expected=0, actor=director, at=at)
    if products <= _WORKED_OUT_AT_ONCE:
        publication = actions.simulate(policy=_POLICY, actor=director, at=at, reason="Осенние наценки")
        replay.replay(publication=publication, actor=director, at=at)
