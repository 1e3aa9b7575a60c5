"""A long answer is made with the rights of the request that asked for it, though the request is over."""

import threading
from collections.abc import Generator

import pytest
from django.db import connection
from django.utils import translation

from optom.base import sql
from optom.base.refusal import Refusal
from optom.interfaces.kit.identity import BUYER, LINK, Rights, holding_link, present_rights, working_as
from optom.interfaces.kit.streaming import Room, Streamed
from tests.trade import Firm

pytestmark = pytest.mark.django_db


Pieces = Generator[bytes, None, None]
ROOM = Room(10, patience=0)


def seen() -> Pieces:
    """As whom the database sees us while each piece is made, and in which language."""
    while True:
        rights = present_rights()
        yield f"{rights.role} {rights.user} {rights.link} {translation.get_language()}".encode()


def said(*pieces: bytes) -> Pieces:
    yield from pieces


def test_every_piece_has_the_rights_and_the_language_of_the_request_and_nothing_has_them_between() -> None:
    with working_as(BUYER, user=7), translation.override("en"):
        pieces = Streamed(seen(), ROOM)

    with working_as(BUYER, user=8), translation.override("ru"):  # another request in the same thread
        assert next(pieces) == b"optom_buyer 7  en"
        assert present_rights() == Rights("none"), "what it had is taken away, not left to whoever comes next"
    assert next(pieces) == b"optom_buyer 7  en"
    pieces.close()


def test_a_link_is_such_a_right_too_and_what_was_before_it_comes_back() -> None:
    with working_as(BUYER, user=7):
        with holding_link("abc"):
            pieces = Streamed(seen(), ROOM)
        assert present_rights() == Rights(BUYER, 7)

    assert next(pieces) == f"{LINK} None abc {translation.get_language()}".encode()
    pieces.close()


def test_a_reader_who_leaves_early_makes_room_as_one_who_takes_all() -> None:
    room = Room(2, patience=0)
    with working_as(BUYER, user=7):
        first, *_ = open_ones = [Streamed(seen(), room) for _ in range(2)]
        with pytest.raises(Refusal, match=r"streaming\.busy"):
            Streamed(seen(), room)

        next(first)
        first.close()
        first.close()
        short = Streamed(said(b"all"), room)
        with pytest.raises(Refusal):
            Streamed(seen(), room)
        assert list(short) == [b"all"]
        again = Streamed(seen(), room)
    for one in [*open_ones, again]:
        one.close()


def test_who_comes_while_others_are_taking_waits_a_little_for_his_turn() -> None:
    room = Room(2, patience=30)
    with working_as(BUYER, user=7):
        first, other = (Streamed(seen(), room) for _ in range(2))
        threading.Timer(0.05, first._leave).start()
        Streamed(said(b"all"), room).close()
    other.close()


def test_what_reads_a_long_list_keeps_its_place_and_its_rights_from_piece_to_piece(
    firm: Firm, alice: int, contract: int
) -> None:
    firm.client("Чужой", "7700000016", firm.person("stranger"))
    sets = [{"least": 0}, {"least": 0}, {"least": 10**9}]

    def read() -> Pieces:
        for rows in sql.ahead("select id from companies_contract where id >= %(least)s", sets):
            yield f"{len(rows)} ".encode()

    with working_as(BUYER, user=alice):
        pieces = Streamed(read(), ROOM)
    assert b"".join(pieces) == b"1 1 0 "
    assert present_rights() == Rights("none")


def test_who_leaves_early_stops_the_making_with_his_rights() -> None:
    done: list[Rights] = []

    def made() -> Pieces:
        try:
            yield b"one"
            yield b"two"
        finally:
            done.append(present_rights())

    with working_as(BUYER, user=7):
        pieces = Streamed(made(), ROOM)
    next(pieces)
    pieces.close()
    assert done == [Rights(BUYER, 7)]
    assert present_rights() == Rights("none")


def test_no_rights_are_left_after_a_piece_that_failed() -> None:
    def failing() -> Pieces:
        yield b"one"
        raise OSError("the disk is full")

    with working_as(BUYER, user=7):
        pieces = Streamed(failing(), ROOM)
    next(pieces)
    with pytest.raises(OSError, match="full"):
        next(pieces)

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role')")
        assert cursor.fetchone() == ("none",)
    Streamed(said(), ROOM).close()
