"""Papers about goods: proven to be PDF, known again by number or bytes, holding for products, brands, groups."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from optom.base import kept_files
from optom.base.staging import Outcome, Skipped
from optom.config.files import forget_files
from optom.domain.catalog import queries
from optom.domain.catalog.importing import Cover, GoodsPaperRow, goods_papers, import_papers
from optom.domain.catalog.models import Coverage, GoodsPaper
from optom.domain.catalog.rules import Reading, kind_in_name, paper_kind, readings
from tests.drawn import pdf
from tests.statements import counted
from tests.trade import Firm


def of(article: str, brand: str = "") -> Cover:
    return Cover(readings=(Reading(article, brand),))


def paper(*covers: Cover, content: bytes = b"", kind: str = "certificate", **said: Any) -> GoodsPaperRow:
    file = content or pdf()
    return GoodsPaperRow(covers, kind, lambda most: file[:most], origin="paper.pdf", **said)


def taken(at: datetime, *rows: GoodsPaperRow, is_complete: bool = False) -> tuple[Outcome, list[str]]:
    """What became of the rows, and the codes of what was not taken."""
    codes: list[str] = []

    def note(skipped: Skipped) -> None:
        codes.append(skipped.code)

    return import_papers(rows, at=at, is_complete=is_complete, report=note), codes


def numbers(*products: int) -> list[str]:
    return [one.number for one in queries.papers_of(products)]


def test_one_certificate_holds_for_many_products(firm: Firm, at: datetime) -> None:
    first, second, other = firm.product("6204"), firm.product("6205"), firm.product("6206")

    outcome, _ = taken(at, paper(of("6204"), of("6205"), number="С-1"))

    [found] = queries.papers_of([first, second, other])
    assert (outcome.created, found.number, found.products) == (1, "С-1", [first, second])
    assert kept_files.read(found.sha256) == pdf()


def test_it_holds_for_a_brand_a_group_with_all_below_or_a_brand_within_it(firm: Firm, at: datetime) -> None:
    firm.group("Подшипники")
    firm.group("Шариковые", parent="Подшипники")
    ball = firm.product("6204", group="Шариковые")
    fag, belt = firm.product("6204", brand="FAG", group="Шариковые"), firm.product("A-1000", group="Ремни")

    taken(
        at,
        paper(Cover(brand="skf"), number="brand 1"),
        paper(Cover(group="подшипники"), number="group 1"),
        paper(Cover(brand="FAG", group="Подшипники/Шариковые"), number="both 1"),
    )

    found = [sorted(numbers(one)) for one in (ball, fag, belt)]
    assert found == [["brand 1", "group 1"], ["both 1", "group 1"], ["brand 1"]]


def test_what_holds_longest_stands_first_within_its_kind(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    until = {"2020": date(2020, 1, 1), "2030": date(2030, 1, 1), "0": None}

    taken(at, paper(of("6204"), kind="manual"), *(paper(of("6204"), number=n, valid_until=d) for n, d in until.items()))

    assert numbers(bearing) == ["0", "2030", "2020", ""]
    assert [one.is_expired(date(2026, 11, 23)) for one in queries.papers_of([bearing])] == [False, False, True, False]


def test_it_holds_on_its_last_day(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    taken(at, paper(of("6204"), valid_until=date(2026, 11, 23)))

    [found] = queries.papers_of([bearing])

    assert [found.is_expired(date(2026, 11, day)) for day in (23, 24)] == [False, True]


def test_the_same_paper_again_changes_nothing_and_a_new_scan_takes_its_place(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    row = paper(of("6204"), number="С-1", issued_by="Ростест")
    first, again = taken(at, row)[0], taken(at, row)[0]

    other, _ = taken(at, paper(of("6204"), number="С-1", issued_by="Ростест", content=pdf("new scan")))

    assert (first.created, again.unchanged, again.is_without_effect, other.changed) == (1, 1, True, 1)
    assert [kept_files.read(one.sha256) for one in queries.papers_of([bearing])] == [pdf("new scan")]


def test_a_paper_without_a_number_is_known_by_its_bytes_until_it_gets_one(firm: Firm, at: datetime) -> None:
    first, second = firm.product("6204"), firm.product("6205")
    taken(at, paper(of("6204")), paper(of("6205")))
    assert [one.products for one in queries.papers_of([first, second])] == [[first, second]]

    outcome, _ = taken(at, paper(of("6204"), number="С-1"))

    assert (outcome.changed, numbers(first, second)) == (1, ["С-1"])


@pytest.mark.parametrize(("kind", "number"), [("letter", "1"), ("letter", "б/н"), ("certificate", "б/н")])
def test_papers_of_two_issuers_under_one_number_are_two(firm: Firm, at: datetime, kind: str, number: str) -> None:
    skf, fag = firm.product("6204"), firm.product("6205")
    issued = {"6204": "SKF", "6205": "FAG"}
    rows = [
        paper(of(article), kind=kind, number=number, issued_by=issuer, content=pdf(issuer))
        for article, issuer in issued.items()
    ]

    taken(at, rows[0])
    taken(at, rows[1])

    found = [[kept_files.read(one.sha256) for one in queries.papers_of([product])] for product in (skf, fag)]
    assert found == [[pdf("SKF")], [pdf("FAG")]]


@pytest.mark.parametrize("at_once", [1, 100])
def test_two_files_under_one_registered_number_are_not_both_taken(
    firm: Firm, at: datetime, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(goods_papers, "_AT_ONCE", at_once)
    bearing, other = firm.product("6204"), firm.product("6205")
    rows = [paper(of(article), number="С-1", content=pdf(article)) for article in ("6204", "6205")]

    outcome, codes = taken(at, *rows)

    assert (outcome.created, codes) == (1, ["catalog.number_of_two_files"])
    assert (numbers(bearing), numbers(other)) == (["С-1"], [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>%PDF-1.7 %%EOF</html>", "catalog.not_a_pdf"),
        (b"\x89PNG\r\n", "catalog.not_a_pdf"),
        (pdf()[:-10], "catalog.pdf_cut_off"),
        (b"%PDF-1.7" + b" " * 3000 + b"%%EOF", "catalog.paper_too_large"),
    ],
)
def test_what_is_no_sound_pdf_by_its_content_is_left_out(
    firm: Firm, at: datetime, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    firm.product("6204")
    monkeypatch.setattr(goods_papers, "MOST_BYTES", 2000)

    outcome, codes = taken(at, paper(of("6204"), content=content))

    assert (codes, outcome.skipped, GoodsPaper.objects.count()) == ([code], 1, 0)


def test_each_paper_that_is_left_out_has_its_reason(firm: Firm, at: datetime) -> None:
    firm.product("6204")
    firm.product("6204", brand="FAG")
    firm.group("Ремни")
    firm.group("Прочее")
    firm.groups["two"] = firm.group("Ремни", parent="Прочее")

    _, codes = taken(
        at,
        paper(of("nothing")),
        paper(of("6204")),
        paper(Cover(brand="NSK")),
        paper(Cover(group="Цепи")),
        paper(Cover(group="Ремни")),
        paper(Cover()),
        paper(of("6204", "FAG"), kind="poem"),
        paper(of("6204", "FAG"), valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1)),
        paper(of("6204", "FAG"), number="9" * 101),
    )

    assert sorted(codes) == [
        "catalog.article_of_several",
        "catalog.ends_before_it_begins",
        "catalog.group_of_several",
        "catalog.no_such_article",
        "catalog.no_such_brand",
        "catalog.no_such_group",
        "catalog.no_such_kind",
        "catalog.number_too_long",
        "catalog.paper_of_nothing",
    ]


def test_a_part_of_its_goods_that_nobody_knows_is_told_and_holds_up_no_other(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")

    outcome, codes = taken(at, paper(of("6204"), of("6299"), number="С-1"))

    assert (outcome.created, outcome.skipped, codes, numbers(bearing)) == (1, 0, ["catalog.no_such_article"], ["С-1"])


def test_a_complete_list_takes_away_what_it_does_not_name(firm: Firm, at: datetime) -> None:
    first, second = firm.product("6204"), firm.product("6205")
    taken(at, paper(of("6204"), of("6205"), number="С-1"), paper(of("6205"), number="С-2"))

    outcome, _ = taken(at, paper(of("6204"), number="С-1"), is_complete=True)

    assert (outcome.hidden, numbers(first), numbers(second)) == (1, ["С-1"], [])


def test_nothing_goes_away_where_a_part_of_the_list_could_not_be_read(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    taken(at, paper(of("6204"), number="С-1"), paper(of("6204"), number="С-2"))

    outcome, codes = taken(
        at, paper(of("6204"), number="С-1"), paper(of("6204"), number="С-2", content=b"?"), is_complete=True
    )

    assert (outcome.hidden, codes, numbers(bearing)) == (0, ["catalog.not_a_pdf"], ["С-1", "С-2"])


def test_statements_do_not_grow_with_papers_nor_with_products(firm: Firm, at: datetime) -> None:
    products = [firm.product(f"A{number}") for number in range(20)]

    def sent(count: int) -> tuple[int, int]:
        with counted() as writing:
            taken(at, *(paper(of(f"A{number}"), number=str(number)) for number in range(count)))
        with counted() as reading:
            queries.papers_of(products[:count])
        return len(writing), len(reading)

    assert sent(2) == sent(20)
    assert sent(1)[1] == 1


def test_files_that_nothing_names_go_away_at_night(firm: Firm, at: datetime) -> None:
    import os  # noqa: PLC0415 -- only here

    firm.product("6204")
    taken(at, paper(of("6204"), number="С-1", content=pdf("old")))
    taken(at, paper(of("6204"), number="С-1", content=pdf("new")))
    old, new = (kept_files.keep(pdf(note)) for note in ("old", "new"))
    for kept in (old, new):
        os.utime(kept_files.path_of(kept.sha256), (0, 0))

    for days in (0, 8):
        forget_files(at=at + timedelta(days=days))

    assert (kept_files.is_kept(old), kept_files.is_kept(new)) == (False, True)


def test_coverage_is_of_goods_and_once(firm: Firm, at: datetime) -> None:
    firm.product("6204")

    taken(at, paper(of("6204"), of("62-04"), number="С-1"), paper(of("6204"), number="С-1"))

    assert Coverage.objects.count() == 1


def test_people_call_papers_by_many_names() -> None:
    assert [paper_kind(word) for word in ("Сертификат", "РЭ", "Чертёж", "SDS", "стихи")] == [
        "certificate", "manual", "drawing", "safety", None,
    ]  # fmt: skip
    assert kind_in_name("SKF_6204_паспорт") == ("passport", "SKF_6204")
    assert kind_in_name("6204") == ("other", "6204")
    assert kind_in_name("manual") == ("other", "manual")


def test_a_name_is_read_in_all_its_ways_the_likeliest_first() -> None:
    assert readings("SKF_6204_2") == (
        Reading("SKF_6204", "", 2), Reading("6204", "SKF", 2), Reading("SKF_6204_2"), Reading("6204_2", "SKF"),
    )  # fmt: skip
    assert readings("6204") == (Reading("6204"),)
    assert readings("_2") == (Reading("_2"),)
