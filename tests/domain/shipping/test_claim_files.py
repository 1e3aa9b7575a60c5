"""A buyer shows what he has found: pictures and papers of a claim, as he gave them, for him and the firm alone."""

from datetime import datetime, timedelta

import pytest

from optom.base import kept_files
from optom.base.refusal import Refusal, reasons_of
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Attachment
from optom.domain.documents.rules import MOST_ATTACHED, MOST_ATTACHMENTS, Attached
from optom.domain.journal.models import Entry
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.rules import Arrived
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm, dec

WET = Attached("коробка.jpg", b"\xff\xd8\xff\xe0 a wet box")
ACT = Attached("акт ТОРГ-2.pdf", b"%PDF-1.4 an act of discrepancies")
CRACK = Attached("crack.png", b"\x89PNG\r\n\x1a\n a crack")


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def sent(firm: Firm, delivery: Delivery) -> tuple[int, int]:
    """A shipment of ten with its line."""
    [line] = delivery.order((firm.product("6204", price=122, on_hand=10), 10))
    [shipment] = delivery.request((line, 10))
    delivery.dispatch(shipment)
    return shipment, line


def found(sent: tuple[int, int], broken: int) -> dict[int, Arrived]:
    return {sent[1]: Arrived(dec(10), dec(broken), "мокрая коробка" if broken else "", dec(0))}


def test_pictures_come_with_what_is_wrong_and_more_of_them_later(
    alice: int, stranger: int, delivery: Delivery, sent: tuple[int, int], at: datetime
) -> None:
    shipment = sent[0]
    with working_as(BUYER, user=alice):
        shipping.accept(shipment=shipment, arrived=found(sent, 2), actor=alice, at=at, files=[WET, ACT])
        later = at + timedelta(days=1)
        shipping.attach(shipment=shipment, files=[WET, CRACK], actor=alice, at=later)

    with working_as(STAFF, user=delivery.walter):
        files = shipments.claim_files(shipment)
    assert [(one.name, one.content_type) for one in files] == [
        ("коробка.jpg", "image/jpeg"),
        ("акт ТОРГ-2.pdf", "application/pdf"),
        ("crack.png", "image/png"),
    ], "the same picture twice is one"
    assert kept_files.read(files[1].sha256) == ACT.content
    assert {one.sha256 for one in files} <= {one.sha256 for one in documents.named_files("")}, (
        "nothing sweeps them away"
    )
    with working_as(BUYER, user=stranger):
        assert shipments.claim_files(shipment) == []
        with pytest.raises(Refusal, match=r"shipping\.unknown"):
            shipping.attach(shipment=shipment, files=[WET], actor=stranger, at=at)
    assert Entry.objects.filter(act="shipping.attach").count() == 1
    assert all_books() == []


def test_files_that_are_none_or_too_much_are_refused_and_nothing_is_answered(
    alice: int, sent: tuple[int, int], at: datetime
) -> None:
    shipment = sent[0]
    page, heavy = Attached("a.html", b"<script>"), Attached("b.pdf", b"%PDF-" + bytes(MOST_ATTACHED))
    with pytest.raises(Refusal) as error:
        shipping.accept(shipment=shipment, arrived=found(sent, 2), actor=alice, at=at, files=[page, heavy])
    codes = [(reason.code, reason.facts["names"]) for reason in reasons_of(error.value)]
    assert codes == [("documents.file_strange", ["a.html"]), ("documents.file_too_large", ["b.pdf"])]
    with pytest.raises(Refusal, match=r"shipping\.nothing_claimed"):
        shipping.accept(shipment=shipment, arrived=found(sent, 0), actor=alice, at=at, files=[WET])
    with pytest.raises(Refusal, match=r"shipping\.nothing_claimed"):
        shipping.attach(shipment=shipment, files=[WET], actor=alice, at=at)
    assert shipments.shipment(shipment).accepted_at is None
    assert not Attachment.objects.exists()

    shipping.accept(shipment=shipment, arrived=found(sent, 2), actor=alice, at=at)
    many = [Attached(f"{number}.pdf", b"%PDF-" + str(number).encode()) for number in range(MOST_ATTACHMENTS)]
    shipping.attach(shipment=shipment, files=many, actor=alice, at=at)
    with pytest.raises(Refusal, match=r"documents\.files_enough"):
        shipping.attach(shipment=shipment, files=[WET], actor=alice, at=at)
