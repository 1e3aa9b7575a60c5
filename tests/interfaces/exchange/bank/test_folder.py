"""Statements that lie in a folder are taken by themselves, each once, and tell what became of them."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from optom.interfaces.exchange.statement_files import take_folder
from optom.interfaces.exchange.tasks import take_statements
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import STRANGER, document, statement

pytestmark = pytest.mark.django_db


def put(folder: Path, name: str, content: bytes, *, minutes_ago: int = 5) -> Path:
    path = folder / name
    path.write_bytes(content)
    then = (timezone.now() - timedelta(minutes=minutes_ago)).timestamp()
    os.utime(path, (then, then))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name.partition("_")[2] for path in folder.iterdir())


def test_files_are_taken_and_put_away_with_reports(bank_desk: BankDesk, contract: int, tmp_path: Path) -> None:
    foreign = document(2, payee=STRANGER, payer=STRANGER)
    put(tmp_path, "day.txt", statement(document(1), foreign))
    put(tmp_path, "photo.txt", b"\x89PNG")

    assert take_folder(tmp_path, at=timezone.now()) == 2

    assert [row.state for row in bank_desk.documents] == ["given"]
    assert names(tmp_path / "done") == ["day.txt", "day.txt.report.txt"]
    assert names(tmp_path / "failed") == ["photo.txt", "photo.txt.report.txt"]
    [report] = (tmp_path / "done").glob("*.report.txt")
    told = "Принято: 1, уже были: 0, не принято: 1.\nday.txt:22: Ни счёт плательщика"
    assert report.read_text().startswith(told), "in one language"
    assert take_folder(tmp_path, at=timezone.now()) == 0


def test_a_file_of_the_same_name_takes_nothings_place(bank_desk: BankDesk, contract: int, tmp_path: Path) -> None:
    for number in (1, 2):
        put(tmp_path, "kl_to_1c.txt", statement(document(number)))
        take_folder(tmp_path, at=timezone.now())

    assert names(tmp_path / "done") == ["kl_to_1c.txt"] * 2 + ["kl_to_1c.txt.report.txt"] * 2


def test_what_is_still_written_hidden_or_a_link_is_left(bank_desk: BankDesk, tmp_path: Path) -> None:
    put(tmp_path, "now.txt", statement(document(1)), minutes_ago=0)
    hidden = put(tmp_path, ".part", statement(document(2)))
    (tmp_path / "link.txt").symlink_to(hidden)

    assert take_folder(tmp_path, at=timezone.now()) == 0
    assert bank_desk.documents == []


@pytest.mark.django_db(transaction=True)  # a task closes old connections
def test_the_worker_watches_the_folder_that_is_named(
    bank_desk: BankDesk, contract: int, tmp_path: Path, settings: Any
) -> None:
    put(tmp_path, "day.txt", statement(document(1)))

    settings.OPTOM_STATEMENTS = ""
    take_statements(timestamp=0)
    assert bank_desk.documents == []

    settings.OPTOM_STATEMENTS = str(tmp_path)
    take_statements(timestamp=0)
    assert [row.state for row in bank_desk.documents] == ["given"]


def test_the_command_line_tells_the_same(bank_desk: BankDesk, contract: int, tmp_path: Path) -> None:
    good, bad = put(tmp_path, "day.txt", statement(document(1))), put(tmp_path, "photo.png", b"\x89PNG")
    told = StringIO()

    with pytest.raises(CommandError, match=r"photo\.png is no statement.*"):
        call_command("import_statements", str(good), str(bad), str(tmp_path / "none"), stdout=told)

    assert "Accepted: 1, already loaded: 0, rejected: 0." in told.getvalue()
    assert [row.state for row in bank_desk.documents] == ["given"]


def test_a_file_that_is_written_piece_by_piece_is_taken_when_it_is_whole(
    bank_desk: BankDesk, contract: int, tmp_path: Path
) -> None:
    """A bank's program writes while the worker looks each minute; it may also be slower than the pause that we keep."""
    whole = statement(document(1), document(2, "12000.00"))
    begun, cut = len(whole) // 3, whole.rindex(b"12000") + 2

    path = put(tmp_path, "day.txt", whole[:begun], minutes_ago=0)
    assert take_folder(tmp_path, at=timezone.now()) == 0, "somebody writes it"
    with path.open("ab") as file:
        file.write(whole[begun:cut])
    assert take_folder(tmp_path, at=timezone.now()) == 0

    put(tmp_path, "day.txt", whole[:cut])  # the writer has fallen asleep: what is whole is taken, no sum is cut
    assert take_folder(tmp_path, at=timezone.now()) == 1
    assert [(row.number, row.amount) for row in bank_desk.documents] == [("1", 1000)]

    put(tmp_path, "day.txt", whole)  # he wakes up and writes the file anew
    assert take_folder(tmp_path, at=timezone.now()) == 1
    assert [(row.number, row.amount) for row in bank_desk.documents] == [("1", 1000), ("2", 12000)]
