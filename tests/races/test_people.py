"""Owners, and administrators, who remove each other at the same moment: one of them stays.

The race is run without its guard first: the harm is there. Then with it: it is not.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest

from optom.domain.accounts import actions as accounts
from optom.domain.accounts import rules as desks
from optom.domain.accounts.models import StaffRole
from optom.domain.companies import rules
from optom.domain.companies.actions import people as companies
from optom.domain.companies.actions import staff
from optom.domain.companies.models import Contract, Membership
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def mechanic(delivery: Delivery) -> int:
    """The company, owned by Alice and Bob."""
    company = Contract.objects.get(pk=delivery.contract).company_id
    Membership.objects.filter(company_id=company).update(role=rules.OWNER)
    add_owner(delivery, company, "bob")
    return company


def add_owner(delivery: Delivery, company: int, name: str) -> int:
    person = delivery.firm.person(name)
    Membership.objects.create(company_id=company, user_id=person, role=rules.OWNER)
    return person


def owners(company: int) -> list[int]:
    found = Membership.objects.filter(company_id=company, role=rules.OWNER).order_by("user_id")
    return list(found.values_list("user_id", flat=True))


@contextmanager
def as_buyer(person: int) -> Iterator[None]:
    with working_as(BUYER, user=person):
        yield


def removal(delivery: Delivery, company: int, who: int, *, by: int, working: Person) -> Callable[[], None]:
    def remove() -> None:
        with working(by):
            companies.remove_person(company=company, user=who, actor=by, at=delivery.at)

    return remove


def each_removes_the_other(
    delivery: Delivery, company: int, patch: pytest.MonkeyPatch, working: Person = lambda _: nullcontext()
) -> list[object]:
    """Both have read who owns the company before either goes on, if nothing keeps them apart."""
    patch.setattr(rules, "objections_to_loss", met_after(rules.objections_to_loss))
    alice, bob = owners(company)
    return together(
        removal(delivery, company, bob, by=alice, working=working),
        removal(delivery, company, alice, by=bob, working=working),
    )


def test_without_the_lock_nobody_owns_the_company(
    mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, text = companies._sql._texts, companies._sql.text("lock_people")
    monkeypatch.setitem(texts, "lock_people", re.sub("for update", "", text))

    assert refusals(each_removes_the_other(delivery, mechanic, monkeypatch)) == []

    assert owners(mechanic) == [], "the harm"


@pytest.mark.usefixtures("books_agree")
def test_of_two_owners_who_remove_each_other_one_stays(
    mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(each_removes_the_other(delivery, mechanic, monkeypatch)) == ["companies.may_not"]

    assert len(owners(mechanic)) == 1


@pytest.mark.usefixtures("books_agree")
def test_in_the_role_of_buyers_too(mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = each_removes_the_other(delivery, mechanic, monkeypatch, working=as_buyer)

    assert refusals(answers) == ["companies.may_not"]
    assert len(owners(mechanic)) == 1


@pytest.mark.usefixtures("books_agree")
def test_who_is_removed_meanwhile_changes_nothing_any_more(
    mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three own; Alice removes Bob, while Bob removes Carol: the second of them finds out whether he still may."""
    carol = add_owner(delivery, mechanic, "carol")
    alice, bob = owners(mechanic)[:2]
    monkeypatch.setattr(rules, "objections_to_loss", met_after(rules.objections_to_loss))

    answers = together(
        removal(delivery, mechanic, bob, by=alice, working=as_buyer),
        removal(delivery, mechanic, carol, by=bob, working=as_buyer),
    )

    assert set(refusals(answers)) <= {"companies.may_not"}
    assert owners(mechanic) in ([alice], [alice, carol])


def each_closes_the_other(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[object]:
    """Two administrators, and nobody else."""
    patch.setattr(desks, "objections_to_loss", met_after(desks.objections_to_loss))
    ilya, roman = (delivery.firm.person(name, "administrator") for name in ("ilya", "roman"))
    return together(
        lambda: staff.close_account(user=roman, actor=ilya, at=delivery.at),
        lambda: staff.set_desks(user=ilya, desks=["finance"], actor=roman, at=delivery.at),
    )


def administrators() -> int:
    return StaffRole.objects.filter(role="administrator", user__is_active=True).count()


def test_without_the_lock_nobody_is_left_who_lets_people_in(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = accounts._sql
    text = statements.text("lock_administrators").replace("for update", "")
    monkeypatch.setitem(statements._texts, "lock_administrators", text)

    assert refusals(each_closes_the_other(delivery, monkeypatch)) == []

    assert administrators() == 0, "the harm"


@pytest.mark.usefixtures("books_agree")
def test_of_two_administrators_who_remove_each_other_one_stays(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(each_closes_the_other(delivery, monkeypatch)) == ["accounts.last_administrator"]

    assert administrators() == 1
