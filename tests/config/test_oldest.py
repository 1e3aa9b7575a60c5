"""The tests on the oldest PostgreSQL are not skipped in silence, and never in a run that must prove everything."""

import os
from pathlib import Path

import pytest

from tests import oldest


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without PostgreSQL 15, and we are an ordinary user of it."""
    monkeypatch.setattr(oldest, "PLACES", ())
    monkeypatch.delenv("OPTOM_POSTGRES_15", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


def test_without_its_programs_it_says_so_loudly(
    bare: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert oldest.main() == 0
    assert "THE TESTS ON POSTGRESQL 15 ARE SKIPPED" in capsys.readouterr().err


def test_a_run_that_must_prove_everything_fails_without_them(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert oldest.main() == 1


def test_a_folder_that_is_named_is_taken_when_the_programs_are_in_it(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPTOM_POSTGRES_15", str(tmp_path))
    assert oldest.find_oldest() is None
    (tmp_path / "initdb").touch()
    assert oldest.find_oldest() == tmp_path


def test_what_asks_no_database_is_not_run_again(request: pytest.FixtureRequest) -> None:
    assert not oldest.asks_the_database(request.node)


@pytest.mark.django_db
def test_what_is_marked_for_the_database_is(request: pytest.FixtureRequest) -> None:
    assert oldest.asks_the_database(request.node)


@pytest.fixture
def asked(db: None) -> None:
    """Asks it for its tests."""


def test_what_asks_it_by_a_fixture_is(request: pytest.FixtureRequest, asked: None) -> None:
    assert oldest.asks_the_database(request.node)
