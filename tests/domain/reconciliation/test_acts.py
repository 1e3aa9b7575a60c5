"""An act of reconciliation says our ledger of a period, frozen, in three formats; both sides agree on its balance."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from lxml import etree

from optom.base import spreadsheet
from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Company, Membership
from optom.domain.credit import actions as settling
from optom.domain.credit import queries as credit
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.journal import actions as journal
from optom.domain.reconciliation import actions, importing
from optom.domain.reconciliation import queries as reconciliation
from optom.domain.reconciliation.models import Act, Agreement, Disagreement
from optom.domain.reconciliation.rules import SAME
from optom.interfaces.exchange import reconciliation_act
from optom.interfaces.kit import acts, paper_files
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.domain.credit.settlements import Settlements
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
_SCHEMA = "schema/ON_AKTSVEROTP_1_972_01_05_01_01.xsd"


@pytest.fixture
def moved(settlements: Settlements) -> Settlements:
    """1 000 was owed before November; 500 and 250.50 were shipped, 1 200 was paid, one payment was taken back."""
    settlements.at -= timedelta(days=40)
    settlements.dispatch(1000, title="Расходная накладная № 7 от 14 октября 2026 г.")
    settlements.at += timedelta(days=30)
    settlements.dispatch(500, title="Расходная накладная № 15 от 13 ноября 2026 г.")
    settlements.at += timedelta(days=10)
    settlements.dispatch("250.50", title="Расходная накладная № 16 от 23 ноября 2026 г.")
    settlements.pay(1200, number="512")
    settlements.reverse(settlements.pay(10, number="513"))
    return settlements


NOVEMBER: Any = {"since": date(2026, 11, 1), "until": date(2026, 11, 23)}


def issue(moved: Settlements, actor: int | None, key: str = "a") -> int:
    return actions.issue_act(contract=moved.contract, **NOVEMBER, key=key, actor=actor, at=moved.at)


def test_the_buyer_issues_an_act_and_it_stays_as_it_was(moved: Settlements, alice: int) -> None:
    paper = issue(moved, alice)
    facts = reconciliation.act_facts(paper)
    pdf = archive.draw(paper)

    assert (facts.opening, facts.debit, facts.credit, facts.closing) == (1000, dec("760.50"), 1210, dec("550.50"))
    assert [one.number for one in facts.operations] == ["15", "16", "512", "513", "513"]
    assert documents.paper(paper).title == "Акт сверки взаимных расчётов № 1 от 23 ноября 2026 г."
    assert issue(moved, alice) == paper, "the same key is the same act"

    moved.dispatch(99)
    assert reconciliation.act_facts(paper).closing == dec("550.50")
    assert archive.draw(paper) == pdf
    assert reconciliation.act_facts(issue(moved, alice, key="b")).closing == dec("649.50")
    assert all_books() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Act.objects.update(closing=0)


def test_an_act_takes_as_many_statements_for_many_operations_as_for_few(moved: Settlements, alice: int) -> None:
    with counted() as few:
        issue(moved, alice)
    for _ in range(20):
        moved.dispatch(1)
    with counted() as many:
        issue(moved, alice, key="many")

    assert len(many) == len(few)


def test_who_may_not_see_money_or_is_of_another_desk_issues_none(moved: Settlements, firm: Firm) -> None:
    viewer = firm.person("viewer")
    company = Company.objects.get(name="Механик")
    Membership.objects.create(company=company, user_id=viewer, role="viewer")
    for actor in (viewer, firm.person("nobody")):
        with pytest.raises(Refusal, match=r"companies\.may_not"):
            issue(moved, actor)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        issue(moved, firm.person("picker", "warehouse"))
    assert reconciliation.act_facts(issue(moved, firm.person("fiona", "finance"))).closing == dec("550.50")


def test_a_period_that_is_none_is_refused(moved: Settlements, alice: int) -> None:
    for since, until in ((date(2026, 11, 2), date(2026, 11, 1)), (date(2026, 11, 1), date(2026, 11, 24))):
        with pytest.raises(Refusal, match=r"reconciliation\.period_wrong"):
            actions.issue_act(contract=moved.contract, since=since, until=until, key="x", actor=alice, at=moved.at)


def test_the_xml_of_an_act_is_that_of_the_tax_service(moved: Settlements, alice: int) -> None:
    facts = reconciliation.act_facts(issue(moved, alice))
    schema = etree.XMLSchema(etree.fromstring((resources.files(reconciliation_act) / _SCHEMA).read_bytes()))

    name, content = reconciliation_act.written(facts, moved.at)
    document = etree.fromstring(content)

    schema.assertValid(document)
    assert document.get("ИдФайл") == name.removesuffix(".xml")
    assert b"windows-1251" in content[:60]
    whole = document.find("Документ/ТаблАкт")
    assert whole is not None
    assert (whole.get("СальдоНачДеб"), whole.get("ОборотКр"), whole.get("СальдоКонДеб")) == (
        "1000.00", "1210.00", "550.50",
    )  # fmt: skip
    del whole.attrib["ОборотКр"]
    assert not schema.validate(document), "a mutated one is caught"


def test_what_the_tax_service_demands_and_is_missing_is_named_together(moved: Settlements, alice: int) -> None:
    facts = reconciliation.act_facts(issue(moved, alice))
    poor = replace(facts, seller=replace(facts.seller, signer="", kpp=""), buyer=replace(facts.buyer, ogrn=""))

    with pytest.raises(Refusal) as refused:
        reconciliation_act.written(poor, moved.at)

    reasons = [(one.facts["name"], one.facts["fields"]) for one in reasons_of(refused.value)]
    assert reasons == [("ТехСнаб", ["kpp"]), ("Механик", ["ogrn"]), ("ТехСнаб", ["director"])]
    with pytest.raises(Refusal, match=r"reconciliation\.nothing_moved"):
        reconciliation_act.written(replace(facts, operations=[]), moved.at)


def test_our_own_act_comes_back_in_each_format_and_agrees(moved: Settlements, alice: int) -> None:
    """What we write we read: the XLSX, its CSV and the XML are ledgers that agree line by line."""
    paper = issue(moved, alice)
    xlsx = paper_files.answer(paper, "reconciliation_act", "xlsx").content
    xml = paper_files.answer(paper, "reconciliation_act", "xml").content
    csv = "\n".join(";".join(row) for row in spreadsheet.rows_of(xlsx)).encode("cp1251")

    for number, content in enumerate((xlsx, csv, xml)):
        ledger = acts.brought(f"act{number}", content)
        made = actions.bring_ledger(
            contract=moved.contract, **NOVEMBER, ledger=ledger, key=f"k{number}", actor=alice, at=moved.at
        )
        found = reconciliation.comparison(made)
        compared = reconciliation.compared_of(found)
        assert (compared.count(SAME), compared.differing, compared.is_mirrored) == (5, [], False)
        assert (found.opening, found.closing) == (1000, dec("550.50"))


MIRRORED = (
    "Дата;Документ;Дебет;Кредит\n"
    ";Сальдо начальное;;1000,00\n"
    "13.11.2026;Поступление 77 (вх. № 15 от 13.11.2026);;500,00\n"
    "23.11.2026;Списание с расчётного счёта 512 от 23.11.2026;1 100,00;\n"
    "02.12.2026;Поступление 78 (вх. № 17 от 02.12.2026);;9,00\n"
    ";Сальдо конечное;;400,00\n"
)


def bring(moved: Settlements, actor: int) -> int:
    ledger = importing.brought("60.csv", MIRRORED.encode())
    return actions.bring_ledger(contract=moved.contract, **NOVEMBER, ledger=ledger, key="k", actor=actor, at=moved.at)


def test_a_buyer_objects_to_what_differs_and_is_answered_once(moved: Settlements, firm: Firm, alice: int) -> None:
    made = bring(moved, alice)
    assert bring(moved, alice) == made
    compared = reconciliation.compared_of(reconciliation.comparison(made))
    assert [one.kind for one in compared.pairs] == ["same", "ours_only", "sum_differs", "ours_only", "ours_only"]
    wrong = [place for place, one in enumerate(compared.pairs) if one.kind == "sum_differs"]
    said: Any = {"comparison": made, "places": wrong, "key": "o", "actor": alice, "at": moved.at}

    with pytest.raises(Refusal, match=r"reconciliation\.note_missing"):
        actions.object_to(note=" ", **said)
    with pytest.raises(Refusal, match=r"reconciliation\.nothing_differs"):
        actions.object_to(note="x", **{**said, "places": [99]})
    for _ in range(2):
        actions.object_to(note="Мы заплатили 1 100", **said)

    [row] = reconciliation.disagreements().all()
    assert (row.count, row.difference, row.state) == (1, -100, "waiting")
    assert row.lines[0]["their_amount"] == "-1100.00"
    finance = firm.person("fiona", "finance")
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.answer(disagreement=row.id, text="Нет", actor=alice, at=moved.at)
    actions.answer(disagreement=row.id, text="Пришло 1 200, выписка от 23.11", actor=finance, at=moved.at)
    with pytest.raises(Refusal, match=r"reconciliation\.answered_already"):
        actions.answer(disagreement=row.id, text="Ещё", actor=finance, at=moved.at)
    assert Disagreement.objects.get().answer.startswith("Пришло")


def test_a_period_is_closed_when_both_sides_say_the_same(moved: Settlements, firm: Firm, alice: int) -> None:
    said: Any = {"contract": moved.contract, "until": NOVEMBER["until"], "at": moved.at}
    with pytest.raises(Refusal, match=r"reconciliation\.balance_changed"):
        actions.agree(balance=dec(1), actor=alice, **said)

    for _ in range(2):
        actions.agree(balance=dec("550.50"), actor=alice, **said)
    [row] = reconciliation.agreements(moved.contract)
    assert (row.is_closed, row.seller_at) == (False, None)
    actions.agree(balance=dec("550.50"), actor=firm.person("fiona", "finance"), **said)

    [row] = reconciliation.agreements(moved.contract)
    assert (row.is_closed, row.changed) == (True, 0)
    assert Agreement.objects.count() == 2
    moved.correct(7)
    assert reconciliation.agreements(moved.contract)[0].changed == 7, "what came later is told"


def test_what_both_have_agreed_on_is_closed_until_the_office_opens_it_again(
    moved: Settlements, firm: Firm, alice: int
) -> None:
    yesterday, fiona = moved.today - timedelta(days=1), firm.person("fiona", "finance")
    ledger = credit.statement(moved.contract, date(2026, 1, 1), yesterday)
    said: Any = {"contract": moved.contract, "until": yesterday, "balance": ledger.closing, "at": moved.at}
    actions.agree(actor=fiona, **said)
    journal.deliver(at=moved.at)
    assert credit.closed_until(moved.contract) is None, "one side closes nothing"
    with working_as(BUYER, user=alice):
        actions.agree(actor=alice, **said)
    journal.deliver(at=moved.at)

    assert credit.closed_until(moved.contract) == yesterday
    with pytest.raises(Refusal, match=r"credit\.period_closed"):
        moved.pay(10, on=yesterday)
    books = settling.books_of_contract(moved.contract)
    settling.reopen_period(books=books, until=None, reason="Акт пришёл поздно", actor=fiona, at=moved.at)
    moved.pay(10, on=yesterday)
    assert reconciliation.agreements(moved.contract)[0].changed == -10


def test_money_that_came_between_agreement_and_closing_leaves_the_period_open(
    moved: Settlements, firm: Firm, alice: int
) -> None:
    yesterday = moved.today - timedelta(days=1)
    ledger = credit.statement(moved.contract, date(2026, 1, 1), yesterday)
    said: Any = {"contract": moved.contract, "until": yesterday, "balance": ledger.closing, "at": moved.at}
    actions.agree(actor=firm.person("fiona", "finance"), **said)
    with working_as(BUYER, user=alice):
        actions.agree(actor=alice, **said)
    moved.pay(10, on=yesterday)
    journal.deliver(at=moved.at)

    assert credit.closed_until(moved.contract) is None, "it is not what they have agreed on"
    assert reconciliation.agreements(moved.contract)[0].changed == -10


def test_a_stranger_sees_nothing_of_it(moved: Settlements, firm: Firm, alice: int, stranger: int) -> None:
    firm.client("Чужой", "7700000016", stranger)
    made = bring(moved, alice)
    with working_as(BUYER, user=alice):
        assert reconciliation.comparison(made).lines == 3
    with working_as(BUYER, user=stranger):
        with pytest.raises(Refusal, match=r"reconciliation\.comparison_unknown"):
            reconciliation.comparison(made)
        assert reconciliation.agreements(moved.contract) == []
        assert Act.objects.count() == 0


def test_a_file_of_other_days_is_refused_with_what_it_has(moved: Settlements, alice: int) -> None:
    ledger = importing.brought("60.csv", MIRRORED.encode())
    with pytest.raises(Refusal, match=r"reconciliation\.card_empty"):
        actions.bring_ledger(
            contract=moved.contract, since=date(2026, 1, 1), until=date(2026, 2, 1), ledger=ledger, key="k",
            actor=alice, at=moved.at,
        )  # fmt: skip


def test_broken_and_evil_xml_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Файл><ТаблАкт>&b;</ТаблАкт></Файл>'.encode()
    for content in (bomb, "<Файл><ТаблАкт".encode()):
        with pytest.raises(Refusal, match=r"reconciliation\.card_unknown"):
            acts.brought("act.xml", content)
