"""The price killer's desk: suppliers are asked by letters and answer behind links; nobody else sees it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.base.spreadsheet import rows_of
from optom.domain.bargaining.models import Award, Invitation, Quoted, Reply, Request, Saving, Talk, Target
from optom.domain.costs.models import Demand
from optom.domain.purchasing.models import Minimum
from optom.domain.suppliers.models import Feed, Offer, OfferChange, Supplier, Terms
from tests.interfaces.office.test_buying import act, workbook
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
DESK = "/office/buying/"
SHEETS = ("desk/", "requests/", "savings/", "savings/months/", "targets/", "talks/", "candidates/")


@pytest.fixture
def paula(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("paula", "purchaser"))


@pytest.fixture
def near(bearing: int) -> int:
    """We buy the bearing of him at 100."""
    Demand.objects.create(product_id=bearing, sold_90=dec(300), sold_365=dec(1200))
    made = Supplier.objects.create(name="Близкий", sort_key="а")
    feed = Feed.objects.create(supplier=made, name="")
    offer = Offer.objects.create(supplier=made, feed=feed, number="77", product_id=bearing, matched="hand")
    Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, stock=5, since=timezone.now())
    return made.pk


@pytest.fixture
def far() -> int:
    return Supplier.objects.create(name="Далёкий", sort_key="б").pk


def day(days: int) -> str:
    return (business_day(timezone.now()) + timedelta(days=days)).strftime("%d.%m.%Y")


def asked(paula: Client, bearing: int, *suppliers: int) -> tuple[int, list[str]]:
    """The request, and the links as its page shows them once."""
    told = {"title": "Подшипники", "span": "365", "answer_until": day(5), "note": "Срочно"}
    answer = act(paula, f"{DESK}desk/", "ask", bearing, **told)
    request = Request.objects.get().pk
    assert answer.json()["location"] == f"{DESK}requests/{request}/invite/"
    emails = {f"email-{one}": f"s{one}@example.org" for one in suppliers}
    paula.post(answer.json()["location"], {"supplier": list(suppliers), **emails, "key": "key-of-the-test"})
    page = paula.get(f"{DESK}requests/{request}/").content.decode()
    return request, re.findall(r"<code>http://testserver(/asked/[\w-]{43}/)</code>", page)


def cell(client: Client, link: str, line: int, column: str, value: str) -> Any:
    body = {"key": str(line), "column": column, "value": value}
    headers = {"Idempotency-Key": "cell-key"}
    return client.post(f"{link}cell", body, content_type="application/json", headers=headers)


def line_of(client: Client, link: str) -> int:
    return int(client.get(f"{link}rows").json()["rows"][0][0])


def test_every_page_is_shown(paula: Client, near: int, far: int, bearing: int) -> None:
    request, _links = asked(paula, bearing, near)
    others = (f"desk/{bearing}/", f"desk/{bearing}/charts/", f"requests/{request}/invite/")
    for address in (*SHEETS, f"requests/{request}/", f"desk/suppliers/{near}/worth/300/"):
        assert paula.get(f"{DESK}{address}").status_code == 200, address
        assert paula.get(f"{DESK}{address}rows").status_code == 200, address
    for address in others:
        assert paula.get(f"{DESK}{address}").status_code == 200, address
    assert "2 % от поставщика Близкий стоят <b>2 400,00 ₽</b>" in shown(paula, f"{DESK}desk/suppliers/{near}/")
    assert "5 % от поставщика Близкий стоят <b>6 000,00 ₽</b>" in shown(
        paula, f"{DESK}desk/suppliers/{near}/?percent=5"
    )
    assert "120 000,00 ₽" in shown(paula, f"{DESK}desk/{bearing}/")


def shown(client: Client, address: str) -> str:
    return re.sub(r"[\u00a0\u202f\u2009]", " ", client.get(address, follow=True).content.decode())


def test_a_request_goes_by_letters_is_answered_in_a_grid_and_awarded(
    paula: Client, near: int, far: int, bearing: int
) -> None:
    request, links = asked(paula, bearing, near, far)
    assert [one.to for one in mail.outbox] == [[f"s{near}@example.org"], [f"s{far}@example.org"]]
    assert all(link in one.body for link, one in zip(links, mail.outbox, strict=True))
    assert "<code>" not in paula.get(f"{DESK}requests/{request}/").content.decode(), "shown once"

    nobody = Client()
    page = nobody.get(links[1]).content.decode()
    assert "Далёкий" in page
    assert "Близкий" not in page
    line = line_of(nobody, links[1])
    assert cell(nobody, links[1], line, "price", "109,8").status_code == 200
    assert cell(nobody, links[1], line, "price", "дорого").status_code == 422
    assert cell(nobody, links[1], line, "lead_days", "4").status_code == 200
    assert not Quoted.objects.exists()
    nobody.post(f"{links[1]}send/", {"with_vat": "1", "valid_until": day(30), "note": "Со склада"})
    quoted = Quoted.objects.get()
    assert (quoted.price, quoted.with_vat, quoted.lead_days) == (dec("109.8"), True, 4)

    [row] = paula.get(f"{DESK}requests/{request}/rows").json()["rows"]
    assert "90" in row, "without VAT"
    form = act(paula, f"{DESK}requests/{request}/", "award", line).json()["form"]
    assert re.findall(r'<option value="([\d ]*)">', form) == [str(quoted.pk), str(quoted.pk)], "best, and his"
    nobody.post(f"{links[1]}send/", {"with_vat": "1", "valid_until": day(20), "note": "Иначе"})
    late = act(paula, f"{DESK}requests/{request}/", "award", line, until=day(90), quoted=str(quoted.pk))
    assert late.status_code == 422, "he has sent another price since it was seen"
    nobody.post(f"{links[1]}send/", {"with_vat": "1", "valid_until": day(30), "note": "Со склада"})
    seen = str(Quoted.objects.order_by("-id")[0].pk)
    awarded = act(paula, f"{DESK}requests/{request}/", "award", line, until=day(90), quoted=seen)
    assert awarded.status_code == 200, awarded.json()
    assert Award.objects.get().until == business_day(timezone.now()) + timedelta(days=30), "as he has said"
    assert Saving.objects.get().won == 90
    assert (
        "приняты ваши цены" in nobody.get(links[1]).content.decode()
        or "принята ваша цена" in nobody.get(links[1]).content.decode()
    )


def test_a_price_without_a_rate_is_told_and_a_part_saves_on_the_part(
    paula: Client, near: int, far: int, bearing: int
) -> None:
    request, links = asked(paula, bearing, near, far)
    page, nobody = f"{DESK}requests/{request}/", Client()
    line = line_of(nobody, links[0])
    said = ((links[0], {"price": "1", "currency": "USD"}), (links[1], {"price": "90", "quantity": "10"}))
    for link, cells in said:
        assert all(cell(nobody, link, line, *one).status_code == 200 for one in cells.items())
        nobody.post(f"{link}send/", {"with_vat": "0", "valid_until": day(30), "note": ""})
    assert "Близкий: 1 цена в USD, курс не известен" in shown(paula, page)
    answer = paula.get(f"{page}rows").json()
    assert answer["totals"] == {"saves": "100.00"}, "10 of 1200 that are asked for, cheaper by 10"
    assert answer["styles"][str(line)]["best_gives"] == "warn"
    form = act(paula, page, "award", line).json()["form"]
    assert "Далёкий: 1 из 1" in form
    assert "Близкий" not in form, "without a rate it can't be awarded"


def test_a_workbook_is_filled_in_and_taken_back(paula: Client, near: int, bearing: int) -> None:
    _request, [link] = asked(paula, bearing, near)
    nobody = Client()
    head, row = rows_of(nobody.get(f"{link}book.xlsx").content)
    filled = workbook([head, [*row[:7], 95.5, "RUB", 300, "", 7, "ждём"]])
    answer = nobody.post(f"{link}upload/", {"file": SimpleUploadedFile("b.xlsx", filled)})
    assert answer.status_code < 400, answer.content.decode()
    made = Reply.objects.get()
    assert (made.price, made.quantity, made.multiple, made.lead_days, made.comment) == (95.5, 300, None, 7, "ждём")
    other = nobody.post(f"{link}upload/", {"file": SimpleUploadedFile("c.xlsx", workbook([["Прайс", 1]]))})
    assert other.status_code == 422


def test_a_link_that_opens_nothing_tells_nothing(paula: Client, near: int, bearing: int) -> None:
    request, [link] = asked(paula, bearing, near)
    nobody = Client()
    answers = [nobody.get(f"/asked/{'x' * 43}/"), nobody.get("/asked/x/")]
    paula.post(f"{DESK}requests/{request}/revoke/", {"supplier": str(near)})
    answers.append(nobody.get(link))
    tokens = re.compile(rb'csrf-token" content="\w+"')
    assert len({(one.status_code, tokens.sub(b"", one.content)) for one in answers}) == 1
    assert answers[0].status_code == 404
    assert cell(nobody, link, 1, "price", "1").status_code == 404
    assert not Reply.objects.exists()


EVIL = (
    " \t\n",
    "ы" * 3000,
    "a\0b",
    "-1",
    "NaN",
    "9" * 40,
    "1e-999",
    "0,00001",
    "<script>",
    "=cmd|1",
    "0",
    "٣",
    "1e999999999",
)


def test_no_evil_of_a_supplier_breaks_anything(paula: Client, near: int, bearing: int) -> None:
    _request, [link] = asked(paula, bearing, near)
    nobody = Client(raise_request_exception=False, headers={"Accept": "application/json"})
    line = line_of(nobody, link)
    for evil in EVIL:
        for column in ("price", "currency", "quantity", "multiple", "lead_days", "comment", "article", "x"):
            answer = cell(nobody, link, line, column, evil)
            assert answer.status_code < 500, (column, evil)
        for field in ("with_vat", "valid_until", "note"):
            sent = nobody.post(f"{link}send/", {"with_vat": "1", "valid_until": "", "note": "", field: evil})
            assert sent.status_code < 500, (field, evil)
    for body in (b"", b"{", b"[]", b'{"cells": {}}', b'{"cells": [{"key": "99", "column": "price", "value": "1"}]}'):
        answer = nobody.post(f"{link}cells", body, content_type="application/json")
        assert answer.status_code < 500, body
    for way in ("views", "why", "panel", "paste", "export.xlsx", "export.csv"):
        assert nobody.get(f"{link}{way}").status_code < 500, way
    assert nobody.post(f"{link}upload/", {"file": SimpleUploadedFile("b.xlsx", b"PK\x03\x04")}).status_code == 422


def test_pages_cost_as_many_statements_for_many_lines_as_for_one(
    paula: Client, firm: Firm, near: int, bearing: int
) -> None:
    request, [link] = asked(paula, bearing, near)
    nobody = Client()
    counts = []
    for _turn in range(2):
        nobody.get(link)
        with counted() as theirs:
            nobody.get(f"{link}rows")
        with counted() as ours:
            paula.get(f"{DESK}requests/{request}/rows")
        counts.append((len(theirs), len(ours)))
        told = {"title": "Ещё", "span": "30", "answer_until": day(5)}
        if not _turn:
            feed = Feed.objects.get()
            products = [firm.product(f"9{place}") for place in range(12)]
            for product in products:
                offer = Offer.objects.create(
                    supplier_id=near, feed=feed, number=f"n{product}", product_id=product, matched="hand"
                )
                Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=timezone.now())
            act(paula, f"{DESK}desk/", "ask", *products, **told)
            request = Request.objects.order_by("-id")[0].pk
            paula.post(f"{DESK}requests/{request}/invite/", {"supplier": [near], f"email-{near}": "", "key": "more"})
            page = paula.get(f"{DESK}requests/{request}/").content.decode()
            [link] = re.findall(r"<code>http://testserver(/asked/[\w-]{43}/)</code>", page)
    assert counts[0] == counts[1], counts


def test_targets_talks_and_claims_are_noted(paula: Client, near: int, bearing: int) -> None:
    paula.post(f"{DESK}desk/{bearing}/target/", {"landed": "95", "until": day(30), "reason": "К сезону"})
    paula.post(f"{DESK}desk/suppliers/{near}/target/", {"percent": "3", "until": day(30), "reason": "Год"})
    assert Target.objects.count() == 2
    told = {"said_on": day(0), "said": "Дают 2 %", "next_step": "Прислать прогноз", "next_on": day(0)}
    paula.post(f"{DESK}desk/suppliers/{near}/talk/", told)
    talk = Talk.objects.get().pk
    assert "следующий шаг" in act(paula, f"{DESK}talks/", "follow", talk).json()["form"]
    follow = act(paula, f"{DESK}talks/", "follow", talk, said="Прислали", said_on=day(0))
    assert follow.status_code == 200, follow.json()
    assert Talk.objects.get(follows=talk).supplier_id == near
    about = {"supplier": str(near), "said_on": day(0), "said": "О подшипнике"}
    paula.post(f"{DESK}desk/{bearing}/talk/", about)
    assert "О подшипнике" in paula.get(f"{DESK}desk/{bearing}/").content.decode()
    assert "Близкий" in act(paula, f"{DESK}talks/", "note").json()["form"]
    first = act(paula, f"{DESK}talks/", "note", supplier=str(near), said="Новый год", said_on=day(0))
    assert first.status_code == 200, first.json()

    offer = Offer.objects.get()
    OfferChange.objects.create(offer=offer, run_id=1, at=timezone.now(), price=110, currency="RUB", is_listed=True)
    told = {"offer": str(offer.pk), "talk": str(talk), "until": day(90)}
    paula.post(f"{DESK}desk/{bearing}/claim/", told)
    made = Saving.objects.get()
    assert (made.kind, made.baseline, made.won) == ("talk", 110, 100)
    assert "110" in paula.get(f"{DESK}savings/panel?key={made.pk}").content.decode()


def test_a_wrong_entry_is_corrected_by_the_director_alone(
    paula: Client, enter: Enter, firm: Firm, near: int, bearing: int
) -> None:
    offer = Offer.objects.get()
    OfferChange.objects.create(offer=offer, run_id=1, at=timezone.now(), price=110, currency="RUB", is_listed=True)
    talk = Talk.objects.create(supplier_id=near, said_on=business_day(timezone.now()), said="Да", at=timezone.now())
    told = {"offer": str(offer.pk), "talk": str(talk.pk), "until": day(90)}
    paula.post(f"{DESK}desk/{bearing}/claim/", told)
    entry, better = Saving.objects.get().pk, {"baseline": "105", "won": "100", "reason": "Цена была 105"}
    assert act(paula, f"{DESK}savings/", "correct", entry, **better).status_code == 422
    boss = enter(firm.person("boss", "director"))
    assert act(boss, f"{DESK}savings/", "correct", entry).json()["form"]
    assert act(boss, f"{DESK}savings/", "correct", entry, **better).status_code == 200
    assert Saving.objects.get(corrects=entry).baseline == 105


def test_a_candidate_is_added_compared_and_taken_on(paula: Client, near: int, bearing: int) -> None:
    body = {"keys": [], "name": "Новый", "currency": "RUB"}
    headers = {"Idempotency-Key": "add-key"}
    answer = paula.post(f"{DESK}candidates/acts/add", body, content_type="application/json", headers=headers)
    made = Supplier.objects.get(name="Новый")
    assert (made.is_candidate, Feed.objects.get(supplier=made).is_active) == (True, False)
    assert answer.json()["location"].startswith("/office/feeds/")
    feed = Feed.objects.get(supplier=made)
    offer = Offer.objects.create(supplier=made, feed=feed, number="1", product_id=bearing, matched="hand")
    Terms.objects.create(offer=offer, price=88, currency="RUB", with_vat=False, since=timezone.now())
    page = shown(paula, f"{DESK}candidates/{made.pk}/")
    assert "14 400,00 ₽" in page
    assert paula.get(f"{DESK}candidates/{made.pk}/rows").json()["total"] == 1
    paula.post(f"{DESK}candidates/{made.pk}/take-on/")
    made.refresh_from_db()
    assert not made.is_candidate
    assert paula.get(f"{DESK}candidates/{made.pk}/").status_code == 404


def test_who_does_not_buy_sees_nothing_of_it(enter: Enter, firm: Firm, alice: int, near: int, bearing: int) -> None:
    pages = (*SHEETS, f"desk/{bearing}/", f"desk/suppliers/{near}/")
    for client in (enter(firm.person("walter", "warehouse")), enter(alice)):
        assert all(client.get(f"{DESK}{address}").status_code in {302, 403, 404} for address in pages)
        posted = client.post(f"{DESK}desk/{bearing}/target/", {"landed": "95", "until": day(30), "reason": "К сезону"})
        assert posted.status_code in {302, 403, 404}
    assert not Target.objects.exists()
    assert not Invitation.objects.exists()


def test_how_much_is_kept_is_said_of_a_product_where_it_is_bought(
    enter: Enter, firm: Firm, paula: Client, bearing: int, near: int
) -> None:
    lonely, address = firm.product("7777", price=10), f"{DESK}desk/{bearing}/"
    assert act(paula, f"{DESK}desk/", "keep", bearing).json()["form"]
    assert act(paula, f"{DESK}desk/", "keep", bearing, quantity="900000,5").status_code == 200
    assert "900000.5" in paula.get(f"{DESK}desk/rows").json()["rows"][0]
    assert 'value="900000,5"' in shown(paula, address)
    assert "900000.5" in paula.get("/office/buying/rows").json()["rows"][0], "it is short at once"

    assert paula.get(f"{address}keep/").status_code == 404
    assert paula.post(f"{address}keep/", {"quantity": "много"}).status_code == 422
    assert paula.post(f"{address}keep/", {"quantity": "-1"}).status_code == 422
    assert paula.post(f"{address}keep/", {"quantity": "0"}).status_code == 200
    assert paula.post(f"{DESK}desk/{lonely}/keep/", {"quantity": "3"}).status_code == 200, "nobody offers it"

    assert dict(Minimum.objects.values_list("product_id", "quantity")) == {lonely: 3}
    assert act(paula, f"{DESK}desk/", "keep", 10**9, quantity="1").status_code in {200, 422}
    assert act(paula, "/office/buying/", "keep", 10**9, quantity="1").status_code in {200, 422}
    manager = enter(firm.person("hunter", "manager"))
    assert manager.post(f"{address}keep/", {"quantity": "1"}).status_code == 404
    assert Minimum.objects.count() == 1
