"""Rules of terms, the contracts that follow them, and what they propose, waiting for another pair of eyes."""

from datetime import datetime
from decimal import Decimal

from optom.domain.agreeing import actions
from optom.domain.policy.queries import Policy, Rule, Rung, Table

from .writing import rows

_MOST = 200
_DISCOUNTS = ((0, "0"), (300_000, "0.02"), (1_000_000, "0.03"), (3_000_000, "0.05"))
_RULES = Policy(
    tables=(Table("Скидки", rungs=tuple(Rung(Decimal(least), Decimal(part)) for least, part in _DISCOUNTS)),),
    rules=(
        Rule("Опт", "0", "дней_просрочки > 30", "Платит с опозданием"),
        Rule(
            "Крупный опт",
            "ПРОСМОТР(оборот_клиента_прошлого_квартала; «Скидки»)",
            "оборот_клиента_прошлого_квартала >= 1000000",
            "Оборот от миллиона за квартал",
        ),
        Rule(
            "",
            "МАКС(скидка_сейчас; ПРОСМОТР(оборот_клиента_прошлого_квартала; «Скидки»))",
            "",
            "Не меньше, чем за оборот квартала",
        ),
    ),
)


def write_terms_by_rules(*, at: datetime) -> None:
    """The buyer's own contract follows them too, whatever it pays."""
    [(director,)] = rows("select id from accounts_user where email = 'director@demo.optom'")
    found = rows(f"select id from companies_contract where currency = 'RUB' and is_active order by id limit {_MOST}")  # noqa: S608 -- our own number
    reason = "Условия по обороту, с ноября"
    actions.follow(contracts=[key for (key,) in found], actor=director, at=at, reason=reason)
    version = actions.write(policy=_RULES, expected=0, actor=director, at=at)
    actions.propose(version=version, actor=director, at=at, reason="Первый раз, по обороту третьего квартала")
