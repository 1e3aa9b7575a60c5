"""What is sent after the view has answered is read with the rights and in the language of who has asked."""

from collections.abc import Generator

import pytest
from django.db import connection
from django.utils import translation

from optom.interfaces.kit.identity import BUYER, as_the_same_person, working_as
from tests.trade import Firm

pytestmark = pytest.mark.django_db


def asked(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return str(cursor.fetchone()[0])


def told(done: list[str]) -> Generator[bytes, None, None]:
    """Two looks at what is seen, with something else going on in between."""
    try:
        for _ in range(2):
            yield " ".join(
                [asked("select count(*) from companies_contract"), translation.get_language() or ""]
            ).encode()
    finally:
        done.append(asked("select current_setting('role')"))


def test_a_stream_takes_the_person_with_it_and_leaves_nobody_behind(firm: Firm, alice: int, contract: int) -> None:
    firm.client("Чужой", "7700000016", firm.person("stranger"))
    done: list[str] = []
    assert asked("select count(*) from companies_contract") == "2", "the owner of the tables sees both"
    with working_as(BUYER, user=alice), translation.override("en"):
        stream = as_the_same_person(told(done))

    assert list(stream) == [b"1 en", b"1 en"]
    assert done == [BUYER]
    assert asked("select current_setting('role')") == "none"


def test_a_stream_to_which_nobody_listens_any_more_gives_the_rights_back(firm: Firm, alice: int, contract: int) -> None:
    done: list[str] = []
    with working_as(BUYER, user=alice):
        stream = as_the_same_person(told(done))
    next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert done == [BUYER]
    assert asked("select current_setting('role')") == "none"
