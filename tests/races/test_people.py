"""Owners who remove each other at the same moment: a company that has an owner keeps one.

The race is run without its guard first: the harm is there. Then with it: it is not.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest

from optom.domain.companies import actions as companies
from optom.domain.companies import rules
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


def test_of_two_owners_who_remove_each_other_one_stays(
    mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(each_removes_the_other(delivery, mechanic, monkeypatch)) == ["companies.may_not"]

    assert len(owners(mechanic)) == 1


def test_in_the_role_of_buyers_too(mechanic: int, delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = each_removes_the_other(delivery, mechanic, monkeypatch, working=as_buyer)

    assert refusals(answers) == ["companies.may_not"]
    assert len(owners(mechanic)) == 1


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
