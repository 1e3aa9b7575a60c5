"""The demo firm: the same for the same seed, with books that agree, ready for everybody who is printed."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pypdfium2
import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from optom.base import identifiers, kept_files
from optom.config import demo
from optom.domain.accounts import queries as accounts
from optom.domain.assortment import queries as assortment
from optom.domain.bank import queries as bank
from optom.domain.catalog import queries as catalog
from optom.domain.credit import queries as credit
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.interfaces.exchange import ubl

SEED, ANOTHER = 1, 8
AT = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))
# whatever is made by chance shows in one of these; ids of people and papers depend on what was there before
FINGERPRINTS = (
    "select p.id, article, p.name, brand_id, group_id, multiple, weight, attributes, words from catalog_product p",
    "select product_id, kind, norm from catalog_code",
    "select id, name, inn, kpp, ogrn, legal_address from companies_company",
    "select email, name from accounts_user",
    "select * from stock_balance",
    "select column_id, product_id, from_quantity, amount, at from pricing_pricechange",
    "select input_id, product_id, amount, at from costs_figurechange",
    "select product_id, competitor_id, amount, seen_on from costs_marketprice",
    "select contract_id, brand_id, group_id, column_id, discount from pricing_contractrule",
    "select contract_id, position, product_id, price, ordered, reserved, shipped from orders_line",
    'select contract_id, at, "on", kind, amount, due_on from credit_entry',
)

HASH = "select md5(string_agg(r::text, '|' order by r::text)) from ({}) r"


def rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def value(statement: str) -> Any:
    return rows(statement)[0][0]


@pytest.fixture(scope="module")
def made_before(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[list[str]]:
    """What the same and another seed made, before the firm of all other tests here."""
    with django_db_blocker.unblock():
        return [fingerprint(seed) for seed in (SEED, ANOTHER)]


@pytest.fixture(scope="module")
def firm(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small firm, made once for all tests here and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(size="small", seed=SEED, at=AT, out=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def contracts(firm: None) -> dict[str, int]:
    """The contracts of the printed buyers by company."""
    named = (
        "select c.name, k.id from companies_contract k join companies_company c on c.id = k.company_id where c.id <= 3"
    )
    return dict(rows(named))


def fingerprint(seed: int) -> list[str]:
    """The hashes of what a load makes; the load itself is taken back."""
    with transaction.atomic():
        demo.load(size="small", seed=seed, at=AT, out=None)
        made = hashes()
        transaction.set_rollback(True)
    return made


def hashes() -> list[str]:
    return [value(HASH.format(one)) for one in FINGERPRINTS]


def test_the_same_seed_makes_the_same_firm_and_another_seed_another(made_before: list[list[str]], firm: None) -> None:
    same, another = made_before
    assert hashes() == same
    assert hashes()[2:] != another[2:]


def test_the_books_of_every_room_agree(firm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)
    told = io.StringIO()
    call_command("check_books", stdout=told)  # ends with 1 where anything is broken, or late
    assert {line.partition(": ")[2] for line in told.getvalue().splitlines()} == {"agree"}
    assert value("select count(*) from orders_line") > 3000
    assert value("select count(*) from credit_allocation") > 300


def test_a_purchaser_sees_what_is_short_and_of_whom_to_order_it(firm: None) -> None:
    short, ordered = rows("select count(*), count(offer_id) from purchasing_need")[0]
    assert short >= ordered > 0


LAST_CHANGES = """
select distinct on (column_id, product_id, from_quantity) column_id, product_id, from_quantity, amount
from pricing_pricechange order by column_id, product_id, from_quantity, at desc, id desc
"""
IN_FORCE = """
select column_id, product_id, 0 as from_quantity, amount from pricing_columnprice
union all
select column_id, product_id, from_quantity, amount from pricing_break
"""


def test_every_price_in_force_is_its_last_change(firm: None) -> None:
    assert sorted(rows(LAST_CHANGES)) == sorted(rows(IN_FORCE))
    assert value("select count(*) from pricing_break") > 500


def test_there_are_as_many_products_as_was_asked_for_each_with_numbers_of_its_own(firm: None) -> None:
    assert value("select count(*) from catalog_product") == 5000
    assert value("select count(*) from (select distinct brand_id, article from catalog_product) a") == 5000
    assert 1.8 < value("select count(*) from catalog_crossnumber") / 5000 < 2.2
    assert 50 <= value("select count(*) from catalog_group") <= 70


QUEUE = """
select l.product_id, count(distinct l.contract_id) as clients,
    (select coalesce(sum(f.free), 0) from stock_free(array[l.product_id]) f) as free
from orders_line l
where l.ordered > l.reserved + l.shipped + l.cancelled
group by 1
"""


def test_several_clients_wait_for_goods_that_are_sold_out_before_they_come(firm: None) -> None:
    queue = rows(QUEUE)
    assert len(queue) >= 6
    assert max(clients for _, clients, _ in queue) == 4
    assert {free for _, _, free in queue} == {0}, "nobody who waits could be served"


def test_analogs_are_the_same_or_similar_and_say_in_what_they_differ(firm: None) -> None:
    kinds = dict(rows("select kind, count(*) from catalog_analog group by kind"))
    assert kinds["same"] > 1000
    assert kinds["similar"] > 500
    assert value("select count(*) from catalog_analog where kind = 'similar' and note !~ ' вместо '") == 0


def test_what_is_derived_follows_from_the_products(firm: None) -> None:
    assert value("select sum(products) from catalog_shelf") == 5000
    assert value("select count(*) from catalog_product where words is null or sort_key = ''") == 0
    assert value("select products from catalog_word where word = 'подшипник'") == value(
        "select count(*) from catalog_product where lower(name) ~ '\\mподшипник\\M'"
    )


def test_numbers_of_firms_accounts_and_things_pass_their_checks(firm: None) -> None:
    at_home = "select kind, inn, kpp, ogrn from companies_company where kind <> 'foreign'"
    for kind, inn, kpp, ogrn in rows(at_home):
        is_trader = kind == "sole_trader"
        problem_with_ogrn = identifiers.problem_with_ogrnip if is_trader else identifiers.problem_with_ogrn
        assert identifiers.problem_with_inn(inn) is None
        assert problem_with_ogrn(ogrn) is None
        assert is_trader or identifiers.problem_with_kpp(kpp) is None
    for account, bic in rows("select account, bic from companies_bankaccount where bic ~ '^\\d+$'"):
        assert identifiers.problem_with_account(account, bic=bic) is None
    for (code,) in rows("select code from catalog_barcode limit 500"):
        assert identifiers.problem_with_gtin(code) is None


def test_a_fifth_of_the_stock_is_empty_and_some_goods_are_on_their_way(firm: None) -> None:
    empty, whole = rows("select count(*) filter (where on_hand = 0), count(*) from stock_balance")[0]
    assert 0.17 < empty / whole < 0.26
    assert value("select count(*) from stock_arrival where expected_on > date '2026-11-23'") > 400


def test_everybody_who_is_printed_signs_in_with_the_printed_password(firm: None) -> None:
    for one in demo.SIGN_INS:
        user = get_user_model().objects.get(email=one.email)
        validate_password(demo.PASSWORD, user)
        assert user.password.startswith("argon2")
    assert authenticate(email=demo.SIGN_INS[0].email, password=demo.PASSWORD) is not None
    assert accounts.staff_roles(get_user_model().objects.get(email="finance@demo.optom").pk) == {"finance"}
    assert all(one.email in demo.table() for one in demo.SIGN_INS)


def test_one_buyer_is_clean_one_a_little_late_the_stranger_in_trouble(contracts: dict[str, int]) -> None:
    clean, late, trouble = (credit.headroom(contracts[name], AT) for name in (
        "ООО «Механик»", "ООО «Агромаш-Сервис»", "ООО «УралСтройКомплект»"))  # fmt: skip
    assert clean.debt > 0
    assert clean.overdue == 0
    assert clean.headroom > 0
    assert 0 < late.overdue < trouble.overdue


def test_the_price_killer_has_savings_that_receipts_prove_and_something_to_do(firm: None) -> None:
    assert value("select count(*) from bargaining_award") == 4
    assert value("select coalesce(sum(amount), 0) from bargaining_realised") > 0
    assert value("select count(*) from bargaining_request where answer_until > timestamptz '2026-11-23 12:00+03'") == 1
    assert value("select count(*) from bargaining_talk where next_on = date '2026-11-23'") == 1
    assert value("select count(*) from bargaining_target where ended_at is null") == 2


BACK = """
select count(*) from (
    select at < lag(at) over (order by id) as is_back from journal_entry where company_id is not null
) entries where is_back
"""


def test_the_journal_of_companies_is_written_in_the_order_of_time(firm: None) -> None:
    assert value(BACK) == 0
    assert value("select count(*) from journal_entry") > 20


def test_an_approval_and_a_discrepancy_wait_for_an_answer(firm: None) -> None:
    assert value("select count(*) from orders_approval where state = 'waiting'") == 1
    assert value("select count(*) from shipping_discrepancy") == 1


def test_the_buyer_has_something_held_waiting_requested_and_shipped(contracts: dict[str, int]) -> None:
    mine = f"from orders_line where contract_id = {contracts['ООО «Механик»']} and reserved_until is not null"
    assert value(f"select count(*) {mine} and requested > 0") > 0
    assert value(f"select count(*) {mine} and reserved > requested") > 0
    assert value("select count(*) from orders_line where ordered > reserved + shipped + cancelled") > 0
    assert value("select count(*) from shipping_shipment where delivery_note_id is not null") > 0


POINTING = """
select count(*) from credit_entry e
join shipping_shipment s on s.delivery_note_id = e.paper_id and e.amount = s.shipped_sum
"""
PAID_BY_NUMBER = """
select count(*) from credit_payment p
join billing_invoice i on i.key = p.key and p.purpose like 'Оплата по счету № ' || i.number || ' от %'
"""
UNSEEN = """
select count(*) from credit_payment p where not exists (select from bank_assignment a where a.payment_id = p.id)
"""
OLDEST = "select min(id) from documents_paper group by kind"


def test_everything_that_has_left_has_its_note_and_the_ledger_points_to_it(firm: None) -> None:
    assert value("select count(*) from shipping_shipment where state = 'dispatched' and delivery_note_id is null") == 0
    assert value(POINTING) == value("select count(*) from credit_entry where kind = 'dispatch'") > 300


def test_a_client_who_took_an_invoice_pays_by_its_number(firm: None) -> None:
    assert value(PAID_BY_NUMBER) > 200


def test_all_money_came_by_statements_of_the_bank_and_some_waits_for_a_person(firm: None) -> None:
    files = rows("select min(id), max(id) from bank_statementfile")[0]

    assert value(UNSEEN) == 0
    assert value("select count(*) from bank_statementfile") > 100
    assert sorted(row.reason for row in bank.queue().all()) == ["invoice_of_another", "payer_unknown"]
    assert [one.is_right for file in files for one in bank.turnovers(file)] == [True, True]


YUAN = "from companies_contract c join companies_company k on k.id = c.company_id where c.currency = 'CNY'"
GIVEN = "select a.basis from bank_assignment a where a.contract_id = {} order by a.id"
PAPERS = "select id, kind from documents_paper where contract_id = {} order by id"


def test_a_client_from_abroad_takes_english_papers_and_pays_in_yuan(firm: None) -> None:
    [(contract, kind)] = rows(f"select c.id, k.kind {YUAN}")
    room = credit.headroom(contract, AT)
    assert (kind, room.overdue) == ("foreign", 0)
    assert 0 < room.debt < room.headroom

    assert rows(GIVEN.format(contract)) == [("invoice",), ("contract",), ("invoice",)]
    [quarter] = credit.exchange(since=date(2026, 9, 1), until=AT.date()).all()
    assert (quarter.currency, quarter.closing, quarter.unrated_on) == ("CNY", room.debt, None)
    assert quarter.realised
    assert quarter.revalued

    shapes = {"invoice": ubl.INVOICE, "delivery_note": ubl.DESPATCH}
    papers = [(paper, shapes[kind]) for paper, kind in rows(PAPERS.format(contract)) if kind in shapes]
    assert len(papers) == 5
    for paper, shape in papers:
        payload = orjson.loads(documents.source(paper).payload)
        assert payload["language"] == "en"
        assert shape.faults(shape.make(payload, AT)) == []


def test_a_past_paper_is_drawn_like_a_new_one(firm: None) -> None:
    oldest = [row[0] for row in rows(OLDEST)]
    assert len(oldest) == 4  # notes, invoices, UPDs, waybills
    assert all(archive.draw(paper).startswith(b"%PDF") for paper in oldest)


def test_some_dozen_goods_have_drawings_made_of_a_few(firm: None) -> None:
    [(pictured, drawings)] = rows("select count(distinct product_id), count(distinct sha256) from catalog_picture")

    assert pictured > 60
    assert drawings < 20


def test_papers_hold_for_many_goods_one_no_more_and_all_say_that_they_are_samples(firm: None) -> None:
    bearings = [row[0] for row in rows("select product_id from catalog_picture where place = 2")]
    papers = catalog.papers_of(bearings)

    assert len(papers) >= 4
    assert [one.is_expired(AT.date()) for one in papers].count(True) == 1
    for one in papers:
        assert "ОБРАЗЕЦ" in pypdfium2.PdfDocument(kept_files.read(one.sha256))[0].get_textpage().get_text_bounded()


def test_a_past_order_was_charged_what_its_contract_said_then(firm: None) -> None:
    asked = """
        select count(*), count(*) filter (where l.price = p.price), count(*) filter (where p.discount > 0)
        from orders_order o join orders_line l on l.order_id = o.id
        cross join lateral pricing_prices(o.contract_id, o.placed_at, array[l.product_id], array[l.ordered], true) p
        where o.key like 'history-%'
    """
    lines, as_agreed, discounted = rows(asked)[0]
    assert lines == as_agreed
    assert discounted > 300


def test_a_bearing_is_found_by_its_number_and_offered_to_the_buyer(contracts: dict[str, int]) -> None:
    found = catalog.search("6204-2rs")
    assert found.ranks
    products = dict.fromkeys(list(found.ranks)[:5], Decimal(1))
    offers = assortment.offers(contract=contracts["ООО «Механик»"], quantities=products, at=AT)
    assert all(offer.is_visible and offer.price and offer.vat.percent == 22 for offer in offers)


def test_a_database_that_holds_something_is_left_alone(firm: None) -> None:
    out = io.StringIO()
    call_command("demo", if_empty=True, stdout=out)
    assert out.getvalue() == ""
    with pytest.raises(CommandError, match=r"(?s)not empty .*OPTOM_HOME"):
        call_command("demo", stdout=out)
