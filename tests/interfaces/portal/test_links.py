"""A link for the accountant opens the papers of its scope without signing in, and nothing else, to nobody else."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.base.told_once import hash_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.models import PaperLink
from optom.domain.billing.queries import linked_goods
from optom.domain.catalog.importing import Cover, GoodsPaperRow, import_papers
from optom.domain.catalog.rules import Reading
from optom.domain.companies.models import Company, Contract, Membership, Seller
from optom.domain.journal.models import Entry
from optom.domain.reconciliation import actions
from optom.interfaces.kit.formats import money
from optom.interfaces.kit.identity import BUYER, STAFF, holding_link, working_as
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    return issued(firm, contract, alice, bearing, timezone.now())


@pytest.fixture
def strange_archive(firm: Firm, bearing: int) -> Archive:
    """Somebody else's papers, which no link of Mechanic's may open."""
    stranger = firm.person("stranger")
    return issued(firm, firm.client("Чужой", "7700000016", stranger), stranger, bearing, timezone.now())


@pytest.fixture
def settled(contract: int, alice: int, archive: Archive) -> int:
    """The paper of an act of reconciliation."""
    today = timezone.localdate()
    span: dict[str, Any] = {"since": today - timedelta(days=1), "until": today}
    Seller.objects.update(kpp="770001001", director="Романов А. Н.", director_post="Директор", ogrn="1027700000007")
    Company.objects.update(kpp="770001001", ogrn="1027700000007")
    return actions.issue_act(contract=contract, **span, key="act", actor=alice, at=timezone.now())


def company_of(contract: int) -> int:
    return Contract.objects.get(pk=contract).company_id


def made(contract: int, actor: int, *, of_contract: bool = True, days: int = 7, key: str = "k", ago: int = 30) -> str:
    """The secret of a link to what was issued within the last month."""
    today = timezone.localdate()
    return billing.make_link(
        company=company_of(contract),
        contract=contract if of_contract else None,
        since=today - timedelta(days=ago),
        until=today,
        days=days,
        note="Ольга, бухгалтерия",
        key=key,
        actor=actor,
        at=timezone.now(),
    ).secret


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def seen(secret: str) -> str:
    return Client().get(f"/papers/{secret}/").content.decode()


def test_a_person_makes_a_link_in_the_list_and_its_address_is_shown_once(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    client, html = enter(alice), {"Accept": "text/html"}
    today = timezone.localdate()
    form = {"contract": contract, "since": f"{today:%d.%m.%Y}", "until": f"{today}", "days": "30", "note": "Ольга"}
    answer = client.post(f"/c/{contract}/papers/links/make/", form)

    page = client.get(answer.json()["location"], headers=html).content.decode()
    address = re.search(r'value="http://testserver(/papers/[^"]+/)"', page)
    assert address is not None
    assert Client().get(address[1]).status_code == 200
    assert address[1] not in client.get(f"/c/{contract}/papers/links/", headers=html).content.decode(), "once"
    row = client.get(f"/c/{contract}/papers/links/rows").json()["rows"][0]
    assert "Ольга" in row
    assert "open" in row


def test_it_opens_without_signing_in_and_tells_its_papers(contract: int, alice: int, archive: Archive) -> None:
    page = seen(made(contract, alice))

    assert "Механик" in page
    assert page.count("?download") == 3
    assert "4\u202f123,00" in page
    taxed = papers.issued(company=company_of(contract)).one(archive.invoice)
    assert taxed is not None
    assert f'data-label="НДС">{money(taxed.vat)}</td>' in page


def test_a_file_for_programs_is_offered_of_papers_that_have_one(contract: int, alice: int, archive: Archive) -> None:
    secret, client = made(contract, alice), Client()
    Company.objects.filter(pk=company_of(contract)).update(kind="foreign")
    at = timezone.now()
    abroad = papers.invoice(billing.issue_invoice(contract=contract, amount=dec(5), key="b", actor=alice, at=at)).paper

    page, address = seen(secret), f"/papers/{secret}"

    assert f"{address}/{archive.invoice}/as/xml/" in page
    assert f"{address}/{abroad}/?download" in page
    assert f"{address}/{abroad}/as/xml/" not in page
    assert f"{address}/{archive.note}/as/xml/" not in page
    assert client.get(f"{address}/{archive.invoice}/as/xml/").status_code == 200
    assert client.get(f"{address}/{archive.note}/as/xml/").status_code == 404


def test_its_papers_are_those_of_the_archive_one_by_one_and_as_a_zip(
    contract: int, alice: int, archive: Archive
) -> None:
    secret, client = made(contract, alice), Client()

    one = client.get(f"/papers/{secret}/{archive.invoice}/")
    assert one.content.startswith(b"%PDF")
    book = zipfile.ZipFile(io.BytesIO(content(client.get(f"/papers/{secret}/papers.zip"))))
    assert len([name for name in book.namelist() if name.endswith(".pdf")]) == 3
    assert one.content in [book.read(name) for name in book.namelist()]


def test_it_has_every_file_that_who_signs_in_has(
    enter: Enter, contract: int, alice: int, archive: Archive, settled: int
) -> None:
    buyer, secret, visitor = enter(alice), made(contract, alice), Client()
    page, files = seen(secret), 0
    for paper in (archive.invoice, archive.note, archive.advance, settled):
        panel = buyer.get(f"/c/{contract}/papers/panel?key={paper}").content.decode()
        for name in re.findall(rf"/papers/{paper}/(?:as/)?(\w+)/\"", panel):
            if name == "signed":
                continue
            address = f"/papers/{secret}/{paper}/as/{name}/"
            assert address in page
            own = buyer.get(
                f"/c/{contract}/papers/{paper}/{name if name == 'xml' and paper != settled else f'as/{name}'}/"
            )
            assert own.status_code == 200
            assert visitor.get(address).content == own.content
            files += 1
    assert files == 9, "XML, XLSX and UBL of two invoices, UBL of a note, XLSX and XML of an act"
    assert page.count("/as/") == files
    assert visitor.get(f"/papers/{secret}/{archive.note}/as/xlsx/").status_code == 404, "a note has none"


def test_a_zip_has_the_xml_beside_and_on_wish_every_file(
    contract: int, alice: int, archive: Archive, settled: int
) -> None:
    secret = made(contract, alice)

    def endings(wish: str) -> list[str]:
        book = zipfile.ZipFile(io.BytesIO(content(Client().get(f"/papers/{secret}/papers.zip{wish}"))))
        return sorted(name.rpartition(".")[2] for name in book.namelist() if not name.startswith("Реестр"))

    assert endings("") == ["pdf"] * 4 + ["xml"] * 2
    assert endings("?whole") == ["pdf"] * 4 + ["xlsx"] * 3 + ["xml"] * 6


def certified(article: str, number: str) -> None:
    content = b"%PDF-1.4\n" + number.encode() + b"\n%%EOF"
    row = GoodsPaperRow(
        (Cover(readings=(Reading(article, ""),)),), "certificate", lambda _most: content, number=number, origin=number
    )
    import_papers([row], at=timezone.now())


def test_the_certificates_of_what_a_paper_tells_of_are_taken_there_and_no_others(
    firm: Firm, contract: int, alice: int, archive: Archive, strange_archive: Archive
) -> None:
    firm.product("7305", price=5)
    certified("6204-2RS", "РОСС-1")
    certified("7305", "РОСС-2")
    secret, client = made(contract, alice), Client()

    page = seen(secret)
    for paper in (archive.invoice, archive.note):
        assert f"/papers/{secret}/{paper}/certificates.zip" in page
    assert f"/papers/{secret}/{archive.advance}/certificates.zip" not in page, "it tells of no goods"
    taken = client.get(f"/papers/{secret}/{archive.note}/certificates.zip")
    names = zipfile.ZipFile(io.BytesIO(content(taken))).namelist()
    assert [name for name in names if name.endswith(".pdf")] == ["Сертификат соответствия РОСС-1.pdf"]
    assert client.get(f"/papers/{secret}/{strange_archive.note}/certificates.zip").status_code == 404
    zip_url = re.search(rf'"(/papers/{secret}/{archive.note}/certificates[^"]+)"', page)
    assert zip_url is not None
    ticket = zip_url[1].partition("ticket=")[2]
    progress_url = f"/papers/{secret}/certificates/1/{ticket}/"
    assert f'hx-get="{progress_url}"' in page
    assert "0 из 1 документов" in client.get(progress_url).content.decode()
    content(client.get(zip_url[1]))
    assert "1 из 1 документов" in client.get(progress_url).content.decode()
    assert Entry.objects.filter(act="billing.use_link", facts__how="certificates").count() == 2


def test_it_opens_nothing_outside_of_its_scope(
    firm: Firm, contract: int, alice: int, archive: Archive, strange_archive: Archive
) -> None:
    second = firm.contract(company_of(contract), "119")
    billing.issue_invoice(contract=second, amount=dec(5), key="b", actor=alice, at=timezone.now())
    of_one, of_all = made(contract, alice), made(contract, alice, of_contract=False, key="all")

    assert seen(of_one).count("?download") == 3
    assert seen(of_all).count("?download") == 4, "one company, all of its contracts"
    for paper in (strange_archive.invoice, strange_archive.note):
        for secret in (of_one, of_all):
            assert Client().get(f"/papers/{secret}/{paper}/").status_code == 404
    yesterday = timezone.localdate() - timedelta(days=1)
    early = billing.make_link(
        company=company_of(contract),
        contract=contract,
        since=yesterday,
        until=yesterday,
        days=1,
        note="",
        key="early",
        actor=alice,
        at=timezone.now(),
    ).secret
    assert "?download" not in seen(early)
    assert Client().get(f"/papers/{early}/{archive.invoice}/").status_code == 404


def test_no_other_page_opens_with_it(contract: int, alice: int, archive: Archive) -> None:
    client = Client()
    client.get(f"/papers/{made(contract, alice)}/")

    for address in ("papers/", f"papers/{archive.invoice}/", "money/", "papers/zip/papers.zip", "papers/links/"):
        assert client.get(f"/c/{contract}/{address}").status_code == 302, "he is asked to sign in"


def test_an_unknown_a_mistyped_an_expired_and_a_revoked_link_are_answered_alike(
    enter: Enter, contract: int, alice: int, archive: Archive
) -> None:
    secret, over = made(contract, alice), made(contract, alice, key="over")
    PaperLink.objects.filter(secret_hash=hash_of(over)).update(expires_at=timezone.now() - timedelta(seconds=1))
    flipped = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    first = seen(secret)
    link = PaperLink.objects.get(secret_hash=hash_of(secret)).pk
    told = enter(alice).post(
        f"/c/{contract}/papers/links/acts/revoke", {"keys": [str(link)]}, content_type="application/json"
    )
    assert told.status_code == 200
    answers = [Client().get(f"/papers/{one}/") for one in (secret, over, flipped, "x", "A" * 43)]

    token = re.compile(r'content="\w{64}"|value="\w{64}"')
    assert len({token.sub("", answer.content.decode()) for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {404}
    assert "По этой ссылке ничего нет" in answers[0].content.decode()
    assert "Механик" in first, "it opened before"
    for way in (f"{archive.invoice}/", "papers.zip", "zip/abc/"):
        assert Client().get(f"/papers/{secret}/{way}").status_code == 404


def test_a_link_dies_with_its_makers_right(
    enter: Enter, firm: Firm, contract: int, alice: int, archive: Archive
) -> None:
    secret, bob = made(contract, alice), firm.person("bob")
    Membership.objects.create(company_id=company_of(contract), user_id=bob, role="accountant")
    assert Client().get(f"/papers/{secret}/").status_code == 200

    Membership.objects.filter(user_id=alice).update(role="viewer")
    assert Client().get(f"/papers/{secret}/").status_code == 404
    assert "left" in enter(bob).get(f"/c/{contract}/papers/links/rows").json()["rows"][0]
    Membership.objects.filter(user_id=alice).delete()
    assert Client().get(f"/papers/{secret}/").status_code == 404


def test_every_answer_asks_not_to_be_kept_told_on_or_listed(contract: int, alice: int, archive: Archive) -> None:
    secret = made(contract, alice)
    for address in (f"{secret}/", f"{secret}/{archive.invoice}/", f"{secret}/papers.zip", "no/"):
        answer = Client().get(f"/papers/{address}")
        assert answer.headers["Cache-Control"] == "no-store, private", address
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        if answer.streaming:
            content(answer)


def test_every_use_is_written_down_and_shown_to_the_company(
    enter: Enter, contract: int, alice: int, archive: Archive
) -> None:
    secret, client = made(contract, alice), Client()
    client.get(f"/papers/{secret}/")
    client.get(f"/papers/{secret}/{archive.note}/")
    content(client.get(f"/papers/{secret}/papers.zip"))

    entries = Entry.objects.filter(act="billing.use_link").order_by("id")
    assert [entry.facts["how"] for entry in entries] == ["page", "paper", "zip"]
    assert {entry.facts["address"] for entry in entries} == {"127.0.0.1"}
    assert {entry.company_id for entry in entries} == {company_of(contract)}
    link = PaperLink.objects.get()
    assert link.uses == 3
    assert link.last_used_at is not None
    assert "billing.make_link" in Entry.objects.values_list("act", flat=True)


def test_a_stranger_and_a_colleague_without_the_right_make_see_and_revoke_none(
    enter: Enter, firm: Firm, contract: int, alice: int, archive: Archive
) -> None:
    secret = made(contract, alice)
    link = str(PaperLink.objects.get().pk)
    stranger, viewer = firm.person("mallory"), firm.person("viewer")
    theirs = firm.client("Третий", "7700000048", stranger)
    Membership.objects.create(company_id=company_of(contract), user_id=viewer, role="viewer")
    today = str(timezone.localdate())
    form = {"contract": contract, "since": today, "until": today, "days": "7"}

    for person, answer in ((stranger, 404), (viewer, 422)):  # a colleague is told what he has no right to
        client = enter(person)
        assert client.get(f"/c/{contract}/papers/links/").status_code == answer
        assert client.get(f"/c/{contract}/papers/links/rows").status_code == answer
        assert client.post(f"/c/{contract}/papers/links/make/", form).status_code == answer
    client = enter(stranger)
    assert client.get(f"/c/{theirs}/papers/links/rows").json()["total"] == 0
    assert client.post(f"/c/{theirs}/papers/links/make/", form).status_code == 404, "the contract is not his"
    body = {"keys": [link]}
    client.post(f"/c/{theirs}/papers/links/acts/revoke", body, content_type="application/json")
    assert Client().get(f"/papers/{secret}/").status_code == 200, "it is revoked by none of them"
    assert PaperLink.objects.count() == 1


def test_who_guesses_is_stopped_and_so_is_who_takes_too_much(contract: int, alice: int, archive: Archive) -> None:
    secret = made(contract, alice)
    for _ in range(20):
        assert Client().get(f"/papers/{'A' * 43}/").status_code == 404
    assert Client().get(f"/papers/{'A' * 43}/").status_code == 429
    assert Client().get(f"/papers/{secret}/").status_code == 429, "from that address, whatever he holds"

    cache.clear()
    for _ in range(10):
        content(Client().get(f"/papers/{secret}/papers.zip"))
    assert Client().get(f"/papers/{secret}/papers.zip").status_code == 429
    assert Client().get(f"/papers/{secret}/").status_code == 200


def test_a_link_is_only_read(contract: int, alice: int, archive: Archive) -> None:
    secret = made(contract, alice)
    for way in ("", f"{archive.invoice}/", "papers.zip"):
        assert Client().post(f"/papers/{secret}/{way}").status_code == 404
    assert Client().get(f"/papers/{secret}/").status_code == 200


def test_asking_how_far_the_zip_is_uses_nothing_up(contract: int, alice: int, archive: Archive) -> None:
    secret = made(contract, alice)
    for _ in range(241):
        assert Client().get(f"/papers/{secret}/zip/abc/").status_code == 200
    assert Client().get(f"/papers/{secret}/").status_code == 200
    assert PaperLink.objects.get().uses == 1


@pytest.mark.parametrize(("since", "until"), [((2026, 11, 2), (2026, 11, 1)), ((2020, 1, 1), (2026, 1, 1))])
def test_a_period_that_is_none_is_refused(
    contract: int, alice: int, since: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    with pytest.raises(Refusal, match="link_period_wrong"):
        billing.make_link(
            company=company_of(contract),
            contract=None,
            since=date(*since),
            until=date(*until),
            days=7,
            note="",
            key="k",
            actor=alice,
            at=timezone.now(),
        )


def test_a_life_that_is_not_offered_is_refused(contract: int, alice: int) -> None:
    with pytest.raises(Refusal, match="link_days_wrong"):
        made(contract, alice, days=365)


def test_pressed_twice_it_is_one_link(contract: int, alice: int) -> None:
    assert made(contract, alice) == made(contract, alice)
    assert PaperLink.objects.count() == 1
    assert made(contract, alice, key="another") != made(contract, alice)


# What the database lets the role of links do, whatever the program says.


@pytest.fixture
def held(contract: int, alice: int, archive: Archive, strange_archive: Archive) -> str:
    return hash_of(made(contract, alice))


FORGED = """insert into journal_entry (at, act, subject, company_id, actor_id, facts)
select now(), 'x.y', '', {company}, {actor}, '{{}}' from companies_company"""


def run(text: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text)
        return int(cursor.rowcount)


def test_the_database_shows_a_link_its_papers_and_no_others(held: str, archive: Archive) -> None:
    with holding_link(held):
        with connection.cursor() as cursor:
            cursor.execute("select id from documents_paper")
            assert {row[0] for row in cursor.fetchall()} == {archive.invoice, archive.note, archive.advance}
        assert run("select sum from billing_invoice") == 2
        assert run("select shipped_sum from shipping_shipment") == 1
        assert run("select name from companies_company") == 1
        assert run("select number from companies_contract") == 1
    with holding_link("0" * 64):
        assert run("select id from documents_paper") == 0


def test_the_database_names_the_goods_of_its_papers_and_of_no_others(
    held: str, archive: Archive, strange_archive: Archive
) -> None:
    with holding_link(held):
        assert {one.paper for one in linked_goods([archive.note, strange_archive.note])} == {archive.note}


def test_an_expired_link_shows_nothing_though_the_program_forgot_to_ask(held: str) -> None:
    PaperLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with holding_link(held):
        assert run("select id from documents_paper") == 0


@pytest.mark.parametrize(
    "attempt",
    [
        "select 1 from orders_order",
        "select 1 from orders_line",
        "select name from catalog_product",
        "select 1 from billing_invoiceline",
        "select 1 from credit_account",
        "select 1 from pricing_columnprice",
        "select 1 from accounts_user",
        "select secret_hash from billing_paperlink",
        "select inn from companies_company",
        "select contract_id from billing_invoice",
        "select 1 from journal_entry",
        "update documents_paper set title = ''",
        "update documents_paper set sha256 = '', renderer = 'x', size = 1",
        "update billing_paperlink set expires_at = now() + interval '1 year'",
        "insert into billing_paperlink (note) values ('')",
        "delete from documents_paper",
        FORGED.format(company="id + 1", actor="null"),
        FORGED.format(company="id", actor="1"),
    ],
)
def test_whatever_else_it_tries_is_refused_by_the_database(held: str, attempt: str) -> None:
    with holding_link(held), pytest.raises(DatabaseError, match=r"permission denied|row-level security"):
        run(attempt)


@pytest.mark.parametrize("role", [BUYER, STAFF])
def test_nobody_reads_the_hash_of_a_secret(held: str, alice: int, role: str) -> None:
    with working_as(role, user=alice), pytest.raises(DatabaseError, match="permission denied"):
        run("select secret_hash from billing_paperlink")


def test_a_buyer_changes_nothing_of_a_link_but_that_it_is_revoked(held: str, alice: int) -> None:
    with working_as(BUYER, user=alice):
        for change in ("expires_at = now() + interval '9 years'", "company_id = 1", "secret_hash = 'x'", "uses = 0"):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(f"update billing_paperlink set {change}")  # noqa: S608 -- it stands above
