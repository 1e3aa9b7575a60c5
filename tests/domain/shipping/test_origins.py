"""What left of a line from several places is several lines of a paper, together the line itself."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.origin import Origin
from optom.domain.documents.models import Paper
from optom.domain.shipping.rules import parted
from optom.domain.stock import actions as stock
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

CHINA, GERMANY = Origin("156", "10702070/110226/3001234"), Origin("276")
_quantities = st.integers(1, 10**6).map(lambda thousandths: Decimal(thousandths) / 1000)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(st.tuples(st.sampled_from([CHINA, GERMANY, Origin("643"), Origin()]), _quantities), max_size=6),
       beyond=_quantities, kopecks=st.integers(0, 10**9), share=st.integers(0, 22))  # fmt: skip
def test_the_parts_are_the_line_to_the_kopeck(
    parts: list[tuple[Origin, Decimal]], beyond: Decimal, kopecks: int, share: int
) -> None:
    quantity, total = beyond + sum(part for _origin, part in parts), Decimal(kopecks) / 100
    vat = round(total * share / 122, 2)

    found = parted(parts, country="", quantity=quantity, total=total, vat=vat)

    assert [sum(getattr(part, name) for part in found) for name in ("quantity", "sum", "vat")] == [quantity, total, vat]
    assert all(part.vat >= 0 and part.sum >= 0 and part.quantity > 0 for part in found)
    assert len({part.origin for part in found}) == len(found), "what papers say the same of is one line"


def test_of_what_was_made_at_home_or_nobody_knows_papers_say_nothing() -> None:
    told = [(Origin("643"), dec(2)), (Origin(), dec(3)), (CHINA, dec(5))]
    whole = {"quantity": dec(12), "total": dec(120), "vat": dec(12)}

    home, china = parted(told, country="643", **whole)
    assert (home.origin, home.quantity, china.quantity) == (Origin(), 7, 5)
    elsewhere, *_rest = parted(told, country="276", **whole)
    assert (elsewhere.origin, elsewhere.quantity) == (GERMANY, 5), "the goods' own country, where no other is told"


def test_the_delivery_note_tells_where_the_goods_come_from(delivery: Delivery) -> None:
    firm = delivery.firm
    bearing = firm.product("6204", price="33.33", on_hand=2, attributes={"Страна": "Россия"})
    arrival = firm.arrival(bearing, 5, delivery.at.date())
    stock.receive(arrival=arrival, quantity=dec(5), origin=CHINA, at=delivery.at)
    [line] = delivery.order((bearing, 7))
    [shipment] = delivery.request((line, 7))

    sent = delivery.dispatch(shipment)

    items = Paper.objects.get(pk=sent.paper or 0).payload["goods"]["items"]
    assert [(item["name"], item["quantity"], item["sum"]) for item in items] == [
        ("Подшипник 6204", "2", "66,66"),
        ("Подшипник 6204, Китай, ДТ 10702070/110226/3001234", "5", "166,65"),
    ]
    assert all_books() == []
