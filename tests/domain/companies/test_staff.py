"""The people of the firm: who lets them in, says at which desks they work, and sends them away."""

from datetime import datetime

import pytest

from optom.base.listing import Asked
from optom.base.refusal import Refusal, reasons_of
from optom.domain.accounts import queries as accounts
from optom.domain.accounts.models import User
from optom.domain.companies import actions as firm_acts
from optom.domain.journal import queries as journal
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as warehouses
from tests.trade import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(firm: Firm) -> int:
    """The only administrator."""
    return firm.person("boss", "administrator")


def employ(boss: int, at: datetime, *desks: str, email: str = "carol@example.org") -> int:
    return firm_acts.employ(email=email, name=" Carol ", desks=desks, actor=boss, at=at)


def last_act(user: int) -> str:
    return journal.entries(subject=f"accounts.user:{user}")[0].act


def test_an_administrator_lets_somebody_in(boss: int, at: datetime) -> None:
    carol = employ(boss, at, "finance", "director")

    found = accounts.colleague(carol)
    assert found is not None
    assert (found.name, found.desks, found.is_active) == ("Carol", {"finance", "director"}, True)
    assert not User.objects.get(pk=carol).has_usable_password()
    assert last_act(carol) == "accounts.employ"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "carol"}, {"accounts.email_wrong"}),
        ({"name": " ", "desks": []}, {"input.required", "accounts.desk_missing"}),
        ({"desks": ["king", "finance"]}, {"accounts.role_unknown"}),
        ({"email": "BOSS@example.org"}, {"accounts.email_taken"}),
    ],
)
def test_all_that_is_wrong_with_a_newcomer_is_told(boss: int, at: datetime, given: dict, told: set[str]) -> None:  # type: ignore[type-arg]
    right = {"email": "carol@example.org", "name": "Carol", "desks": ["finance"]}
    with pytest.raises(Refusal) as error:
        firm_acts.employ(**{**right, **given}, actor=boss, at=at)

    assert {reason.code for reason in reasons_of(error.value)} == told


def test_desks_are_those_that_are_said(boss: int, at: datetime) -> None:
    carol = employ(boss, at, "finance", "manager")

    firm_acts.set_desks(user=carol, desks=["manager", "warehouse"], actor=boss, at=at)

    assert accounts.staff_roles(carol) == {"manager", "warehouse"}
    entry = journal.entries(subject=f"accounts.user:{carol}")[0]
    assert entry.facts["desks"] == [["finance", "manager"], ["manager", "warehouse"]]
    firm_acts.set_desks(user=carol, desks=["warehouse", "manager"], actor=boss, at=at)
    assert len(journal.entries(subject=f"accounts.user:{carol}")) == 2, "nothing has changed, nothing is written"


def test_the_last_administrator_stays(boss: int, at: datetime) -> None:
    with pytest.raises(Refusal, match=r"accounts\.last_administrator"):
        firm_acts.set_desks(user=boss, desks=["director"], actor=boss, at=at)
    with pytest.raises(Refusal, match=r"accounts\.last_administrator"):
        firm_acts.close_account(user=boss, actor=boss, at=at)

    deputy = employ(boss, at, "administrator")
    firm_acts.close_account(user=deputy, actor=boss, at=at)
    with pytest.raises(Refusal, match=r"accounts\.last_administrator"):
        firm_acts.set_desks(user=boss, desks=["director"], actor=boss, at=at)

    firm_acts.open_account(user=deputy, actor=boss, at=at)
    firm_acts.set_desks(user=boss, desks=["director"], actor=boss, at=at)
    assert accounts.staff_roles(boss) == {"director"}


def test_a_closed_account_opens_again(boss: int, at: datetime) -> None:
    carol = employ(boss, at, "finance")

    firm_acts.close_account(user=carol, actor=boss, at=at)
    assert not User.objects.get(pk=carol).is_active
    assert last_act(carol) == "accounts.close_account"

    firm_acts.open_account(user=carol, actor=boss, at=at)
    assert User.objects.get(pk=carol).is_active


def test_only_administrators_do_that_and_only_to_people_of_the_firm(
    firm: Firm, boss: int, alice: int, contract: int, at: datetime
) -> None:
    director = firm.person("director", "director")
    for act in (
        lambda: employ(director, at, "finance"),
        lambda: firm_acts.set_desks(user=boss, desks=["finance"], actor=director, at=at),
        lambda: firm_acts.close_account(user=boss, actor=director, at=at),
        lambda: stock.work_at(warehouses=[firm.kazan], worker=boss, actor=director, at=at),
    ):
        with pytest.raises(Refusal, match=r"accounts\.may_not"):
            act()
    for act in (
        lambda: firm_acts.set_desks(user=alice, desks=["finance"], actor=boss, at=at),
        lambda: firm_acts.close_account(user=alice, actor=boss, at=at),
    ):
        with pytest.raises(Refusal, match=r"accounts\.person_unknown"):
            act()


def test_an_administrator_says_where_a_worker_works(firm: Firm, boss: int, at: datetime) -> None:
    walter = firm.person("walter", "warehouse")

    stock.work_at(warehouses=[firm.kazan], worker=walter, actor=boss, at=at)

    assert warehouses.workplaces(walter) == [firm.kazan]
    assert warehouses.workplaces(boss) == []
    rows = {row.name: row for row in warehouses.workers().part(Asked()).rows}
    assert set(rows) == {"boss", "walter"}
    assert (rows["walter"].desks, rows["boss"].warehouses) == ("warehouse", None)
    assert rows["walter"].warehouses == next(w.name for w in warehouses.warehouses() if w.id == firm.kazan)
