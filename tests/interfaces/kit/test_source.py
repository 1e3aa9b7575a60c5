"""Whoever works with the program over the network is offered its source (AGPL-3.0, section 13)."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client, override_settings

from optom.base.source import packed
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}
LINK = 'href="/source/"'


def test_every_kind_of_page_leads_to_the_source(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    buyer, boss = enter(alice), enter(firm.person("boss", "director"))
    pages = [
        Client().get("/accounts/login/"),
        Client().get("/nowhere/"),
        buyer.get(f"/c/{contract}/catalog/", headers=HTML),
        buyer.get(f"/c/{contract}/shipments/ask/?lines=x", headers=HTML),
        boss.get("/office/clients/", headers=HTML),
    ]

    assert [page.status_code for page in pages] == [200, 404, 200, 400, 200]
    assert all(LINK in page.content.decode() for page in pages)


def test_a_visitor_gets_the_program_that_runs() -> None:
    page = Client().get("/source/").content.decode()
    assert "Affero" in page

    archive = Client().get("/source/optom.tar.gz")
    names = _names(archive.content)
    assert {"optom/LICENSE", "optom/pyproject.toml", "optom/frontend/src/main.ts"} <= set(names)
    assert "optom/src/optom/interfaces/kit/source.py" in names


def test_what_is_made_and_what_may_be_secret_is_not_packed(tmp_path: Path) -> None:
    for name in ("src/a.py", "src/.env", "src/__pycache__/a.pyc", "frontend/node_modules/b.js", ".optom/secret-key"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)

    assert _names(packed(tmp_path)) == ["optom/src/a.py"]


@override_settings(OPTOM_SOURCE_URL="https://git.example/optom")
def test_a_firm_may_name_its_own_place() -> None:
    page = Client().get("/source/").content.decode()
    assert "https://git.example/optom" in page
    assert "optom.tar.gz" not in page


def _names(archive: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return opened.getnames()
