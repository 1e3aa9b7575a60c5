"""The page of codes works with a scanner: a code and Enter, what remains, why a code is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from optom.domain.catalog.models import Marked
from optom.domain.companies.models import Company, Seller
from optom.domain.shipping import queries as shipments
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.domain.shipping.test_codes import PALLET, TAIL, code
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
LIST = """Артикул;GTIN;Товарная группа
И-20А;4600000000008;Моторные масла
6204;4600000000009;
7777;4600000000015;
"""


def test_the_picker_reads_codes_one_after_the_other_and_the_goods_leave(
    enter: Enter, firm: Firm, alice: int, contract: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walter = enter(firm.person("walter", "warehouse"))
    oil = firm.product("И-20А", price=100, on_hand=20)
    path = tmp_path / "marked.csv"
    path.write_text(LIST)
    call_command("import_marked", str(path))
    said = capsys.readouterr().out
    assert "1 products are marked now" in said
    assert "is no GTIN" in said
    assert "no such article" in said
    assert Marked.objects.get(product_id=oil).commodity == "autofluids"
    Seller.objects.update(edo_id="2BM-seller", papers="upd")
    Company.objects.update(edo_id="2BM-buyer")
    delivery = Delivery(firm, contract, alice, 0, timezone.now())
    [line] = delivery.order((oil, 15))
    [shipment] = delivery.request((line, 15))
    where = f"/office/shipments/{shipment}/codes/{line}/"
    assert where in walter.get(f"/office/shipments/{shipment}/").content.decode()

    def read(text: str, **more: str) -> str:
        answer = walter.post(where, {"code": text, **more}, headers={"Accept": "text/html"})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "data-remain>15<" in walter.get(where).content.decode()
    page = read(code(1) + TAIL)
    assert "data-remain>14<" in page
    assert "autofocus" in page
    assert "уже считан" in read(code(1))
    assert "не код маркировки" in read("4600000000008")
    assert "не сказано, сколько в ней штук" in read(PALLET)
    page = read(f"{PALLET}\t10\n{code(2)}\n{code(3)}\n{code(3)}")
    assert "data-remain>2<" in page
    assert "Сохранено 3 кода." in page
    [kept] = [one.id for one in shipments.codes(shipment) if one.code == code(3)]
    assert walter.post(f"{where}drop/", {"code": str(kept)}).status_code == 200
    file = SimpleUploadedFile("codes.txt", "\n".join(code(number) for number in (3, 4, 5)).encode())
    page = walter.post(where, {"code": "", "file": file}, headers={"Accept": "text/html"}).content.decode()
    assert "data-remain>0<" in page
    assert 'id="code"' not in page, "nothing is left to read"

    walter.post(f"/office/shipments/{shipment}/dispatch/", {f"q{line}": "15"})
    assert shipments.shipment(shipment).state == "dispatched"
    assert 'name="code"' not in walter.get(where).content.decode(), "what has left keeps its codes"
    assert all_books() == []


def test_codes_are_the_warehouses(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    bearing = firm.product("6204", price=10, on_hand=5)
    delivery = Delivery(firm, contract, alice, 0, timezone.now())
    [line] = delivery.order((bearing, 2))
    [shipment] = delivery.request((line, 2))
    where = f"/office/shipments/{shipment}/codes/{line}/"
    assert enter(alice).get(where).status_code == 404
    assert enter(firm.person("cashier", "finance")).get(where).status_code == 404
    assert enter(firm.person("worker", "warehouse")).get(where).status_code == 404, "the goods are not marked"
