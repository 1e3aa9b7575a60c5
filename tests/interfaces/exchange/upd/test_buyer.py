"""A buyer's title is read as it stands; what is none is told for what it is."""

import pytest

from optom.base.refusal import Refusal
from optom.interfaces.exchange.upd import read_title, write
from optom.interfaces.kit.buyer_titles import MOST_BYTES
from tests.interfaces.exchange.upd.answers import title
from tests.interfaces.exchange.upd.transfers import upd


def test_it_says_what_came_of_which_upd() -> None:
    said = read_title(title("2", number="77", says="Недостача"))

    assert (said.number, str(said.on), said.outcome, str(said.accepted_on)) == ("77", "2026-11-23", "2", "2026-11-25")
    assert (said.says, said.taken_by) == ("Недостача", "Зайцев Пётр")
    assert said.discrepancy_paper == "Акт о расхождениях № 5 от 25.11.2026"
    assert said.seller_file == "ON_NSCHFDOPPR_x"
    assert len(said.sha256) == 64


@pytest.mark.parametrize(
    ("content", "code", "fact"),
    [
        (title()[:-40], "papers.title_broken", 9),
        (b"", "papers.title_broken", 1),
        (b"\x89PNG", "papers.title_broken", 1),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "papers.title_broken", 1),
        (write(upd()).content, "papers.title_of_another", "seller_title"),
        (b"<a/>", "papers.title_of_another", "other"),
    ],
)
def test_what_is_none_is_told_for_what_it_is(content: bytes, code: str, fact: object) -> None:
    with pytest.raises(Refusal) as error:
        read_title(content)
    assert error.value.code == code
    assert fact in error.value.facts.values()


def test_one_that_breaks_a_rule_is_refused_with_the_rule_and_one_without_end_is_not_read() -> None:
    with pytest.raises(Refusal) as error:
        read_title(title("7"))
    assert error.value.code == "papers.title_wrong"
    assert "КодИтога" in error.value.facts["faults"]
    with pytest.raises(Refusal, match=r"files\.too_large"):
        read_title(b" " * (MOST_BYTES + 1))
