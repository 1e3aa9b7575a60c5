"""A director looks at what a policy would change, a second one puts it into force, and either finds the way back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.policy import actions, proposals
from optom.domain.policy.document import BreakRule, Guard, Policy, Rule
from optom.domain.policy.models import Publication
from optom.domain.pricing.models import ColumnPrice
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
ADDRESS = "/office/prices/publications/"
POLICY = Policy(
    rules=(Rule("wholesale", "retail * 0.9", 'brand = "SKF"', name="SKF"), Rule("wholesale", "retail * 0.8")),
    guards=(Guard("Не больше чем на треть", "IFBLANK(ABS(change), 0) <= 1/3"),),
)


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Costs 100 retail, 60 wholesale; a drill of another brand costs 100 and 75, a saw has no wholesale price."""
    product = firm.product("6204", brand="SKF", price=60)
    drill, saw = (firm.product(article, brand="Makita") for article in ("DRILL", "SAW"))
    for one in (product, drill, saw):
        firm.price(one, 100, column=firm.retail)
    firm.price(drill, 75)
    return product


def rows(client: Client, address: str, **asked: str) -> list[list[Any]]:
    answer = client.get(f"{address}rows", asked)
    assert answer.status_code == 200, answer.content
    found: list[list[Any]] = answer.json()["rows"]
    return found


def post(client: Client, address: str, **given: str) -> Any:
    return client.post(address, given, headers={"Accept": "application/json", "Accept-Language": "ru"})


def wholesale(firm: Firm) -> dict[str, Any]:
    found = ColumnPrice.objects.filter(column=firm.wholesale)
    return dict(found.values_list("product__article", "amount"))


def test_what_a_policy_would_change_is_seen_and_a_second_director_puts_it_into_force(
    enter: Enter, firm: Firm, bearing: int
) -> None:
    boss, second = firm.person("boss", "director"), firm.person("second", "director")
    made = actions.simulate(policy=POLICY, actor=boss, at=timezone.now())
    client, page = enter(boss), f"{ADDRESS}{made}/"
    [listed] = rows(client, ADDRESS)
    assert [listed[1], listed[4:9]] == [made, ["waiting", 2, 1, 0, 1]]
    found = rows(client, page)
    assert [(row[1], row[7], row[8], row[9], row[13]) for row in found] == [
        ("6204", "60", "90", "50", "1"),
        ("DRILL", "75", "80", "6.67", None),
        ("SAW", None, "80", None, None),
    ]
    assert [row[1] for row in rows(client, page, change=">5", rule="2")] == ["DRILL"]
    assert [row[1] for row in rows(client, page, guard="1")] == ["6204"]
    assert [row[1] for row in rows(client, page, way="new")] == ["SAW"]
    shown = client.get(page, headers=HTML).content.decode()
    assert "Вы сами рассчитали эти цены" in shown
    assert "?rule=1" in shown
    drawn = client.get(f"{page}charts/", headers=HTML).content.decode()
    assert f"{page}?column=wholesale&amp;guard=%3D&amp;change=%3E%3D5&amp;change=%3C10" in drawn
    assert [row[1] for row in rows(client, page, column="wholesale", change=">=5")] == ["6204", "DRILL"]
    told = client.get(f"{page}panel", {"key": found[1][0]}, headers=HTML).content.decode()
    assert re.findall(r"<b>([^<]*)</b>", told.partition("derivation")[2]) == [
        "не действует", "нет", "Makita", "действует", "80", "100", "80",
    ]  # fmt: skip
    assert client.get(f"{page}panel", {"key": "999999"}, headers=HTML).status_code == 404
    assert post(client, f"{page}approve/", when="now").status_code == 422

    client = enter(second)
    assert "Вы сами рассчитали эти цены" not in client.get(page, headers=HTML).content.decode()
    assert post(client, f"{page}approve/", when="now").status_code == 200
    assert wholesale(firm) == {"6204": dec(60), "DRILL": dec(80), "SAW": dec(80)}
    heads = client.get(f"{page}export.csv", headers=HTML).getvalue().decode("utf-8-sig").splitlines()[0]
    assert "Было;Стало" in heads, "what it says of prices is of the past now"

    back = post(client, f"{page}lead-back/", to="before").json()["location"]
    assert {row[1]: row[8] for row in rows(client, back)} == {"DRILL": "75", "SAW": None}
    assert wholesale(firm)["DRILL"] == dec(80)
    assert "ничто не публикуется само" in client.get(back, headers=HTML).content.decode()
    assert post(enter(boss), f"{back}approve/", when="now").status_code == 200
    shown = client.get(back, headers=HTML).content.decode()
    assert "вернула прежние цены" in shown


def test_a_break_stands_in_the_sheet_with_its_quantity_and_tells_why(enter: Enter, firm: Firm, bearing: int) -> None:
    boss = firm.person("boss", "director")
    ladder = Policy(breaks=(BreakRule("retail", "10", "price - 5", 'brand = "SKF"', name="коробкой"),))
    made = actions.simulate(policy=ladder, actor=boss, at=timezone.now())
    client, page = enter(boss), f"{ADDRESS}{made}/"
    [row] = rows(client, page)
    assert (row[1], row[6], row[7], row[8]) == ("6204", "10", None, "95")
    assert [one[1] for one in rows(client, page, from_quantity=">=10", rule="10001")] == ["6204"]
    assert "?rule=10001" in client.get(page, headers=HTML).content.decode()
    told = client.get(f"{page}panel", {"key": row[0]}, headers=HTML).content.decode()
    assert re.findall(r"<b>([^<]*)</b>", told.partition("derivation")[2]) == [
        "действует", "да", "SKF", "10", "95", "100", "95",
    ]  # fmt: skip
    assert "коробкой" in told

    post(enter(firm.person("second", "director")), f"{page}approve/", when="now")
    ended = Policy(breaks=(BreakRule("retail", "20", "price", name="паллетой"),))
    client, page = enter(boss), f"{ADDRESS}{actions.simulate(policy=ended, actor=boss, at=timezone.now())}/"
    [row] = rows(client, page)
    assert (row[6], row[7], row[8]) == ("10", "95", None)
    told = client.get(f"{page}panel", {"key": row[0]}, headers=HTML).content.decode()
    assert "Ни одна строка скидок больше не даёт этого количества" in told


def test_a_publication_waits_for_its_moment_or_is_dropped(enter: Enter, firm: Firm, bearing: int) -> None:
    at = timezone.now()
    made = actions.simulate(policy=POLICY, actor=firm.person("boss", "director"), at=at)
    client, page = enter(firm.person("root", "administrator")), f"{ADDRESS}{made}/"
    day = business_day(at)
    refused = post(client, f"{page}approve/", when="later", on=f"{day - timedelta(days=1):%d.%m.%Y}")
    assert "Этот момент уже прошёл" in refused.json()["refusals"][0]["text"]
    later = f"{day + timedelta(days=2):%d.%m.%Y}"
    assert post(client, f"{page}approve/", when="later", on=later, hour="06:30").status_code == 200
    assert rows(client, ADDRESS)[0][4] == "approved"
    assert post(client, f"{page}drop/").status_code == 404  # an administrator sets no prices
    client = enter(firm.person("second", "director"))
    assert post(client, f"{page}drop/").status_code == 200
    assert rows(client, ADDRESS)[0][4] == "dropped"
    assert not actions.publish_due(at=at + timedelta(days=9))
    assert client.get(f"{ADDRESS}999999/", headers=HTML).status_code == 404


def test_who_waits_for_the_worker_sees_how_far_it_is_and_then_the_prices(
    enter: Enter, firm: Firm, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)
    at = timezone.now()
    made = actions.ask(policy=POLICY, actor=firm.person("boss", "director"), at=at)
    client, page = enter(firm.person("second", "director")), f"{ADDRESS}{made}/"
    shown = client.get(page, headers=HTML).content.decode()
    assert f'hx-get="{page}progress/" hx-trigger="every 3s"' in shown
    assert "Цен ещё нет" in shown, "not that nothing would change"
    assert "ждёт рабочего процесса" in client.get(f"{page}progress/", headers=HTML).content.decode()
    Publication.objects.filter(pk=made).update(begun_at=at, tries=2)
    assert "Начато заново" in client.get(f"{page}progress/", headers=HTML).content.decode()
    actions.work_out(publication=made, at=at)
    assert client.get(f"{page}progress/", headers=HTML).headers["HX-Refresh"] == "true"
    assert f"{page}progress/" not in client.get(page, headers=HTML).content.decode()


def test_a_manager_sees_no_publications(enter: Enter, firm: Firm) -> None:
    assert enter(firm.person("mary", "manager")).get(ADDRESS, headers=HTML).status_code == 404


def test_who_puts_an_older_version_back_is_told_so_before_it_happens(enter: Enter, firm: Firm, bearing: int) -> None:
    at = timezone.now()
    boss, second = firm.person("boss", "director"), firm.person("second", "director")
    older = actions.simulate(policy=POLICY, actor=boss, at=at)
    newer = actions.simulate(policy=Policy(rules=(Rule("wholesale", "retail * 0.7"),)), actor=boss, at=at)
    versions = dict(Publication.objects.values_list("pk", "version"))
    client = enter(second)

    def shown(publication: int) -> str:
        return client.get(f"{ADDRESS}{publication}/", headers=HTML).content.decode()

    assert "более старую версию" not in shown(older) + shown(newer)
    actions.approve(publication=older, actor=second, at=at, begins_at=at + timedelta(days=1))
    assert f"Публикация {older}, утверждённая на" in shown(newer), "who approves the newer one knows what follows it"
    assert "более старую версию" not in shown(older)
    actions.approve(publication=newer, actor=second, at=at)
    assert f"Действует версия {versions[newer]} политики" in shown(older)
    assert f"вернёт более старую версию {versions[older]}" in shown(older)
    assert f"Публикация {older}, утверждённая на" in shown(newer)
    actions.drop(publication=older, actor=boss, at=at)
    assert "более старую версию" not in shown(older) + shown(newer)
