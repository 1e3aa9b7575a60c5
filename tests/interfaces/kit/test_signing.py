"""The doors: every page of the sign-in library looks like ours and speaks the person's language, or is not there."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from optom.domain.accounts.models import User

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PASSWORD = "kolco-6204-rs"
CLOSED = ("/accounts/email/", "/accounts/confirm-email/", "/accounts/confirm-email/a:b:c/", "/accounts/signup/")
# an English sentence: what nobody has translated
_ENGLISH = re.compile(
    r"\b(?:the|your|you|please|password|sign|enter|authenticator|code|codes|account)\b", re.IGNORECASE
)
_TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]+>", re.DOTALL)


def pages(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/accounts/") -> Iterator[str]:
    """The address of every page that the library has, or would like to have."""
    if patterns is None:
        own = [one for one in get_resolver().url_patterns if str(one.pattern) == "accounts/"]
        patterns = own[0].url_patterns  # type: ignore[union-attr]  # a resolver
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns, here)
        elif "<" not in here:
            yield here


ADDRESSES = list(pages())


def person(language: str) -> User:
    made = User(email="vera@example.org", name="Вера", language=language, created_at="2026-11-23T12:00:00+03:00")
    made.set_password(PASSWORD)
    made.save()
    return made


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(page: str) -> str:
    return " ".join(_TAGS.sub(" ", page).split())


def nobody() -> Client:
    return Client()


def known() -> Client:
    client = entered(person("ru"))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def with_a_second_factor() -> Client:
    client = entered(person("ru"))
    add_second_factor(client)
    return client


def who_is_asked_for_the_second_factor() -> Client:
    add_second_factor(entered(person("ru")))
    client = Client()
    client.post("/accounts/login/", {"login": "vera@example.org", "password": PASSWORD})
    return client


def add_second_factor(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": now(secret)})


@pytest.mark.parametrize("who", [nobody, known, with_a_second_factor, who_is_asked_for_the_second_factor])
def test_every_page_is_one_of_ours_in_russian_or_leads_to_one(who: Callable[[], Client]) -> None:
    client = who()
    for address in ADDRESSES:
        with transaction.atomic():  # a page that shows codes writes them
            check_page(address, client.get(address, follow=True, headers={"Accept-Language": "ru"}))
            transaction.set_rollback(True)


def check_page(address: str, answer: Any) -> None:
    if answer.status_code == 404:
        return
    page = answer.content.decode()
    assert answer.status_code == 200, address
    if "text/html" not in answer.headers["Content-Type"]:
        return
    assert 'class="door"' in page or answer.redirect_chain[-1][0] == "/", address
    told = words(page).replace("English", "")
    assert not _ENGLISH.search(told), (address, told)


def test_the_walk_meets_the_pages_that_matter() -> None:
    assert {"/accounts/login/", "/accounts/password/change/", "/accounts/2fa/totp/activate/"} <= set(ADDRESSES)


@pytest.mark.parametrize("address", CLOSED)
def test_nobody_signs_himself_up_or_moves_to_another_address(address: str) -> None:
    for client in (entered(person("ru")), Client()):
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": "other@example.org", "action_add": ""}).status_code == 404


def test_a_new_password_needs_the_old_one_and_a_letter_tells_of_it() -> None:
    vera = person("ru")
    client = entered(vera)
    wanted = {"password1": "drugoe-6205-rs", "password2": "drugoe-6205-rs"}

    client.post("/accounts/password/change/", {**wanted, "oldpassword": "guess"})
    assert User.objects.get(pk=vera.pk).check_password(PASSWORD)

    client.post("/accounts/password/change/", {**wanted, "oldpassword": PASSWORD})
    assert User.objects.get(pk=vera.pk).check_password(wanted["password1"])
    assert [letter.to for letter in mail.outbox] == [["vera@example.org"]]
    assert re.search("[а-я]", str(mail.outbox[0].body))
    assert client.get("/accounts/password/change/").status_code == 200, "who has changed it stays signed in"


def test_without_a_server_of_letters_the_password_is_set_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_server(_letter: EmailMessage) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", no_server)
    vera = person("ru")
    wanted = {"oldpassword": PASSWORD, "password1": "drugoe-6205-rs", "password2": "drugoe-6205-rs"}

    assert entered(vera).post("/accounts/password/change/", wanted).status_code == 302
    assert User.objects.get(pk=vera.pk).check_password(wanted["password1"])


@pytest.mark.django_db(transaction=True)  # the letter goes out after the commit
def test_a_second_factor_is_added_and_removed_only_with_the_password_at_hand() -> None:
    vera = person("ru")
    thief = entered(vera)
    assert thief.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")

    client = Client()
    client.post("/accounts/login/", {"login": vera.email, "password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    add_second_factor(client)
    assert "vera@example.org" in mail.outbox[-1].to

    again = Client()
    asked = again.post("/accounts/login/", {"login": vera.email, "password": PASSWORD})
    assert asked.headers["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/accounts/2fa/").status_code == 302, "the password alone lets nobody in"
    assert thief.post("/accounts/2fa/totp/deactivate/").headers["Location"].startswith("/accounts/")
    assert vera.authenticator_set.filter(type="totp").exists()  # type: ignore[attr-defined]  # the library's own name


def now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def signed_in() -> Client:
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
    client.post("/accounts/login/", {"login": "vera@example.org", "password": PASSWORD})
    return client


def test_a_person_sees_where_he_is_signed_in_and_closes_it() -> None:
    vera = person("ru")
    here, there, elsewhere = signed_in(), signed_in(), signed_in()
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Firefox, Linux") == 3
    number = UserSession.objects.get(session_key=there.session.session_key).pk

    assert here.post(f"/accounts/sessions/{number}/close/").status_code == 302

    assert there.get("/accounts/sessions/").headers["Location"].startswith("/accounts/login/")
    assert elsewhere.get("/accounts/sessions/").status_code == 200
    here.post("/accounts/sessions/")
    assert elsewhere.get("/accounts/sessions/").status_code == 302
    assert here.get("/accounts/sessions/").status_code == 200
    assert UserSession.objects.filter(user_id=vera.pk).count() == 1


def test_nobody_closes_the_session_of_somebody_else() -> None:
    person("ru")
    here = signed_in()
    number = UserSession.objects.get().pk
    stranger = User.objects.create(email="stranger@example.org", created_at="2026-11-23T12:00:00+03:00")

    assert entered(stranger).post(f"/accounts/sessions/{number}/close/").status_code == 404
    assert Client().post(f"/accounts/sessions/{number}/close/").status_code == 302
    assert here.get("/accounts/sessions/").status_code == 200


def test_the_sign_in_page_offers_passkeys() -> None:
    page = Client().get("/accounts/login/", headers={"Accept-Language": "ru"}).content.decode()

    assert "По ключу доступа" in page
    asked = Client().get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.json()["request_options"]["publicKey"]["rpId"] == "testserver"
