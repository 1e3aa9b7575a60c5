"""Who signs in, and who may do what at which desk."""

from datetime import datetime

import pytest

from optom.base.refusal import Refusal
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries, rules
from optom.domain.accounts.models import StaffRole, User

pytestmark = pytest.mark.django_db


GOOD = "Long enough 2026"


def register(at: datetime, email: str = "carol@example.org", password: str | None = GOOD) -> int:
    return accounts.register_person(email=email, name="Carol", password=password, at=at)


def test_a_registered_person_signs_in_with_his_password(at: datetime) -> None:
    user = User.objects.get(pk=register(at))

    assert user.check_password(GOOD)
    assert user.password.startswith("argon2")
    assert queries.person(user.pk).language == "ru"


def test_an_address_belongs_to_one_person_whatever_its_case(at: datetime) -> None:
    register(at)

    with pytest.raises(Refusal, match=r"accounts\.email_taken"):
        register(at, "CAROL@example.org")


def test_a_weak_password_is_refused_with_reasons(at: datetime) -> None:
    with pytest.raises(Refusal, match=r"accounts\.password_weak") as error:
        register(at, password="12345")

    assert len(error.value.facts["reasons"]) == 2


def test_a_person_without_a_password_cannot_sign_in_yet(at: datetime) -> None:
    assert not User.objects.get(pk=register(at, password=None)).has_usable_password()


def test_every_desk_of_the_rules_exists() -> None:
    assert frozenset().union(*rules.DESKS.values()) <= set(StaffRole.Role.values)
    assert rules.desk_may("dispatch", ["warehouse"])
    assert not rules.desk_may("set_terms", ["manager"]), "managers have no right to set a deal"
