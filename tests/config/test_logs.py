"""What we write down of our own running tells no secret of a link."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.core import signing
from django.test import Client

from optom.base.told_once import secret_of, veiled
from optom.config.logs import Veiled


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, Veiled)]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    if before is not None:
        handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/asked/{}/", "/asked/{}/send/", "/quotes/{}/", "/papers/{}/"])
def test_a_refused_request_by_a_link_leaves_no_secret_in_the_log(
    client: Client, log: io.StringIO, address: str
) -> None:
    secret = secret_of("a link", 1)
    assert client.post(address.format(secret)).status_code >= 400
    assert address.format("…") in log.getvalue()
    assert secret not in log.getvalue()


def test_what_has_gone_wrong_below_a_line_tells_no_secret_either(log: io.StringIO) -> None:
    secret = secret_of("a link", 2)
    try:
        int(secret)
    except ValueError:
        logging.getLogger("optom").exception("Failed: %s", secret)
    assert "ValueError: invalid literal for int() with base 10: '…'" in log.getvalue()
    assert secret not in log.getvalue()


def test_links_of_letters_and_of_forgotten_passwords_are_veiled() -> None:
    token = signing.dumps([1, 2], salt="letters")
    assert token.rpartition(":")[2] not in veiled(f"/letters/{token}/stop/")
    assert veiled("/accounts/password/reset/key/3-c0ab12-" + "0f" * 16 + "/") == "/accounts/password/reset/key/…/"


@pytest.mark.parametrize(
    "text",
    ["Unprocessable Entity: /exchange/supplier/orders/12/confirmation/", "5f" * 32, "a_name_of_a_function_" * 2 + "x"],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert veiled(text) == text
