"""Every address of the portal, as the router knows them: to a stranger none exists, nor does anybody else's thing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
CONTRACT = "c/<int:contract>/"
NOBODYS = 999_999
WORDS = {"digest": "0" * 64, "ticket": "00000000-0000-0000-0000-000000000000"}


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each address with the kinds of what it names."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            yield address, dict(one.pattern.converters)


def filled(address: str, contract: int) -> str:
    """The address of a contract, and of things that are nobody's."""
    for name, kind in dict(ADDRESSES)[address].items():
        value = contract if name == "contract" else WORDS.get(name, NOBODYS)
        spelled = f"<{type(kind).__name__.removesuffix('Converter').lower().replace('string', 'str')}:{name}>"
        assert spelled in address
        address = address.replace(spelled, str(value))
    return "/" + address


ADDRESSES = [(address, kinds) for address, kinds in routes() if address.startswith(CONTRACT)]
# a ticket is no thing: who waits for a file has made it up himself, to ask how far the file is
OF_THINGS = [address for address, kinds in ADDRESSES if len(kinds) > 1 and "ticket" not in kinds]


def test_the_walk_knows_the_portal() -> None:
    assert len(ADDRESSES) > 200
    assert f"{CONTRACT}orders/<int:order>/export.xlsx" in OF_THINGS


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_a_stranger_no_address_of_a_contract_exists(enter: Enter, firm: Firm, contract: int, method: str) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    answers = {address: getattr(client, method)(filled(address, contract)).status_code for address, _ in ADDRESSES}
    assert {address: code for address, code in answers.items() if code != 404} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_nobodys_is_not_found_under_a_contract_of_ones_own(
    enter: Enter, alice: int, contract: int, method: str
) -> None:
    client = enter(alice)

    answers = {address: getattr(client, method)(filled(address, contract)).status_code for address in OF_THINGS}
    # 400: nothing is picked, nothing is typed; 405: nobody asks so; 422: refused in words
    assert {address: code for address, code in answers.items() if code not in {400, 404, 405, 422}} == {}
    assert sum(code == 404 for code in answers.values()) > len(answers) / 3
