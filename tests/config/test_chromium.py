"""The browser tests are never skipped in silence, and not at all in a run that must prove everything."""

import os
from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any browser, and we are an ordinary user of it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("OPTOM_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "MAC_PROGRAMS", ())
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


def test_without_a_browser_it_says_so_loudly(
    bare: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert chromium.main() == 0
    assert "THE BROWSER TESTS ARE SKIPPED" in capsys.readouterr().err


def test_a_run_that_must_prove_everything_fails_without_a_browser(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert chromium.main() == 1


def test_the_browser_that_is_named_is_taken(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "my chromium"
    program.touch()
    monkeypatch.setenv("OPTOM_CHROMIUM", str(program))
    assert chromium.find_chromium() == program


def test_a_name_that_leads_nowhere_is_no_browser(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOM_CHROMIUM", "/nowhere/chromium")
    assert chromium.find_chromium() is None


def test_playwrights_own_is_found_in_the_newest_version(bare: None, tmp_path: Path) -> None:
    for version in ("chromium-1100", "chromium-1200"):
        program = tmp_path / ".cache" / "ms-playwright" / version / "chrome-linux" / "chrome"
        program.parent.mkdir(parents=True)
        program.touch()
    found = chromium.find_chromium()
    assert found is not None
    assert "chromium-1200" in found.parts
