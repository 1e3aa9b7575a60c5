"""What stands at the addresses that evil input is tried on."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from optom.base import kept_files
from optom.base.business_day import business_day
from optom.domain.agreeing import actions as agreeing
from optom.domain.bargaining import actions as bargaining
from optom.domain.companies.models import Membership
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.policy.queries import Policy, Rule
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing.models import SupplierLine, SupplierOrder
from optom.domain.quotes import actions as quotes
from optom.domain.quotes import queries as known_quotes
from optom.domain.reconciliation import actions as reconciliation
from optom.domain.reconciliation.actions import Brought
from optom.domain.reconciliation.rules import Card, TheirLine
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.models import Feed, Offer, Supplier
from tests.drawn import picture
from tests.trade import Firm, dec


def quoted(contract: int, bearing: int, alice: int, at: datetime) -> dict[str, int]:
    """A quote, what was made of it for a client, a link to that."""
    told: dict[str, Any] = {"contract": contract, "actor": alice, "at": at}
    quote = quotes.issue_quote(lines=[OrderLine(bearing, dec(10))], key="evil", **told)
    quotes.keep_letterhead(look=quotes.Look("=price*2", "Дилер", logo=picture()), **told)
    made = quotes.issue_client_quote(quote=quote, recipient="Завод", key="evil", **told)
    quotes.make_link(quote=quote, client_quote=made, days=7, key="evil", **told)
    [link] = known_quotes.links(quote=quote, client_quote=made, at=at)
    return {"quote": quote, "client_quote": made, "link": link.id}


def proposed_terms(at: datetime) -> int:
    """Rules that would take three per cent off for whoever follows them."""
    said = Policy(rules=(Rule("wholesale", "3%"),))
    return agreeing.propose(version=agreeing.write(policy=said, expected=0, actor=None, at=at), actor=None, at=at)


def directed(contract: int, alice: int, at: datetime) -> int:
    """She has said what her next payment settles."""
    [debt, *_] = settlements.open_items(contract, business_day(at))
    parts = {debt.entry: dec(1)}
    credit.direct_next(contract=contract, number="15", parts=parts, key="n", actor=alice, at=at)
    return settlements.directions(contract, business_day(at))[0].direction


def compared_books(contract: int, at: datetime) -> int:
    """A ledger of the other side that has been brought."""
    today = business_day(at)
    line = TheirLine(1, today, "Поступление (вх. № 1)", dec(-5))
    ledger = Brought("60.csv", "0" * 64, Card([line], unread=[(2, "?")]))
    return reconciliation.bring_ledger(
        contract=contract, since=today, until=today, ledger=ledger, key="b", actor=None, at=at
    )


def asked_for(firm: Firm, contract: int, company: int, product: int) -> int:
    """Carol asks for more than she may order on her own word."""
    carol, now = firm.person("carol"), timezone.now()
    Membership.objects.create(company_id=company, user_id=carol, role="buyer", order_limit=dec(1))
    draft = orders.open_draft(contract=contract, name="декабрь", actor=carol, at=now)
    orders.set_quantity(contract=contract, draft=draft, product=product, quantity=dec(20))
    asked = orders.order_draft(contract=contract, draft=draft, key="c", actor=carol, at=now)
    assert isinstance(asked, orders.Asked)
    return asked.approval


def asked_suppliers(firm: Firm, product: int, at: datetime) -> dict[str, int]:
    """Two suppliers were asked for a price, one of them a candidate, and one has a target and a talk."""
    known = [
        suppliers.add_supplier(name=name, is_candidate=name == "Новый", actor=None, at=at)
        for name in ("Сфера", "Новый")
    ]
    asked = bargaining.Asked("Подшипники", {product: dec(5)}, at + timedelta(days=5))
    paula = firm.person("paula", "purchaser")
    request = bargaining.ask(asked=asked, actor=paula, at=at)
    bargaining.invite(request=request, emails=dict.fromkeys(known, ""), key="evil", actor=paula, at=at)
    said = bargaining.Said(known[0], business_day(at), "Думают", next_step="Позвонить", next_on=business_day(at))
    bargaining.note_talk(said=said, actor=paula, at=at)
    return {"quotation": request, "supplier": known[0], "candidate": known[1], "hundredths": 200}


def held_file(at: datetime) -> tuple[int, int]:
    """A supplier's first list waits for somebody to look at it; the feed and the file."""
    supplier = suppliers.add_supplier(name="Вега", actor=None, at=at)
    feed = suppliers.add_feed(supplier=supplier, terms=FeedTerms("Прайс"), actor=None, at=at)
    listed = kept_files.keep("Код;Название;Цена\n1;Подшипник;10\n2;Втулка;12\n".encode())
    run = suppliers.receive(feed=feed, path=kept_files.path_of(listed.sha256), name="a.csv", actor=None, at=at)
    suppliers.work(run=run, at=at)
    return feed, run


def bought(firm: Firm, order: int, product: int, at: datetime) -> None:
    """An order to a supplier by the same number as that of the client: one line comes, the other waits for a word."""
    supplier = Supplier.objects.create(name="Опора", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="")
    SupplierOrder.objects.create(pk=order, supplier=supplier, warehouse_id=firm.moscow, state="sent", created_at=at)
    said = []
    for place, one in enumerate((product, firm.product("6204-ZZ")), 1):
        offer = Offer.objects.create(supplier=supplier, feed=feed, number=str(place), product_id=one, matched="hand")
        told = {"quantity": dec(5), "price": dec(100), "currency": "RUB", "with_vat": False, "landed": dec(100)}
        line = SupplierLine.objects.create(order_id=order, position=place, product_id=one, offer=offer, **told)
        said.append(purchasing.Confirmed(line.pk, dec(5), dec(100 * place), business_day(at)))
    purchasing.confirm(order=order, lines=said, actor=None, at=at)
