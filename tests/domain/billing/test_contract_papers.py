"""The contract by its terms, specifications under it, and both as they were signed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries
from optom.domain.companies import actions as companies
from optom.domain.companies import queries as known
from optom.domain.companies.models import Membership
from optom.domain.companies.rules import TermsNumbers
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper, SignedCopy
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.trade import Firm, dec

PDF, JPEG = b"%PDF-1.7 signed", b"\xff\xd8\xff\xe0 signed"


def clauses(paper: int) -> str:
    payload: dict[str, Any] = Paper.objects.get(pk=paper).payload
    return " ".join(clause for section in payload["sections"] for clause in section["clauses"])


def heading(paper: int) -> str:
    payload: dict[str, Any] = Paper.objects.get(pk=paper).payload
    return str(payload["heading"])


def test_a_contract_says_its_terms_and_is_printed_anew_only_when_they_have_changed(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    numbers = TermsNumbers(deferral_days=21, credit_limit=dec(500_000), reservation_hours=48, acceptance_days=2)
    director = firm.person("director", "director")
    companies.set_terms(contract=contract, terms=numbers, actor=director, at=at, reason="signed")
    with working_as(BUYER, user=alice):
        paper = billing.issue_contract(contract=contract, actor=alice, at=at + timedelta(hours=1))
        assert billing.issue_contract(contract=contract, actor=alice, at=at + timedelta(hours=2)) == paper

    said = clauses(paper)
    limit = "500\N{NO-BREAK SPACE}000,00 (Пятьсот тысяч рублей 00 копеек)"
    for expected in ("в течение 21 календарного дня", limit, "на 48 часов", "В течение 2 дней"):
        assert expected in said
    assert archive.draw(paper).startswith(b"%PDF")

    changed = replace(numbers, deferral_days=0)
    companies.set_terms(contract=contract, terms=changed, actor=director, at=at + timedelta(hours=3), reason="late")
    second = billing.issue_contract(contract=contract, actor=alice, at=at + timedelta(hours=4))
    assert second != paper
    assert "Покупатель оплачивает товар до отгрузки." in clauses(second)

    companies.set_terms(contract=contract, terms=numbers, actor=director, at=at + timedelta(hours=5), reason="again")
    third = billing.issue_contract(contract=contract, actor=alice, at=at + timedelta(days=2))
    assert third not in {paper, second}, "the first sheets do not hold once more"
    edition = "Договор поставки № 118 от 14 февраля 2025 г., редакция от 25 ноября 2026 г."
    assert (documents.paper(third).title, heading(third)) == (edition, edition)
    assert clauses(third).endswith("Со дня подписания настоящей редакции Стороны руководствуются ею вместо прежних.")
    assert all_books() == []


def test_a_specification_has_the_goods_of_an_order_or_of_a_draft(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=122, on_hand=10)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    issued: dict[str, Any] = {"contract": contract, "actor": alice, "at": at}
    of_order = billing.issue_specification(order=order, key="a", **issued)
    assert billing.issue_specification(order=order, key="a", **issued) == of_order

    draft = orders.open_draft(contract=contract, name="Весна", actor=alice, at=at)
    with pytest.raises(Refusal, match=r"billing\.nothing_to_specify"):
        billing.issue_specification(draft=draft, key="b", **issued)
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))
    of_draft = billing.issue_specification(draft=draft, key="b", **issued)

    rows = {row.id: row for row in queries.issued(company=known.contract(contract).company).all()}
    assert [(rows[one].number, rows[one].sum, rows[one].orders) for one in (of_order, of_draft)] == [
        ("1", dec("1220.00"), str(order)),
        ("2", dec("366.00"), None),
    ]
    goods = Paper.objects.get(pk=of_draft).payload["goods"]
    assert (goods["items"][0]["article"], goods["total"]) == ("6204", "366,00")
    assert archive.draw(of_draft).startswith(b"%PDF")
    assert all_books() == []


def test_a_signed_copy_is_archived_as_it_is_by_who_takes_papers(
    contract: int, alice: int, stranger: int, at: datetime
) -> None:
    paper = billing.issue_contract(contract=contract, actor=alice, at=at)
    with working_as(BUYER, user=alice):
        first = billing.archive_signed_copy(paper=paper, content=PDF, actor=alice, at=at)
        assert billing.archive_signed_copy(paper=paper, content=PDF, actor=alice, at=at) == first, "it is there"
        billing.archive_signed_copy(paper=paper, content=JPEG, actor=alice, at=at)
        copies = documents.signed_copies(paper)
    assert [one.content_type for one in copies] == ["application/pdf", "image/jpeg"]
    assert kept_files.read(copies[0].sha256) == PDF
    assert copies[0].sha256 in {one.sha256 for one in documents.named_files("")}, "nothing sweeps it away"

    with working_as(BUYER, user=stranger):
        assert documents.signed_copies(paper) == []
        with pytest.raises(Refusal, match=r"documents\.no_such_paper"):
            billing.archive_signed_copy(paper=paper, content=PDF, actor=stranger, at=at)
    for content, code in ((b"MZ", "copy_strange"), (PDF + b"0" * 10_485_760, "copy_too_large")):
        with pytest.raises(Refusal, match=rf"documents\.{code}"):
            billing.archive_signed_copy(paper=paper, content=content, actor=alice, at=at)
    Membership.objects.filter(user_id=alice).update(role="viewer")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        billing.archive_signed_copy(paper=paper, content=PDF, actor=alice, at=at)
    assert SignedCopy.objects.count() == 2
