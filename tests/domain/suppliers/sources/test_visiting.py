"""Where a visit may connect to, how names of others are told, and what the operator allows."""

import ipaddress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from optom.domain.suppliers.sources.found import is_wanted
from optom.domain.suppliers.sources.visiting import (
    Bounds,
    Visit,
    bounds_of_settings,
    ending_of,
    is_allowed,
    told_name,
)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4010::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 -- nothing listens here
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_private_addresses_are_known_in_every_guise(address: str, may: bool) -> None:  # noqa: FBT001 -- an example
    assert is_allowed(ipaddress.ip_address(address), ()) is may


def test_a_network_that_the_operator_allows_is_reached_in_every_guise() -> None:
    networks = (ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("fd00:1::/32"))
    allowed = [is_allowed(ipaddress.ip_address(one), networks) for one in ("10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5")]
    assert allowed == [True, True, True]
    assert not is_allowed(ipaddress.ip_address("10.2.0.1"), networks)


def test_what_is_connected_to_is_what_was_looked_at(
    at: datetime, bounds: Bounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means a public address when it is looked at and loopback a moment later."""
    asked: list[str] = []

    def once(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.9.9.9", 9))]

    monkeypatch.setattr("socket.getaddrinfo", once)
    connected: list[Any] = []

    def connect(address: Any, **_: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", connect)
    with Visit(bounds, at) as visit, pytest.raises(Exception, match=r"sources\.no_answer"):
        visit.connect("price.vega.ru", 9)
    assert asked == ["price.vega.ru"]
    assert connected == [("127.0.0.1", 9)]


def test_the_operator_says_what_may_be_reached(settings: Any, tmp_path: Path) -> None:
    settings.OPTOM_FEED_NETWORKS, settings.OPTOM_FEED_FOLDER = ["10.1.2.3/16", "192.168.7.4"], str(tmp_path)
    bounds = bounds_of_settings()
    assert [str(one) for one in bounds.networks] == ["10.1.0.0/16", "192.168.7.4/32"]
    assert bounds.root == tmp_path.resolve()
    settings.OPTOM_FEED_NETWORKS, settings.OPTOM_FEED_FOLDER = [], ""
    assert (bounds_of_settings().networks, bounds_of_settings().root) == ((), None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("прайс.xlsx", "прайс.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\prices\\a.xls", "a.xls"),
        (".htaccess", "htaccess"),
        ("a\x00b\n\u202ecsv.exe", "abcsv.exe"),
        ("..", "file"),
        ("", "file"),
        ("ж" * 300 + ".xlsx", "ж" * 145 + ".xlsx"),
    ],
)
def test_a_name_of_others_is_one_short_line_without_folders(given: str, told: str) -> None:
    assert told_name(given) == told
    assert len(told) <= 150


@pytest.mark.parametrize(
    ("name", "ending"),
    [("p.XLSX", ".xlsx"), ("p.csv.gz", ".csv.gz"), ("прайс", ""), ("p.да", ""), ("p./../x", ""), ("1.5.zip", ".5.zip")],
)
def test_the_name_on_our_disk_has_only_the_ending(name: str, ending: str) -> None:
    assert ending_of(name) == ending


def test_files_are_wanted_by_patterns_case_aside() -> None:
    assert is_wanted("Прайс.XLSX", "*.csv, прайс*.xls*")
    assert not is_wanted("readme.txt", "*.csv, прайс*.xls*")
    assert is_wanted("readme.txt", " , ")


def test_nothing_is_left_behind(at: datetime, bounds: Bounds) -> None:
    with Visit(bounds, at) as visit:
        path = visit.land("a.csv", iter([b"1"]))
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    assert not path.parent.exists()
