"""What a formula may name of a contract: what has left by it, what is late, who the client is, how he buys now.

Each field reads a contract that the asking statement calls ``c``, of the company ``m``, whose column and discount are
in the row ``p`` (``evaluating``), with joins of its own. Sums are in roubles. What has left (``shipped``) is counted by
documents, without VAT and less what was taken off by corrections, each on its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from optom.base.business_day import business_day
from optom.base.formula import Field, Kind
from optom.domain.costs.inputs import Input

_MONTHS = 12
_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year: its first day, its number from 1."""

    begins_on: date

    @property
    def number(self) -> int:
        """Which of the year it is."""
        return (self.begins_on.month - 1) // _IN_QUARTER + 1

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(_months_before(self.begins_on, _IN_QUARTER))


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(date(day.year, (day.month - 1) // _IN_QUARTER * _IN_QUARTER + 1, 1))


def counted_since(day: date) -> date:
    """From which day on what has left is looked at: twelve months, and all of the last quarter, lie after it."""
    return min(_year_before(day), quarter_of(day).before.begins_on)


def known(*, at: datetime) -> tuple[Input, ...]:
    """All fields, as they are at ``at``."""
    day = business_day(at)
    return (
        *_turnovers("turnover", "оборот", "contract", day),
        *_turnovers("client_turnover", "оборот_клиента", "company", day),
        *_late(day),
        *TERMS,
        _first_order(day),
        *CLIENT,
        *AGREED,
        _today(day),
    )


def _turnovers(name: str, russian: str, of: str, day: date) -> Iterator[Input]:
    """Of the full quarter before this one, of this one so far, of the last twelve months, today included."""
    alias, quarter = f"agreeing_{of}", quarter_of(day)
    last, this, year = quarter.before.begins_on, quarter.begins_on, _year_before(day)
    join = f"""left join (
    select {of}_id, coalesce(sum(net) filter (where "on" >= date '{last}' and "on" < date '{this}'), 0) as last_quarter,
        coalesce(sum(net) filter (where "on" >= date '{this}'), 0) as this_quarter,
        coalesce(sum(net) filter (where "on" > date '{year}'), 0) as year
    from shipped group by 1
) {alias} on {alias}.{of}_id = {"c.id" if of == "contract" else "c.company_id"}"""  # noqa: S608 -- days of the calendar
    for column, said, russian_said in (
        ("last_quarter", "last_quarter", "прошлого_квартала"),
        ("this_quarter", "this_quarter", "этого_квартала"),
        ("year", "12_months", "за_12_месяцев"),
    ):
        yield Input(
            Field(f"{name}_{said}", f"{russian}_{russian_said}", Kind.MONEY, f"coalesce({alias}.{column}, 0)"), (join,)
        )


_OVERDUE = """left join (
    select contract_id, sum(amount) as overdue, min(due_on) as since
    from credit_openitem where amount > 0 and due_on < date '{day}'
    group by 1
) agreeing_late on agreeing_late.contract_id = c.id"""
_FIRST = """left join (
    select contract_id, min(placed_at) as placed_at from orders_order group by 1
) agreeing_first on agreeing_first.contract_id = c.id"""
_TERMS = """left join companies_terms agreeing_terms
    on agreeing_terms.contract_id = c.id and agreeing_terms.valid_to is null"""
_SELLER = "left join companies_seller agreeing_seller on agreeing_seller.id = c.seller_id"
_PLACES = """left join (
    select company_id, string_agg(address, '; ' order by id) as addresses
    from companies_deliveryaddress where is_active
    group by 1
) agreeing_places on agreeing_places.company_id = c.company_id"""
_OPEN = """left join (
    select company_id, count(*)::numeric as contracts from companies_contract where is_active group by 1
) agreeing_open on agreeing_open.company_id = c.company_id"""
_COLUMN = "left join pricing_column agreeing_column on agreeing_column.id = p.column_id"

TERMS = (
    Input(Field("credit_limit", "кредитный_лимит", Kind.MONEY, "agreeing_terms.credit_limit"), (_TERMS,)),
    Input(Field("deferral_days", "дней_отсрочки", Kind.NUMBER, "agreeing_terms.deferral_days::numeric"), (_TERMS,)),
)
CLIENT = (
    Input(Field("client", "клиент", Kind.TEXT, "m.name")),
    Input(Field("inn", "инн", Kind.TEXT, "m.inn")),
    Input(Field("region_code", "код_региона", Kind.TEXT, "left(coalesce(nullif(m.kpp, ''), m.inn), 2)")),
    Input(Field("legal_address", "юридический_адрес", Kind.TEXT, "m.legal_address")),
    Input(
        Field("delivery_addresses", "адреса_доставки", Kind.TEXT, "left(agreeing_places.addresses, 1000)"), (_PLACES,)
    ),
    Input(Field("is_sole_trader", "предприниматель", Kind.FLAG, "(m.kind = 'sole_trader')")),
    Input(Field("is_foreign", "иностранный", Kind.FLAG, "(m.kind = 'foreign')")),
    Input(Field("open_contracts", "открытых_договоров", Kind.NUMBER, "coalesce(agreeing_open.contracts, 0)"), (_OPEN,)),
)
AGREED = (
    Input(Field("contract_number", "номер_договора", Kind.TEXT, "c.number")),
    Input(Field("currency", "валюта", Kind.TEXT, "c.currency")),
    Input(Field("seller", "наша_организация", Kind.TEXT, "agreeing_seller.name"), (_SELLER,)),
    Input(Field("column_now", "колонка_сейчас", Kind.TEXT, "agreeing_column.code"), (_COLUMN,)),
    Input(Field("discount_now", "скидка_сейчас", Kind.NUMBER, "p.discount / 100")),
)


def _late(day: date) -> Iterator[Input]:
    """What is owed past its day now, and for how many days the oldest of it."""
    join = _OVERDUE.format(day=day)
    rate = f"credit_rate_of(c.currency, date '{day}')"
    sum_ = f"round(coalesce(agreeing_late.overdue, 0) * {rate}, 2)"
    yield Input(Field("overdue", "просрочка", Kind.MONEY, sum_), (join,))
    days = f"coalesce(date '{day}' - agreeing_late.since, 0)::numeric"
    yield Input(Field("days_overdue", "дней_просрочки", Kind.NUMBER, days), (join,))


def _first_order(day: date) -> Input:
    """How many days ago the contract ordered first; blank where it never has."""
    text = f"(date '{day}' - (agreeing_first.placed_at at time zone %(zone)s)::date)::numeric"
    return Input(Field("days_since_first_order", "дней_с_первого_заказа", Kind.NUMBER, text), (_FIRST,))


def _today(day: date) -> Input:
    return Input(Field("today", "сегодня", Kind.DATE, f"date '{day}'"))


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many before."""
    count = day.year * _MONTHS + day.month - 1 - months
    return date(count // _MONTHS, count % _MONTHS + 1, 1)


def _year_before(day: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
