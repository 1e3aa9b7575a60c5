"""A dealer's quote to his own client: his prices, his name, nothing of ours; links to look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.base.told_once import hash_of
from optom.domain.accounts.models import User
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions as quotes
from optom.domain.quotes import logos, markup, queries
from optom.domain.quotes.actions import Look
from optom.domain.quotes.models import ClientQuote, Letterhead, Plea
from optom.domain.quotes.papers import name_with_maker
from optom.interfaces.kit.identity import BUYER, STAFF, holding_link, working_as
from tests.drawn import opened, picture
from tests.statements import counted
from tests.trade import Firm, dec

LOOK = Look('=ЕСЛИ(бренд="SKF"; цена*1,15; цена*1,5)', "ООО «Дилер»", "ИНН 7712345678", "Самовывоз", logo=picture())


@pytest.fixture
def at() -> datetime:
    """Links expire by the database's own clock."""
    return timezone.now()


@pytest.fixture
def quote(firm: Firm, contract: int, alice: int, at: datetime) -> int:
    skf = firm.product("6204", price="412.30", on_hand=100)
    fag = firm.product("6205", price="100", brand="FAG", on_hand=100)
    lines = [OrderLine(skf, dec(10)), OrderLine(fag, dec(3))]
    return quotes.issue_quote(contract=contract, lines=lines, key="q", actor=alice, at=at)


@pytest.fixture
def for_client(contract: int, quote: int, alice: int, at: datetime) -> int:
    with working_as(BUYER, user=alice):
        quotes.keep_letterhead(contract=contract, look=LOOK, actor=alice, at=at)
        return issued(contract, quote, alice, at)


def issued(contract: int, quote: int, alice: int, at: datetime, **given: Any) -> int:
    said = {"recipient": "АО «Завод»", "key": "c", **given}
    return quotes.issue_client_quote(contract=contract, quote=quote, actor=alice, at=at, **said)


def test_a_dealer_quotes_at_his_own_prices_in_his_own_name_and_keeps_the_margin(
    contract: int, quote: int, for_client: int, alice: int, at: datetime
) -> None:
    with working_as(BUYER, user=alice):
        again = issued(contract, quote, alice, at)
        second = issued(contract, quote, alice, at, key="d", formula="=price * 2")
        row = queries.client_quote(contract=contract, client_quote=for_client, at=at)
        dear = queries.client_quote(contract=contract, client_quote=second, at=at)
        payload = queries.source(contract=contract, client_quote=for_client).payload

    assert (again, row.serial, dear.serial) == (for_client, 1, 2)
    assert row.total == dec("4741.50") + dec("450.00"), "474.15 a unit (412.30 x 1.15) and 150"
    assert row.margin == dec("4741.50") + dec("450.00") - dec("4423.00")
    assert dear.total == dec("8846.00")
    assert (payload["seller"]["name"], payload["buyer"]["name"]) == ("ООО «Дилер»", "АО «Завод»")
    assert [line["sum"] for line in payload["facts"]["lines"]] == ["4741.50", "450.00"]
    assert [line["name"].rpartition(", ")[2] for line in payload["facts"]["lines"]] == ["SKF", "FAG"], (
        "and their makers"
    )
    assert payload["basis"] == ""


def test_a_formula_that_does_not_fit_is_told_with_its_place_and_its_field(
    contract: int, alice: int, at: datetime
) -> None:
    for formula, code in (
        ("=cost*1,2", "formula.unknown_name"),
        ("=brand", "formula.wrong_result"),
        ("", "formula.empty"),
    ):
        with pytest.raises(Refusal) as refused:
            quotes.keep_letterhead(contract=contract, look=Look(formula, "Дилер"), actor=alice, at=at)
        assert (refused.value.code, refused.value.facts["field"]) == (code, "formula")
    assert not Letterhead.objects.exists()


def test_a_formula_without_a_price_names_every_line(
    contract: int, quote: int, for_client: int, alice: int, at: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        issued(contract, quote, alice, at, key="n", formula="=price*0")
    assert [(one.code, one.facts["article"]) for one in reasons_of(refused.value)] == [
        ("quotes.no_client_price", "6204"),
        ("quotes.no_client_price", "6205"),
    ]
    assert ClientQuote.objects.count() == 1


def test_without_vat_none_is_told(contract: int, quote: int, alice: int, at: datetime) -> None:
    look = Look("=price*1.1", "ИП Дилер", has_vat=False)
    quotes.keep_letterhead(contract=contract, look=look, actor=alice, at=at)
    made = issued(contract, quote, alice, at)
    taxes = queries.source(contract=contract, client_quote=made).payload["goods"]["vat"]
    assert [tax["sum"] for tax in taxes] == ["\N{EM DASH}"]


def test_the_logo_is_written_anew_small_and_nothing_comes_along() -> None:
    made = logos.made(picture(size=(3000, 900), kind="JPEG", comment=b"secret"))
    assert b"secret" not in made
    assert opened(made).size == (640, 192)
    for strange in (b"", b"%PDF-1.7", picture()[:40]):
        with pytest.raises(Refusal) as refused:
            logos.made(strange)
        assert refused.value.code == "quotes.logo_strange"


def test_our_own_people_see_nothing_of_a_dealer_s_clients(firm: Firm, for_client: int) -> None:
    director = firm.person("director", "director", "administrator")
    with working_as(STAFF, user=director):
        for table in ("quotes_clientquote", "quotes_letterhead", "quotes_logo", "quotes_link", "quotes_plea"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                asked(f"select * from {table}")  # noqa: S608 -- names from this line


def asked(text: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def test_a_stranger_sees_none_and_makes_no_link(
    contract: int, strange_contract: int, quote: int, for_client: int, stranger: int, at: datetime
) -> None:
    with working_as(BUYER, user=stranger):
        assert asked("select * from quotes_clientquote union all select * from quotes_clientquote") == []
        with pytest.raises(Refusal) as refused:
            quotes.make_link(contract=strange_contract, quote=quote, days=7, key="l", actor=stranger, at=at)
        assert refused.value.code == "quotes.unknown"


@pytest.fixture
def link(contract: int, quote: int, for_client: int, alice: int, at: datetime) -> str:
    with working_as(BUYER, user=alice):
        return quotes.make_link(
            contract=contract, quote=quote, client_quote=for_client, days=7, key="l", actor=alice, at=at
        ).secret


def held(secret: str) -> queries.HeldLink | None:
    with holding_link(hash_of(secret)):
        return queries.held_link()


def test_a_link_opens_what_was_made_for_the_client_and_nothing_else_can_be_asked(
    contract: int, quote: int, link: str, at: datetime
) -> None:
    opened = held(link)
    assert opened is not None
    assert (opened.is_client, opened.number, opened.state_at(at)) == (True, "1", "open")
    assert "412" not in str(opened.payload)
    assert held("x" * 43) is None
    with holding_link(hash_of(link)):
        for table in ("quotes_quote", "quotes_quoteline", "quotes_clientquote", "quotes_letterhead", "orders_order"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                asked(f"select * from {table}")  # noqa: S608 -- names from this line
        assert asked("select id, payload from documents_paper") == []


@pytest.mark.parametrize("end", ["revoked", "expired", "left"])
def test_a_link_that_is_over_opens_nothing(
    contract: int, quote: int, link: str, alice: int, at: datetime, end: str
) -> None:
    [row] = queries.links(quote=quote, client_quote=ClientQuote.objects.get().pk, at=at)
    if end == "revoked":
        quotes.revoke_link(link=row.id, contract=contract, actor=alice, at=at)
    elif end == "expired":
        with connection.cursor() as cursor:
            cursor.execute("update quotes_link set expires_at = now() - interval '1 second'")
    else:
        User.objects.filter(pk=alice).update(is_active=False)
    assert held(link) is None


def test_who_holds_a_link_asks_once_and_the_maker_is_told(
    contract: int, quote: int, for_client: int, link: str, alice: int, at: datetime
) -> None:
    with holding_link(hash_of(link)):
        opened = queries.held_link()
        assert opened is not None
        for who in ("Пётр, Завод", "Другой"):
            quotes.plead(held=opened, who=who, note="до пятницы", address="10.0.0.1", at=at)
        quotes.use_link(held=opened, how="page", address="10.0.0.1", at=at)
    with working_as(BUYER, user=alice):
        [row] = queries.links(quote=quote, client_quote=for_client, at=at)
        found = queries.client_quote(contract=contract, client_quote=for_client, at=at)
    assert (row.asked_by, row.asked_note, row.uses) == ("Пётр, Завод", "до пятницы", 1)
    assert found.asked_by == "Пётр, Завод"
    assert Plea.objects.count() == 1


def test_what_is_over_or_accepted_is_not_asked_for(
    contract: int, quote: int, link: str, alice: int, at: datetime
) -> None:
    opened = held(link)
    assert opened is not None
    with holding_link(hash_of(link)), pytest.raises(Refusal) as refused:
        quotes.plead(held=opened, who="Пётр", note="", address="", at=at + timedelta(days=60))
    assert refused.value.code == "quotes.over"
    quotes.accept(contract=contract, quote=quote, actor=alice, at=at)
    accepted = held(link)
    assert accepted is not None
    assert accepted.state_at(at) == "accepted"


def test_it_takes_as_many_statements_for_two_lines_as_for_thirty(
    firm: Firm, contract: int, for_client: int, alice: int, at: datetime
) -> None:
    products = [firm.product(f"7{n:03}", price=n + 1, on_hand=9) for n in range(30)]
    found = []
    for count in (2, 30):
        lines = [OrderLine(product, dec(1)) for product in products[:count]]
        of = quotes.issue_quote(contract=contract, lines=lines, key=f"k{count}", actor=alice, at=at)
        with counted() as sent:
            issued(contract, of, alice, at, key=f"c{count}")
        found.append(len(sent))
    assert found[0] == found[1]


@given(price=st.decimals(min_value="0.01", max_value="99999", places=2), quantity=st.integers(1, 9999))
def test_a_client_pays_the_sum_of_what_is_said_of_each_unit(price: Decimal, quantity: int) -> None:
    goods = markup.Goods("1", "SKF", "Г", "Н", "шт", price, Decimal(quantity), None)
    line = markup.line_for_client(markup.read("=price*1.2"), goods, percent=Decimal(22))
    assert not isinstance(line, Refusal)
    assert line.sum == line.price * quantity
    assert 0 <= line.vat < line.sum


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price=st.decimals(min_value="0.01", max_value="99999", places=2),
    discount=st.decimals(min_value=0, max_value=40, places=1),
    quantity=st.integers(1, 500),
    moved=st.decimals(min_value="0.01", max_value="99999", places=2),
)
def test_what_was_quoted_is_what_is_ordered_to_the_kopeck_whatever_happens_to_prices(
    firm: Firm,
    quote: int,
    alice: int,
    at: datetime,
    price: Decimal,
    discount: Decimal,
    quantity: int,
    moved: Decimal,
) -> None:
    with undone():
        contract = firm.client("Проба", "7700000024", alice, discount=discount, credit_limit=dec(10**9))
        product = firm.product(f"H{price}", price=price, on_hand=1000)
        lines = [OrderLine(product, dec(quantity))]
        number = quotes.issue_quote(contract=contract, lines=lines, key="h", actor=alice, at=at)
        row = queries.quote(contract=contract, quote=number, at=at)
        with connection.cursor() as cursor:
            cursor.execute("update pricing_columnprice set amount = %s where product_id = %s", [moved, product])
        order = quotes.accept(contract=contract, quote=number, actor=alice, at=at + timedelta(hours=1)).order
        with connection.cursor() as cursor:
            cursor.execute("select total from orders_order where id = %s", [order])
            assert row is not None
            assert cursor.fetchall() == [(row.total,)]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back, so that the next example finds the firm as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_name_tells_the_maker_once() -> None:
    assert name_with_maker("Подшипник 17×35×10", "NSK") == "Подшипник 17×35×10, NSK"
    assert name_with_maker("Подшипник nsk 17×35×10", "NSK") == "Подшипник nsk 17×35×10"
    assert name_with_maker("Подшипник", "") == "Подшипник"
