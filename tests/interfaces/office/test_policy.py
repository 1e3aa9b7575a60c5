"""The director writes the policy on its page: told what does not fit, shown what it makes of goods; worked out."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

import pytest
from django.test import Client

from optom.base.formula import Kind
from optom.domain.accounts import actions as accounts
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy, Rule, Rung, Table
from tests.statements import counted
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PAGE = "/office/prices/policy/"
HTML = {"Accept": "text/html", "Accept-Language": "ru"}


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


def rule(price: str, **cells: str) -> dict[str, str]:
    return {"column": policies.columns()[0].code, "price": price, **cells}


def ask(client: Client, what: str, cells: dict[str, Any], **more: Any) -> Any:
    body = json.dumps({"cells": cells, **more})
    answer = client.post(f"{PAGE}{what}/", body, content_type="application/json")
    return answer.json() | {"status": answer.status_code}


def shown(client: Client) -> Any:
    page = client.get(PAGE, headers=HTML).content.decode()
    return json.loads(page.split('<script id="policy" type="application/json">')[1].partition("</script>")[0])


def test_a_wrong_formula_is_told_at_its_character_and_kept_as_typed(director: Client) -> None:
    cells = {"rules": [rule("10,5 * 2", since="31.12.2026"), rule("=вест * 2")]}
    [fault] = ask(director, "check", cells)["faults"]
    assert (fault["part"], fault["row"], fault["cell"], fault["place"]) == ("rules", 2, "price", 2)
    assert "вес" in fault["help"]
    assert policies.draft().edits == 0, "checking keeps nothing"
    assert ask(director, "save", cells, expected=0)["edits"] == 1
    kept = shown(director)
    assert [row["price"] for row in kept["cells"]["rules"]] == ["10,5 * 2", "=вест * 2"]
    assert (kept["cells"]["rules"][0]["since"], kept["edits"], kept["faults"][0]["row"]) == ("31.12.2026", 1, 2)


def test_what_is_no_day_or_number_is_told_at_its_cell(director: Client) -> None:
    table = [
        {"name": "наценка", "key": "money", "gives": "number", "from": "0", "value": "много"},
        {"from": "", "value": "x"},
    ]
    answer = ask(director, "save", {"rules": [rule("1", since="завтра")], "tables": table}, expected=0)
    assert answer["status"] == 422
    assert [(one["part"], one["row"], one["cell"]) for one in answer["faults"]] == [
        ("tables", 1, "value"),
        ("tables", 2, "from"),
        ("tables", 2, "value"),
        ("rules", 1, "since"),
    ]


def test_a_table_is_written_step_by_step_and_its_faults_stand_where_it_begins(director: Client) -> None:
    steps = [
        {"name": "наценка", "from": "0", "value": "50%"},
        {"from": "1 000", "value": "0,2"},
        {"name": "скидка", "key": "text", "from": "Bosch", "value": "0,1"},
        {"from": "bosch", "value": "0,2"},
    ]
    [fault] = ask(director, "check", {"tables": steps})["faults"]
    assert (fault["row"], fault["cell"]) == (3, "name")
    assert ask(director, "save", {"tables": steps[:3], "rules": [rule('10 * ПРОСМОТР(вес; "наценка")')]}, expected=0)[
        "status"
    ]
    again = shown(director)["cells"]["tables"]
    assert [(row["name"], row["from"], row["value"]) for row in again] == [
        ("наценка", "0", "0,5"),
        ("наценка", "1000", "0,2"),
        ("скидка", "Bosch", "0,1"),
    ]


@pytest.mark.parametrize(("language", "bound"), [("en", 500_000), ("ru", 500)])
def test_a_comma_means_what_it_does_in_the_excel_of_the_reader(
    enter: Enter, firm: Firm, language: Literal["en", "ru"], bound: int
) -> None:
    boss = firm.person("boss", "director")
    accounts.choose_language(user=boss, language=language)
    director = enter(boss)
    steps = [{"name": "t", "from": "500,000", "value": "1.5"}, {"from": "1,000,000.50", "value": "2"}]
    assert ask(director, "save", {"tables": steps}, expected=0)["faults"] == []
    [table] = policies.draft().policy.tables
    assert [rung.key for rung in table.rungs] == [bound, Decimal("1000000.5")]


def test_who_saves_over_another_is_told_and_can_do_it(director: Client, enter: Enter, firm: Firm) -> None:
    second = enter(firm.person("second", "director"))
    ask(second, "save", {"rules": [rule("7")]}, expected=0)
    answer = ask(director, "save", {"rules": [rule("8")]}, expected=0)
    assert (answer["status"], answer["edits"], answer["refusals"][0]["code"]) == (422, 1, "policy.draft_moved")
    assert "second" in answer["refusals"][0]["text"].lower()
    assert ask(director, "save", {"rules": [rule("8")]}, expected=1)["edits"] == 2


def test_what_is_typed_is_tried_on_products_before_it_is_kept(director: Client, firm: Firm) -> None:
    drill = firm.product("DR-1", price=100)
    cells = {
        "names": [{"name": "лёгкий", "formula": "НЕ(вес > 5)"}],
        "rules": [rule("110 * 2", name="не Bosch", condition='И(лёгкий; бренд <> "Bosch")')],
        "roundings": [{"column": policies.columns()[0].code, "formula": "ОКРУГЛ(цена; -1)"}],
        "guards": [{"name": "не вдвое", "holds": "изменение < 100%"}],
    }
    found = director.get(f"{PAGE}products/?q=DR1").json()["products"]
    assert [one["id"] for one in found] == [drill]
    html = ask(director, "try", cells, products=[drill])["html"]
    for told in ("DR-1", "220,00", "+120", "1. не Bosch", "не вдвое", "110 * 2", "вес &gt; 5"):
        assert told in html, told
    assert policies.draft().edits == 0
    circle = [rule("[Розница] * 2"), {"column": "retail", "price": "[Опт] * 2"}]
    assert "waits" in ask(director, "try", {"rules": circle}, products=[drill])


def test_while_some_rows_do_not_fit_the_others_are_tried_and_what_hangs_on_them_is_unknown(
    director: Client, firm: Firm
) -> None:
    heavy, light = firm.product("HV-1", price=100), firm.product("LT-1", price=100)
    cells = {
        "names": [{"name": "основа", "formula": "ррц *"}],
        "tables": [{"name": "наценка", "from": "0", "value": "много"}, {"from": "10", "value": "2"}],
        "rules": [
            {"column": "wholesale", "condition": 'артикул = "LT-1"', "price": "150"},
            {"column": "wholesale", "condition": "вес > 5", "price": "основа * 2"},
            {"column": "wholesale", "condition": "вес > 5 и", "price": "170"},
            {"column": "wholesale", "price": "200"},
            {"column": "retail", "price": "[Опт] * 2"},
        ],
    }
    html = ask(director, "try", cells, products=[light, heavy])["html"]
    above, shown, hidden = html.split("data-tried")
    assert "Имена: 1; Таблицы: 1, 2; Правила: 2, 3" in above, "a rule that names what can't be read is left out too"
    assert "150,00" in shown, "the rule above the one that can't be read holds"
    assert "300,00" in shown
    assert "200,00" not in hidden, "the rule left out might have held"
    assert hidden.count("<b>?</b>") == 2, "nor is known what is made of that price"
    del cells["rules"][2]
    hidden = ask(director, "try", cells, products=[heavy])["html"]
    assert ("200,00" in hidden, "<b>?</b>" in hidden) == (True, False), (
        "the rule whose price can't be read doesn't hold"
    )


def test_a_group_or_a_brand_is_tried_together_with_margins_and_the_policy_in_force(
    director: Client, firm: Firm
) -> None:
    firm.product("DR-1", price=100)
    firm.product("DR-2", price=150)
    cells = {"cost": [{"cost": "123 + 0"}], "rules": [rule("200", name="всем")]}
    html = ask(director, "try", cells, kind={"text": "DR-1"})["html"]
    assert ("DR-1" in html, "DR-2" in html, "25\xa0%" in html) == (True, False, True)
    brand = director.get(f"{PAGE}products/?q=DR1").json()["products"][0]["brand"]
    html = ask(director, "try", cells, kind={"brand": brand.upper(), "group": ""})["html"]
    assert ("DR-1" in html, "DR-2" in html) == (True, True)
    assert "DR-1" not in ask(director, "try", cells, kind={"group": "nowhere"})["html"]

    standing = Policy(rules=(Rule(policies.columns()[0].code, "180"),))
    publication = actions.simulate(policy=standing, actor=firm.person("first", "director"), at=firm.at)
    actions.approve(publication=publication, actor=firm.person("second", "director"), at=firm.at)
    html = ask(director, "try", cells, kind={"text": "DR-1"})["html"]
    head, row = html.split("<tbody>")
    assert "По действующей политике" in head
    assert [text for text in ("180,00", "200,00", "+11,1") if text in row] == ["180,00", "200,00", "+11,1"]


def test_breaks_are_typed_tried_and_compared(director: Client, firm: Firm) -> None:
    drill = firm.product("DR-1", price=100)
    column = policies.columns()[0].code
    box = {"column": column, "name": "коробкой", "from_quantity": "кратность * 10", "price": "цена * 95%"}
    cells = {"rules": [rule("110")], "breaks": [box, {"from_quantity": "20", "price": "цена", "since": "завтра"}]}
    [fault] = ask(director, "save", cells, expected=0)["faults"]
    assert (fault["part"], fault["row"], fault["cell"]) == ("breaks", 2, "since")
    cells["breaks"][1]["since"] = ""
    html = ask(director, "try", cells, products=[drill])["html"]
    for told in (", от 10", "104,50", "1. коробкой", ", от 20", "не ниже цены перед ней", "кратность * 10"):
        assert told in html, told
    guarded = {**cells, "guards": [{"name": "не дороже", "holds": "цена < 105"}]}
    assert "выведена из задержанной цены" in ask(director, "try", guarded, products=[drill])["html"], "its column's"
    assert ask(director, "save", cells, expected=0)["edits"] == 1
    typed = shown(director)["cells"]["breaks"]
    assert [(row["column"], row["from_quantity"], row["price"]) for row in typed] == [
        (column, "кратность * 10", "цена * 95%"),
        ("", "20", "цена"),
    ]
    kept = policies.draft().policy.breaks[0]
    assert (kept.from_quantity, kept.price) == ("multiple * 10", "price * 95%")
    compared = director.get(f"{PAGE}versions/", headers=HTML).content.decode()
    assert "Скидки за количество" in compared
    assert "<ins>кратность * 10</ins>" in compared
    [price] = [one for one in shown(director)["vocabulary"]["fields"] if one["name"] == "цена"]
    assert price["only_in"] == ["breaks", "roundings", "corridor", "guards"]


def test_the_draft_is_worked_out_and_dropped(director: Client, firm: Firm) -> None:
    firm.product("DR-1", price=100)
    ask(director, "save", {"rules": [rule("220")]}, expected=0)
    stale = director.post(f"{PAGE}work-out/", {"expected": "0"})
    assert stale.json()["refusals"][0]["code"] == "policy.draft_moved"
    assert director.post(f"{PAGE}work-out/", {"expected": "1", "reason": "Весна"}).status_code == 200
    [version] = policies.versions()
    assert (version.reason, version.adopted_at) == ("Весна", None)
    assert director.post(f"{PAGE}drop/", {"expected": "1"}).status_code == 200
    assert shown(director)["cells"]["rules"] == []


def test_an_administrator_reads_and_others_do_not_know_of_it(enter: Enter, firm: Firm, alice: int) -> None:
    admin = enter(firm.person("admin", "administrator"))
    assert not shown(admin)["writes"]
    assert ask(admin, "check", {"rules": [rule("1")]})["faults"] == []
    for client in (enter(firm.person("fin", "finance")), enter(firm.person("man", "manager")), enter(alice)):
        assert client.get(PAGE, headers=HTML).status_code == 404
        assert client.post(f"{PAGE}save/", "{}", content_type="application/json").status_code == 404
    assert admin.post(f"{PAGE}save/", "{}", content_type="application/json").status_code == 404


def test_versions_are_compared_and_a_past_one_becomes_the_draft(director: Client) -> None:
    ask(director, "save", {"rules": [rule("220", name="весна")]}, expected=0)
    director.post(f"{PAGE}work-out/", {"expected": "1", "reason": "Весна"})
    ask(director, "save", {"rules": [rule("230", name="весна")]}, expected=1)
    [version] = policies.versions()

    page = director.get(f"{PAGE}versions/?before={version.id}", headers=HTML).content.decode()
    assert "<del>220</del>" in page
    assert "<ins>230</ins>" in page
    assert "Весна" in page
    taken = director.post(f"{PAGE}versions/take/", {"expected": "2", "version": str(version.id)})
    assert taken.status_code == 200
    assert policies.draft().policy.rules[0].price == "220"
    assert director.get(f"{PAGE}versions/?before=999", headers=HTML).status_code == 400


def test_a_comparison_tells_the_kinds_of_a_table_and_asks_no_more_for_more_rows(
    director: Client, firm: Firm, at: datetime
) -> None:
    def saying(rows: int, key: Kind) -> Policy:
        table = Table("Наценки", key, Kind.NUMBER, (Rung(Decimal(0), Decimal(2)),))
        return Policy(tables=(table,), rules=tuple(Rule(column, str(place + 1)) for place in range(rows)))

    column, boss = policies.columns()[0].code, firm.person("dora", "director")
    for rows, key in ((1, Kind.MONEY), (2, Kind.NUMBER), (9, Kind.NUMBER)):
        actions.simulate(policy=saying(rows, key), actor=boss, at=at)
    last, middle, first = (one.id for one in policies.versions())
    with counted() as of_one:
        page = director.get(f"{PAGE}versions/?before={first}&after={middle}", headers=HTML).content.decode()
    with counted() as of_many:
        director.get(f"{PAGE}versions/?before={middle}&after={last}", headers=HTML)
    assert "<del>сумма</del>" in page
    assert "<ins>число</ins>" in page
    assert len(of_many) == len(of_one)
