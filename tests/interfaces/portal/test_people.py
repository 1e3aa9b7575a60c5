"""The company's page: its owner brings in colleagues, who get a letter and set their password themselves."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from optom.domain.accounts.models import User
from optom.domain.companies.models import Membership
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
NEWCOMER = {"email": "pavel@example.org", "name": "Павел", "role": "buyer"}


@pytest.fixture
def owner(enter: Enter, alice: int, contract: int) -> Client:
    Membership.objects.filter(user_id=alice).update(role="owner")
    return enter(alice)


def people(contract: int, way: str) -> str:
    return f"/c/{contract}/company/people/{way}/"


def test_a_newcomer_is_written_to_and_comes_in_with_his_own_password(owner: Client, contract: int) -> None:
    owner.post(people(contract, "new"), NEWCOMER)
    assert "Письмо отправлено" in owner.get(f"/c/{contract}/company/").content.decode()

    letter = mail.outbox[0]
    assert letter.to == ["pavel@example.org"]
    assert "Механик" in letter.subject
    newcomer = Client()
    form = newcomer.get(_link(letter), follow=True)
    assert form.status_code == 200
    password = {"password1": "kolco-6204-rs", "password2": "kolco-6204-rs"}
    newcomer.post(form.redirect_chain[-1][0], password)
    newcomer.post("/accounts/login/", {"login": "pavel@example.org", "password": "kolco-6204-rs"})
    assert newcomer.get(f"/c/{contract}/catalog/").status_code == 200

    assert "не входил" not in owner.get(f"/c/{contract}/company/").content.decode().split("pavel@example.org")[1]
    assert Client().get(_link(letter), follow=True).context["token_fail"], "the link works once"


def test_who_has_an_account_is_told_only_where_he_works_now(owner: Client, firm: Firm, contract: int) -> None:
    carol = firm.person("carol")
    owner.post(people(contract, "new"), {**NEWCOMER, "email": "carol@example.org"})

    assert "/password/" not in mail.outbox[0].body
    assert Membership.objects.filter(user_id=carol).exists()


def test_the_letter_can_be_sent_again_until_he_has_come(owner: Client, contract: int) -> None:
    owner.post(people(contract, "new"), NEWCOMER)
    pavel = User.objects.get(email="pavel@example.org")

    assert owner.post(people(contract, f"{pavel.pk}/letter")).status_code == 200
    assert len(mail.outbox) == 2
    User.objects.filter(pk=pavel.pk).update(last_login=pavel.created_at)
    assert owner.post(people(contract, f"{pavel.pk}/letter")).status_code == 404


def test_a_letter_that_does_not_go_out_costs_nothing(
    owner: Client, contract: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_server(_letter: EmailMessage) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", no_server)
    owner.post(people(contract, "new"), NEWCOMER)

    assert "не удалось отправить" in owner.get(f"/c/{contract}/company/").content.decode()
    assert User.objects.filter(email="pavel@example.org").exists()


def test_a_role_is_changed_and_a_person_removed(owner: Client, contract: int) -> None:
    owner.post(people(contract, "new"), NEWCOMER)
    pavel = User.objects.get(email="pavel@example.org").pk

    assert owner.post(people(contract, f"{pavel}/role"), {"role": "viewer"}).status_code == 200
    assert Membership.objects.get(user_id=pavel).role == "viewer"
    assert owner.post(people(contract, f"{pavel}/remove")).status_code == 200
    assert not Membership.objects.filter(user_id=pavel).exists()


def test_the_fields_that_are_wrong_are_named(owner: Client, contract: int) -> None:
    answer = owner.post(people(contract, "new"), {"email": "pavel", "name": "", "role": "king"})

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"email", "name", "role"}


def test_a_colleague_who_owns_nothing_is_offered_nothing(enter: Enter, alice: int, contract: int) -> None:
    Membership.objects.filter(user_id=alice).update(role="buyer")
    buyer = enter(alice)

    assert "/people/" not in buyer.get(f"/c/{contract}/company/").content.decode()
    for way, given in (("new", NEWCOMER), (f"{alice}/role", {"role": "owner"}), (f"{alice}/remove", {})):
        answer = buyer.post(people(contract, way), given)
        assert answer.status_code == 422
        assert answer.json()["refusals"][0]["code"] == "companies.may_not"


def test_to_a_stranger_there_is_no_such_page(
    enter: Enter, firm: Firm, owner: Client, alice: int, contract: int
) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    Membership.objects.filter(user_id=stranger).update(role="owner")

    for way in ("new", f"{alice}/role", f"{alice}/remove", f"{alice}/letter"):
        assert enter(stranger).post(people(contract, way), NEWCOMER).status_code == 404


def _link(letter: EmailMessage) -> str:
    found = re.search(r"http://testserver(/accounts/password/\S+)", str(letter.body))
    assert found
    return found[1]
