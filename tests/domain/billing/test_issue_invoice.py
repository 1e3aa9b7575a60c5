"""The buyer issues his own invoices."""

from datetime import datetime
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries, rules
from optom.domain.companies.models import BankAccount, Contract, Membership
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping.rules import share
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.statements import counted
from tests.trade import Firm, dec


@pytest.fixture(autouse=True)
def _account_to_pay_to(firm: Firm) -> None:
    BankAccount.objects.create(
        seller_id=firm.seller,
        account="40702810400000001234",
        bic="044525225",
        bank="Сбербанк",
        correspondent="30101810400000000225",
    )


@pytest.fixture
def order(firm: Firm, contract: int, alice: int, at: datetime) -> int:
    """Ten bearings at 122.00 and three at 9.99."""
    wanted = [
        OrderLine(firm.product("6204", price=122, on_hand=10), dec(10)),
        OrderLine(firm.product("6205", price="9.99", on_hand=3), dec(3)),
    ]
    return orders.place(contract=contract, lines=wanted, key="o", actor=alice, at=at).order


def issue(
    contract: int,
    actor: int | None,
    at: datetime,
    *,
    key: str = "i",
    order: int | None = None,
    lines: list[tuple[int, Decimal]] | None = None,
    amount: Decimal | None = None,
) -> queries.InvoiceRow:
    invoice = billing.issue_invoice(
        contract=contract, key=key, actor=actor, at=at, order=order, lines=lines, amount=amount
    )
    return queries.invoice(invoice)


def test_an_invoice_for_an_order_asks_for_all_of_it(contract: int, alice: int, at: datetime, order: int) -> None:
    invoice = issue(contract, alice, at, order=order)

    assert (invoice.number, invoice.order, invoice.lines) == ("1", order, 2)
    assert (invoice.sum, invoice.vat) == (dec("1249.97"), dec("225.40"))
    paper = documents.paper(invoice.paper)
    assert paper.title == "Счёт на оплату № 1 от 23 ноября 2026 г."
    assert archive.draw(invoice.paper).startswith(b"%PDF")
    assert all_books() == []


def test_an_invoice_for_some_lines_asks_for_their_share(contract: int, alice: int, at: datetime, order: int) -> None:
    first, second = (line.id for line in ordered.lines(order=order))

    invoice = issue(contract, alice, at, lines=[(first, dec(4)), (second, dec(1))])

    assert [(line.article, line.quantity, line.sum) for line in queries.lines(invoice.id)] == [
        ("6204", dec(4), dec("488.00")),
        ("6205", dec(1), dec("9.99")),
    ]
    assert invoice.order == order


def test_an_invoice_for_lines_of_several_orders_names_them_all(
    firm: Firm, contract: int, alice: int, at: datetime, order: int
) -> None:
    bolt = firm.product("B-10", price=5, on_hand=9)
    other = orders.place(contract=contract, lines=[OrderLine(bolt, dec(2))], key="other", actor=alice, at=at).order
    lines = [ordered.lines(order=one)[0].id for one in (order, other)]

    invoice = issue(contract, alice, at, lines=[(line, dec(1)) for line in lines])

    payload = orjson.loads(documents.source(invoice.paper).payload)
    assert invoice.order is None
    assert payload["basis"].endswith(f", заказы № {order}, {other}")
    assert payload["facts"]["order"] == f"{order}, {other}"


@given(
    total=some.decimals("0.01", 100_000, places=2),
    ordered=some.integers(1, 60),
    portion=some.integers(1, 60),
    taken=some.integers(0, 60),
)
def test_paying_the_invoice_for_a_portion_releases_any_such_portion(
    total: Decimal, ordered: int, portion: int, taken: int
) -> None:
    portion = min(portion, ordered)
    before = dec(min(taken, ordered - portion))
    line = rules.OrderedLine(1, 1, 1, "", "", "", dec(1), None, dec(ordered), dec(ordered), total, dec(0))
    cost_before = share(total, ordered=line.ordered, taken=dec(0), taken_sum=dec(0), quantity=before)
    cost = share(total, ordered=line.ordered, taken=before, taken_sum=cost_before, quantity=dec(portion))

    assert 0 <= rules.invoiced(line, dec(portion)).sum - cost <= dec("0.01")


def test_an_advance_is_taxed_at_the_common_rate(contract: int, alice: int, at: datetime) -> None:
    invoice = issue(contract, alice, at, amount=dec("1220.00"))

    assert (invoice.sum, invoice.vat, invoice.lines) == (dec("1220.00"), dec("220.00"), 0)


def test_cancelled_goods_are_not_asked_for(contract: int, alice: int, at: datetime, order: int) -> None:
    first, second = (line.id for line in ordered.lines(order=order))
    orders.cancel(contract=contract, lines=[second], actor=alice, at=at)

    assert issue(contract, alice, at, order=order).sum == dec("1220.00")
    orders.cancel(contract=contract, lines=[first], actor=alice, at=at)
    with pytest.raises(Refusal, match=r"billing\.nothing_to_pay"):
        issue(contract, alice, at, order=order, key="again")


def test_the_same_key_is_the_same_invoice(contract: int, alice: int, at: datetime, order: int) -> None:
    assert issue(contract, alice, at, order=order) == issue(contract, alice, at, order=order)


def test_numbers_follow_each_other(contract: int, alice: int, at: datetime, order: int) -> None:
    numbers = [issue(contract, alice, at, key=str(key), order=order).number for key in range(3)]

    assert numbers == ["1", "2", "3"]


def test_every_wrong_line_is_named(contract: int, alice: int, at: datetime, order: int) -> None:
    first, second = (line.id for line in ordered.lines(order=order))

    with pytest.raises(Refusal) as error:
        issue(contract, alice, at, lines=[(-1, dec(1)), (first, dec(11)), (second, dec(0))])

    codes = [reason.code for reason in reasons_of(error.value)]
    assert codes == ["orders.line_unknown", "billing.quantity_wrong", "billing.quantity_wrong"]


def test_an_advance_is_more_than_nothing(contract: int, alice: int, at: datetime) -> None:
    with pytest.raises(Refusal, match=r"billing\.amount_not_positive"):
        issue(contract, alice, at, amount=dec(0))


def test_without_an_account_nobody_can_pay(contract: int, alice: int, at: datetime, order: int) -> None:
    BankAccount.objects.all().delete()

    with pytest.raises(Refusal, match=r"billing\.no_account"):
        issue(contract, alice, at, order=order)

    assert all_books() == [], "no number was lost"


def test_an_invoice_names_the_account_to_which_its_currency_can_come(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    """The main one is in roubles; of two in yuan the newer one, in dollars there is none."""
    for account in ("40702156800000000001", "40702156900000000002"):
        BankAccount.objects.create(seller_id=firm.seller, account=account, bic="044525225", bank="Б", is_main=False)

    shown = {}
    for currency in ("RUB", "CNY", "USD"):
        Contract.objects.filter(pk=contract).update(currency=currency)
        paper = issue(contract, alice, at, key=currency, amount=dec(100)).paper
        shown[currency] = orjson.loads(documents.source(paper).payload)["bank"]["account"]

    assert shown == {
        "RUB": "40702810400000001234", "CNY": "40702156900000000002", "USD": "40702810400000001234",
    }  # fmt: skip


def test_a_viewer_issues_nothing_an_accountant_does(contract: int, alice: int, at: datetime, order: int) -> None:
    Membership.objects.filter(user_id=alice).update(role="viewer")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        issue(contract, alice, at, order=order)
    Membership.objects.filter(user_id=alice).update(role="accountant")

    assert issue(contract, alice, at, order=order).sum


def test_the_database_lets_a_buyer_issue_his_own_and_see_no_others(
    contract: int, alice: int, stranger: int, at: datetime, order: int
) -> None:
    with working_as(BUYER, user=alice):
        invoice = issue(contract, alice, at, order=order)
    with working_as(BUYER, user=stranger):
        assert queries.invoices(contract=contract).all() == []
        with pytest.raises(Refusal, match=r"billing\.unknown"):
            queries.invoice(invoice.id)
        with pytest.raises(Refusal, match=r"documents\.no_such_paper"):
            documents.paper(invoice.paper)


def test_the_number_of_statements_does_not_grow_with_the_lines(
    firm: Firm, contract: int, alice: int, at: datetime, order: int
) -> None:
    products = [firm.product(f"X{number}", price=10, on_hand=5) for number in range(30)]
    lines = [OrderLine(product, dec(1)) for product in products]
    long = orders.place(contract=contract, lines=lines, key="long", actor=alice, at=at).order

    with counted() as for_few:
        issue(contract, alice, at, key="few", order=order)
    with counted() as for_many:
        issue(contract, alice, at, key="many", order=long)

    assert len(for_many) == len(for_few)
