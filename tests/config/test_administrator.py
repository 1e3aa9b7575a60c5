"""The first person of a new installation is let in from the command line."""

import getpass

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from optom.domain.accounts import queries as accounts
from optom.domain.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "kolco-6204-rs"


def test_the_first_administrator_signs_in_and_lets_others_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda: PASSWORD)
    call_command("administrator", "ilya@example.org", "Илья")

    assert accounts.staff_roles(User.objects.get(email="ilya@example.org").pk) == {"administrator"}
    client = Client()
    client.post("/accounts/login/", {"login": "ilya@example.org", "password": PASSWORD})
    assert client.get("/office/people/new/").status_code == 200


def test_what_is_wrong_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda: "12345")

    with pytest.raises(CommandError, match="too weak"):
        call_command("administrator", "ilya@example.org", "Илья")
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("administrator", "ilya", "Илья")
    assert not User.objects.exists()
