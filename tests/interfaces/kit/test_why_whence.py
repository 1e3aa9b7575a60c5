"""A price goes down to the rule that made it, for who sets prices; a buyer is told his terms and a promotion's end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.costs import actions as costs
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.policy import actions as policy
from optom.domain.policy.document import Guard, Policy, Rule
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.importing import PriceRow
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
SECRETS = ("плановая_себестоимость", "Наценка", "ублика", "версия", "Действует с", "нижняя граница", "1,5", "280")


def told(client: Client, contract: int, product: int, **asked: str) -> str:
    answer = client.get(f"/why/{contract}/{product}/", asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def cost(product: int, amount: int, at: datetime) -> None:
    known = Input.objects.get(name="planned_cost").pk
    costs.set_figures(told=[Told(known, product, Decimal(amount))], actor=None, at=at)


@pytest.fixture
def promotion(firm: Firm, bearing: int) -> Policy:
    """Half as much again on what a bearing costs, for two days more; 420 roubles since an hour ago."""
    at = timezone.now() - timedelta(hours=1)
    cost(bearing, 280, at)
    ends = business_day(at) + timedelta(days=2)
    said = Policy(
        rules=(Rule("wholesale", "planned_cost * 1.5", name="Наценка", until=ends, reason="осень"),),
        guards=(Guard("нижняя граница", "price >= planned_cost * 1.4"), Guard("скачок", "ABS(change) < 15%")),
        corridor="ABS(change) < 1%",
    )
    made = policy.simulate(policy=said, actor=firm.person("author", "director"), at=at)
    policy.approve(publication=made, actor=firm.person("second", "director"), at=at)
    return said


def test_a_buyer_sees_his_terms_and_until_when_and_the_director_sees_the_rule(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, promotion: Policy
) -> None:
    buyers = told(enter(alice), contract, bearing)
    ends = promotion.rules[0].until
    assert ends
    assert f"акция до {ends:%d.%m.%Y}" in buyers
    assert "420,00" in buyers
    assert not [word for word in SECRETS if word in buyers]
    line = enter(alice).get(f"/c/{contract}/catalog/why", {"key": str(bearing), "column": "price"}).content.decode()
    assert f"{ends:%d.%m.%Y}" in line
    assert not [word for word in SECRETS if word in line]

    directors = told(enter(firm.person("boss", "director")), contract, bearing)
    for word in ("по ценовой политике", "Публикация цен", "утвердил(а) second", "Правило 1: Наценка", "осень",
                 "версия", "плановая_себестоимость * 1,5", "280"):  # fmt: skip
        assert word in directors, word
    assert "изменились" not in directors

    managers = told(enter(firm.person("manager", "manager")), contract, bearing)
    assert "Правило 1: Наценка" in managers
    assert not [word for word in ("себестоимость", "/prices/publications/") if word in managers]


def test_it_is_told_that_inputs_have_moved_and_what_is_held_back(
    enter: Enter, firm: Firm, contract: int, bearing: int, promotion: Policy
) -> None:
    cost(bearing, 340, timezone.now() - timedelta(minutes=9))
    director = enter(firm.person("boss", "director"))
    assert "по этим правилам цена сейчас была бы другой" in told(director, contract, bearing)

    waiting = policy.follow_inputs(products=[bearing], at=timezone.now() - timedelta(minutes=8))
    page = told(director, contract, bearing)
    assert f"Ждёт публикация цен {waiting}" in page
    assert "задержано: скачок" in page
    assert "510,00" in page
    then = told(director, contract, bearing, at=(timezone.now() - timedelta(minutes=30)).isoformat())
    assert "Правило 1: Наценка" in then
    assert not [word for word in ("изменились", "Ждёт публикация", "340") if word in then], "of now nothing is told"


def test_the_way_back_and_another_version_are_told(
    enter: Enter, firm: Firm, contract: int, bearing: int, promotion: Policy
) -> None:
    soon, author, second = timezone.now(), firm.person("third", "director"), firm.person("fourth", "director")
    other = replace(promotion, rules=(Rule("retail", "planned_cost * 2"),))
    made = policy.simulate(policy=other, actor=author, at=soon - timedelta(minutes=5))
    policy.approve(publication=made, actor=second, at=soon - timedelta(minutes=5))
    page = told(enter(author), contract, bearing)
    assert "сейчас действует версия" in page

    back = policy.lead_back(moment=soon - timedelta(hours=2), actor=author, at=soon)
    policy.approve(publication=back, actor=second, at=soon)
    page = told(enter(author), contract, bearing)
    assert "412,30" in page
    assert "возврат к ценам на" in page
    assert "акция" not in page


def test_a_list_and_a_person_are_named(enter: Enter, firm: Firm, alice: int, contract: int, bearing: int) -> None:
    author, at = firm.person("boss", "director"), timezone.now() - timedelta(minutes=5)
    rows = [PriceRow("6204-2RS", "Опт", Decimal(400))]
    pricing.publish_list(rows=rows, name="весна.xlsx", is_complete=False, actor=author, at=at)
    steps, reason = [(Decimal(50), Decimal(380))], "крупным — дешевле"
    pricing.set_breaks(column=firm.wholesale, product=bearing, breaks=steps, actor=author, at=at, reason=reason)
    finance = enter(firm.person("finance", "finance"))

    assert "по прайс-листу «весна.xlsx», boss" in told(finance, contract, bearing)
    assert "поставил(а) boss: крупным — дешевле" in told(finance, contract, bearing, quantity="50")
    buyers = told(enter(alice), contract, bearing) + told(enter(alice), contract, bearing, quantity="50")
    assert not [word for word in ("весна", "boss", "дешевле") if word in buyers]


def test_a_promotion_that_has_ended_is_told_no_more(
    enter: Enter, alice: int, contract: int, bearing: int, promotion: Policy
) -> None:
    """The price may stay until somebody approves another one; the promise does not."""
    later = timezone.now() + timedelta(days=4)
    assert "акция" not in told(enter(alice), contract, bearing, at=later.isoformat())
