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


def test_desks_are_given_and_taken_by_administrators(at: datetime) -> None:
    boss, carol = register(at, "boss@example.org"), register(at)
    accounts.give_role(user=boss, role="administrator", actor=None)

    accounts.give_role(user=carol, role="finance", actor=boss)
    assert queries.staff_roles(carol) == {"finance"}
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        accounts.give_role(user=boss, role="director", actor=carol)
    accounts.take_role(user=carol, role="finance", actor=boss)

    assert not queries.is_staff(carol)


def test_a_desk_that_does_not_exist_is_refused(at: datetime) -> None:
    with pytest.raises(Refusal, match=r"accounts\.role_unknown"):
        accounts.give_role(user=register(at), role="king", actor=None)


def test_every_desk_of_the_rules_exists() -> None:
    assert frozenset().union(*rules.DESKS.values()) <= set(StaffRole.Role.values)
    assert rules.desk_may("dispatch", ["warehouse"])
    assert not rules.desk_may("set_terms", ["manager"]), "managers have no right to set a deal"
