"""The way of prices from a policy into force: worked out, looked at, approved by another, published, led back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection

from optom.base.formula import Kind
from optom.base.refusal import Refusal, Refusals
from optom.domain.accounts.models import StaffRole, User
from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as figures
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.costs.rules import RESERVED
from optom.domain.journal import actions as journal
from optom.domain.policy import actions, proposals, queries, tasks
from optom.domain.policy.compiling import OF_PRICE
from optom.domain.policy.document import Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.policy.models import ProposedPrice, Publication
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Break, Column, ColumnPrice, PriceChange
from optom.domain.pricing.queries import broken_books

pytestmark = pytest.mark.django_db
_numbers = count(1)
POLICY = Policy(
    names=(Named("cost", "IFBLANK(planned_cost, receipt_cost)"), Named("whole_cost", "cost * 1.02")),
    rules=(
        Rule("dealer", "retail * 0.9"),
        Rule("retail", "ROUND(whole_cost * 1.3, 0)", 'brand = "Bosch"'),
        Rule("retail", "ROUND(whole_cost * 1.5, 0)"),
    ),
    guards=(Guard("not by more than a fifth", "IFBLANK(ABS(change), 0) <= 20%"), Guard("above cost", "price >= cost")),
    corridor="ABS(change) <= 3%",
)


@pytest.fixture(autouse=True)
def goods(at: datetime) -> None:
    import_columns(ColumnRow(code, code.title(), code=code) for code in ("retail", "dealer"))
    import_products((ProductRow(name, name=name) for name in ("drill", "saw")), at=at)
    costs(at, drill="100", saw="200")


def costs(at: datetime, **of: str | None) -> None:
    planned = Input.objects.get(name="planned_cost").pk
    keys = dict(Product.objects.values_list("external_id", "pk"))
    told = [Told(planned, keys[name], None if cost is None else Decimal(cost)) for name, cost in of.items()]
    figures.set_figures(told=told, actor=None, at=at)


def person(*roles: str) -> int:
    user = User.objects.create(
        email=f"eyes{next(_numbers)}@optom.example", name="Eyes", created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    StaffRole.objects.bulk_create(StaffRole(user=user, role=role) for role in roles)
    return user.pk


def prices() -> dict[tuple[str | None, str], Decimal]:
    rows = ColumnPrice.objects.values_list("product__external_id", "column__code", "amount")
    return {(product, column): amount for product, column, amount in rows}


def woken(task: str) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs where task_name = %s order by id", [task])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def held(publication: int) -> list[tuple[str | None, str, int | None]]:
    found = ProposedPrice.objects.filter(publication=publication, guard__isnull=False).order_by(
        "column__code", "product"
    )
    return list(found.values_list("product__external_id", "column__code", "guard"))


def test_prices_change_when_another_approves_and_not_before(at: datetime) -> None:
    director, second = person("director"), person("director")
    publication = actions.simulate(policy=POLICY, actor=director, at=at)
    assert prices() == {}
    with pytest.raises(Refusal) as refused:
        actions.approve(publication=publication, actor=director, at=at)
    assert refused.value.code == "policy.four_eyes"
    actions.approve(publication=publication, actor=second, at=at)
    assert prices() == {
        ("drill", "retail"): Decimal(153),
        ("drill", "dealer"): Decimal("137.70"),
        ("saw", "retail"): Decimal(306),
        ("saw", "dealer"): Decimal("275.40"),
    }
    assert queries.policy_in_force() == POLICY
    assert {change.source for change in PriceChange.objects.all()} == {f"policy.publication:{publication}"}
    assert broken_books() == []


def test_a_manager_sets_no_prices(at: datetime) -> None:
    manager = person("manager")
    with pytest.raises(Refusal) as refused:
        actions.simulate(policy=POLICY, actor=manager, at=at)
    assert refused.value.code == "accounts.may_not"


def in_force(policy: Policy, at: datetime) -> int:
    publication = actions.simulate(policy=policy, actor=person("director"), at=at)
    actions.approve(publication=publication, actor=person("director"), at=at)
    return publication


def test_what_a_guard_does_not_let_pass_stays_and_is_seen(at: datetime) -> None:
    in_force(POLICY, at)
    costs(at, drill="150", saw="210")
    second = in_force(POLICY, at)
    assert held(second) == [("drill", "dealer", 1), ("drill", "retail", 1)]
    assert prices()["drill", "retail"] == Decimal(153)
    assert prices()["saw", "retail"] == Decimal(321)


def test_what_can_not_be_worked_out_is_held_back_with_its_price_in_force(at: datetime) -> None:
    in_force(POLICY, at)
    costs(at, saw=None)
    publication = in_force(POLICY, at)
    assert {row for row in held(publication) if row[0] == "saw"} == {("saw", "retail", 0), ("saw", "dealer", 0)}
    assert prices()["saw", "retail"] == Decimal(306)


def test_a_publication_comes_into_force_at_its_moment(at: datetime) -> None:
    publication = actions.simulate(policy=POLICY, actor=person("director"), at=at)
    tomorrow = at + timedelta(days=1)
    actions.approve(publication=publication, actor=person("administrator"), at=at, begins_at=tomorrow)
    assert not actions.publish_due(at=tomorrow - timedelta(seconds=1))
    assert actions.publish_due(at=tomorrow)
    assert not actions.publish_due(at=tomorrow)
    assert len(prices()) == 4


def test_a_dropped_publication_never_comes_into_force(at: datetime) -> None:
    director = person("director")
    publication = actions.simulate(policy=POLICY, actor=director, at=at)
    actions.drop(publication=publication, actor=director, at=at)
    with pytest.raises(Refusal) as refused:
        actions.approve(publication=publication, actor=person("director"), at=at)
    assert refused.value.code == "policy.publication_ended"
    assert prices() == {}


def test_a_price_that_somebody_has_changed_meanwhile_stays_as_he_has_set_it(at: datetime) -> None:
    publication = actions.simulate(policy=POLICY, actor=person("director"), at=at)
    ColumnPrice.objects.create(
        column=Column.objects.get(code="retail"), product=Product.objects.get(name="saw"), amount=333
    )
    actions.approve(publication=publication, actor=person("director"), at=at)
    assert prices()["saw", "retail"] == Decimal(333)
    assert Publication.objects.get(pk=publication).overtaken == 1


def test_one_act_leads_back_to_the_prices_of_any_past_moment(at: datetime) -> None:
    in_force(POLICY, at)
    first = prices()
    costs(at, drill="110", saw="220")
    later = at + timedelta(days=1)
    in_force(POLICY, later)
    assert prices() != first
    director = person("director")
    back = actions.lead_back(moment=at + timedelta(hours=1), actor=director, at=later + timedelta(hours=1))
    actions.approve(publication=back, actor=person("director"), at=later + timedelta(hours=2))
    assert prices() == first
    nothing = actions.lead_back(moment=at - timedelta(days=9), actor=director, at=later + timedelta(hours=3))
    actions.approve(publication=nothing, actor=person("director"), at=later + timedelta(hours=3))
    assert prices() == {}
    assert broken_books() == []


def test_right_before_and_right_after_a_publication_are_told_apart_whatever_clocks_said(at: datetime) -> None:
    """Whoever approves has read his clock before he waited for a list that was loaded meanwhile."""
    earlier, director = at - timedelta(seconds=2), person("director")
    waiting = actions.simulate(policy=POLICY, actor=director, at=earlier)
    import_columns([ColumnRow("hand", "Hand", code="hand")])
    import_prices([PriceRow("saw", "hand", Decimal(7))], at=at)
    actions.approve(publication=waiting, actor=person("director"), at=earlier + timedelta(seconds=1))
    published = Publication.objects.get(pk=waiting).published_at
    after = prices()
    assert published is not None
    assert set(PriceChange.objects.filter(column__code="retail").values_list("at", flat=True)) == {published}

    def led_back(moment: datetime) -> dict[tuple[str | None, str], Decimal]:
        back = actions.lead_back(moment=moment, actor=director, at=later)
        actions.approve(publication=back, actor=person("director"), at=later)
        return prices()

    later = at + timedelta(hours=1)
    assert led_back(published) == after
    assert led_back(published - timedelta(microseconds=1)) == {("saw", "hand"): Decimal(7)}
    assert led_back(published) == after
    assert queries.policy_in_force() == POLICY
    assert broken_books() == []


def test_a_price_made_of_another_tells_how_that_one_comes_about(at: datetime) -> None:
    publication = in_force(POLICY, at)
    drill, dealer = Product.objects.get(external_id="drill").pk, Column.objects.get(code="dealer").pk
    derived = queries.why_proposed(publication, product=drill, column=dealer, at=at)
    assert derived is not None
    assert (derived.amount, derived.names["retail"].value) == (Decimal("137.70"), Decimal(153))


def test_the_policy_in_force_is_the_one_whose_prices_are(at: datetime) -> None:
    """Of two approvals the one that was done last, though its clock was read first."""
    doubled = replace(POLICY, rules=(Rule("retail", "whole_cost * 2"),), guards=())
    first, second = (actions.simulate(policy=one, actor=person("director"), at=at) for one in (doubled, POLICY))
    actions.approve(publication=first, actor=person("director"), at=at + timedelta(seconds=2))
    actions.drop(publication=second, actor=person("director"), at=at)
    second = actions.simulate(policy=POLICY, actor=person("director"), at=at)
    actions.approve(publication=second, actor=person("director"), at=at + timedelta(seconds=1))
    assert queries.policy_in_force() == POLICY


def test_small_moves_of_costs_publish_themselves_and_the_rest_waits_in_one_publication(at: datetime) -> None:
    in_force(POLICY, at)
    costs(at, drill="101", saw="220")
    drill, saw = (Product.objects.get(external_id=name).pk for name in ("drill", "saw"))
    first = actions.follow_inputs(products=[drill, saw], at=at)
    assert prices()["drill", "retail"] == Decimal(155)
    assert prices()["saw", "retail"] == Decimal(306)
    costs(at, drill="120")
    second = actions.follow_inputs(products=[drill], at=at)
    waiting = Publication.objects.filter(approved_at=None, dropped_at=None)
    assert [one.pk for one in waiting] == [second] != [first]
    assert waiting.get().prices == 4
    assert actions.follow_inputs(products=[], at=at) is not None


def test_what_waits_by_a_policy_that_was_replaced_brings_it_not_back(at: datetime) -> None:
    in_force(POLICY, at)
    drill, saw = (Product.objects.get(external_id=name).pk for name in ("drill", "saw"))
    costs(at, drill="110", saw="220")
    waits = actions.follow_inputs(products=[drill, saw], at=at)
    assert waits is not None
    approver, tomorrow = person("administrator"), at + timedelta(days=1)
    actions.approve(publication=waits, actor=approver, at=at, begins_at=tomorrow)
    dearer = replace(POLICY, rules=(Rule("retail", "ROUND(whole_cost * 1.6, 0)"),))
    in_force(dearer, at)
    assert actions.publish_due(at=tomorrow)
    assert queries.policy_in_force() == dearer
    assert Publication.objects.get(pk=waits).overtaken > 0

    costs(at, drill="150")
    waits = actions.follow_inputs(products=[drill], at=at)
    assert waits is not None
    in_force(POLICY, at)
    with pytest.raises(Refusal) as refused:
        actions.approve(publication=waits, actor=approver, at=at)
    assert refused.value.code == "policy.not_in_force"


def test_what_was_told_while_a_policy_waited_for_approval_follows_it_once_it_is_in_force(at: datetime) -> None:
    asked = actions.simulate(policy=POLICY, actor=person("director"), at=at)
    later = at + timedelta(hours=1)
    costs(later, drill="101")
    actions.approve(publication=asked, actor=person("director"), at=later)
    assert prices()["drill", "retail"] == Decimal(153)
    journal.deliver(at=later)
    assert tasks.waits_since(at)
    actions.follow_costs(since=at, at=later)
    assert prices()["drill", "retail"] == Decimal(155)


def test_after_prices_were_led_back_nothing_is_published_by_itself_until_a_person_publishes(at: datetime) -> None:
    in_force(POLICY, at)
    later, first = at + timedelta(hours=1), prices()
    costs(later, drill="101")
    actions.follow_inputs(products=None, at=later)
    back = actions.lead_back(moment=at, actor=person("director"), at=later)
    actions.approve(publication=back, actor=person("director"), at=later)
    waiting = actions.follow_inputs(products=None, at=later + timedelta(days=1))
    assert prices() == first, "else the corridor would bring them again the next day"
    assert waiting is not None
    actions.approve(publication=waiting, actor=person("director"), at=later + timedelta(days=2))
    assert prices()["drill", "retail"] == Decimal(155)
    costs(later, drill="102")
    assert actions.follow_inputs(products=None, at=later + timedelta(days=3)) is None
    assert prices()["drill", "retail"] == Decimal(156)


def test_nothing_waits_when_nothing_moves(at: datetime) -> None:
    assert actions.follow_inputs(products=None, at=at) is None
    in_force(POLICY, at)
    assert actions.follow_inputs(products=None, at=at) is None
    assert Publication.objects.count() == 1


def test_prices_are_counted_by_the_percents_that_are_shown(at: datetime) -> None:
    import_prices([PriceRow("saw", "retail", Decimal(10_000))], at=at)
    made = actions.simulate(policy=Policy(rules=(Rule("retail", "10499.60"),)), actor=None, at=at)
    [step] = queries.steps(made)
    assert step.key is not None
    assert queries.between(step.key) == (5, 10), "and not below 5: the sheet shows 5.00"
    assert [row.change for row in queries.proposed(made).all() if row.before] == [Decimal(5)]


def test_a_break_that_would_cost_no_less_ends_with_the_price_above_it(at: datetime) -> None:
    in_force(POLICY, at)
    retail, saw = Column.objects.get(code="retail"), Product.objects.get(external_id="saw")
    import_prices([PriceRow("saw", "retail", Decimal(300), Decimal(10))], at=at)
    assert Break.objects.filter(column=retail, product=saw).exists()
    costs(at, saw="190")
    in_force(POLICY, at)
    assert prices()["saw", "retail"] == Decimal(291)
    assert not Break.objects.exists()


def test_all_that_is_wrong_with_a_policy_is_told_at_once(at: datetime) -> None:
    policy = Policy(
        names=(Named("brand", "1"), Named("2x", "1")),
        rules=(Rule("retail", "cots * 2"), Rule("wholesale", "planned_cost"), Rule("retail", "10", "brand")),
        guards=(Guard("g", "price > "),),
    )
    with pytest.raises(Refusals) as refused:
        actions.simulate(policy=policy, actor=person("director"), at=at)
    told = [(one.code, one.facts["part"], one.facts["row"], one.facts["cell"]) for one in refused.value.reasons]
    assert told == [
        ("policy.name_taken", "names", 1, "name"),
        ("policy.name_wrong", "names", 2, "name"),
        ("policy.column_unknown", "rules", 2, "column"),
        ("formula.unknown_name", "rules", 1, "price"),
        ("formula.wrong_result", "rules", 3, "condition"),
        ("formula.ends_early", "guards", 1, "holds"),
    ]


def test_two_tables_of_one_name_and_one_without_are_refused(at: datetime) -> None:
    rungs = (Rung(Decimal(0), Decimal(2)),)
    tables = tuple(Table(name, rungs=rungs) for name in ("Наценки", "наценки", " "))
    found = queries.faults(Policy(tables=tables), at=at)
    assert [(one.code, one.facts["row"]) for one in found] == [("policy.table_twice", 2), ("policy.table_unnamed", 3)]


def test_what_stands_twice_in_a_table_is_refused(at: datetime) -> None:
    numbers = Table(
        "a", rungs=(Rung(Decimal(1), Decimal(2)), Rung(Decimal(5), Decimal(2)), Rung(Decimal("1.0"), Decimal(3)))
    )
    brands = Table("b", Kind.TEXT, rungs=(Rung("Bosch", Decimal(2)), Rung("BOSCH", Decimal(3))))
    found = queries.faults(Policy(tables=(numbers, brands)), at=at)
    assert [(one.code, one.facts["row"], one.facts["key"]) for one in found] == [
        ("policy.rung_twice", 1, Decimal(1)), ("policy.rung_twice", 2, "bosch"),
    ]  # fmt: skip


def test_a_column_is_not_made_of_itself_and_told_so(at: datetime) -> None:
    policy = Policy(
        rules=(Rule("retail", "planned_cost * 2"), Rule("retail", "Retail * 2")),
        roundings=(Rounding("retail", "MAX(price, retail)"),),
    )
    found = queries.faults(policy, at=at)
    told = [(one.code, one.facts["part"], one.facts["row"], one.facts["place"]) for one in found]
    assert told == [("policy.column_of_itself", "rules", 2, 1), ("policy.column_of_itself", "roundings", 1, 12)]


def test_columns_made_of_each_other_are_refused(at: datetime) -> None:
    policy = Policy(rules=(Rule("retail", "dealer * 2"), Rule("dealer", "retail / 2")))
    with pytest.raises(Refusal) as refused:
        actions.simulate(policy=policy, actor=person("director"), at=at)
    assert refused.value.code == "policy.columns_in_circle"


def test_a_rule_holds_on_its_days_alone(at: datetime) -> None:
    today = at.date()
    promotion = Rule("retail", "planned_cost", name="promotion", since=today, until=today, reason="anniversary")
    policy = Policy(rules=(promotion, Rule("retail", "planned_cost * 2")))
    in_force(policy, at)
    assert prices()["saw", "retail"] == Decimal(200)
    actions.follow_inputs(products=None, at=at + timedelta(days=1))
    [waiting] = Publication.objects.filter(approved_at=None)
    assert waiting.prices == 2


def test_told_costs_reach_prices_by_themselves(at: datetime) -> None:
    in_force(POLICY, at)
    later = at + timedelta(hours=1)
    journal.deliver(at=at)
    costs(later, drill="101", saw="250")
    assert journal.deliver(at=later) == 1
    assert tasks.waits_since(later)
    actions.follow_costs(since=later, at=later)
    assert prices()["drill", "retail"] == Decimal(155)
    assert prices()["saw", "retail"] == Decimal(306)
    assert Publication.objects.get(approved_at=None, dropped_at=None).held == 2


def test_a_policy_that_names_what_is_no_more_says_so_instead_of_publishing(at: datetime) -> None:
    in_force(POLICY, at)
    costs(at, drill="101")
    Column.objects.filter(code="dealer").update(code="partner", name="Partner")
    failed = actions.follow_inputs(products=None, at=at)
    assert failed is not None
    row = queries.publication(failed)
    assert row is not None
    assert (row.state, row.failure) == ("failed", "refused")
    assert queries.waiting() == 1, "somebody has to mend the policy"
    assert prices()["drill", "retail"] == Decimal(153)


def test_many_prices_are_worked_out_by_the_worker_and_can_not_be_approved_before(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 2)
    director, second = person("director"), person("director")
    journal.deliver(at=at)  # what was told of costs before
    asked = actions.ask(policy=POLICY, actor=director, at=at)
    assert Publication.objects.get(pk=asked).worked_out_at is None
    with pytest.raises(Refusal) as refused:
        actions.approve(publication=asked, actor=second, at=at)
    assert refused.value.code == "policy.not_worked_out"
    assert journal.deliver(at=at) == 1
    assert woken("policy.work_out") == [{"publication": asked}]
    actions.work_out(publication=asked, at=at)
    actions.work_out(publication=asked, at=at)
    assert not actions.approve(publication=asked, actor=second, at=at)
    assert prices() == {}, "so many come into force by the worker too"
    assert actions.publish_due(at=at)
    assert len(prices()) == 4
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 4)
    few = actions.ask(policy=POLICY, actor=director, at=at)
    assert Publication.objects.get(pk=few).worked_out_at == at


def test_the_way_back_to_many_prices_is_worked_out_by_the_worker(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    in_force(POLICY, at)
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 3)
    journal.deliver(at=at)
    later = at + timedelta(hours=1)
    back = actions.lead_back(moment=at - timedelta(days=1), actor=person("director"), at=later)
    assert Publication.objects.get(pk=back).worked_out_at is None
    assert journal.deliver(at=later) == 1
    assert woken("policy.work_out") == [{"publication": back}]
    assert actions.left(at_work=[]) == [back], "taken up again where the worker has died over it"
    actions.work_out(publication=back, at=later)
    row = queries.publication(back)
    assert row is not None
    assert (row.state, row.prices) == ("waiting", 4)
    actions.approve(publication=back, actor=person("director"), at=later)
    assert actions.publish_due(at=later)
    assert prices() == {}


def test_what_does_not_fit_any_more_when_the_worker_comes_to_it_says_so(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)
    asked = actions.ask(policy=POLICY, actor=person("director"), at=at)
    Column.objects.filter(code="dealer").update(code="partner", name="Partner")
    actions.work_out(publication=asked, at=at)
    row = queries.publication(asked)
    assert row is not None
    assert (row.state, row.failure) == ("failed", "refused")
    assert queries.waiting() == 0


def test_no_input_is_called_as_formulas_of_prices_call_something_else() -> None:
    assert {name for names in OF_PRICE for name in names[:2]} <= RESERVED


def test_what_could_be_no_price_is_no_cost_either(at: datetime) -> None:
    policy = replace(POLICY, cost="planned_cost * 999999999999999")
    assert actions.simulate(policy=policy, actor=person("director"), at=at)
    assert queries.costs(policy=policy, products=None, at=at) == {}


def test_what_goods_cost_is_what_the_policy_says(at: datetime) -> None:
    costs(at, saw=None)
    known = Product.objects.in_bulk(field_name="external_id")
    drill, saw = known["drill"].pk, known["saw"].pk
    told = queries.costs(policy=replace(POLICY, cost="whole_cost + 1"), products=None, at=at)
    assert told == {drill: Decimal(103)}
    assert queries.costs(policy=replace(POLICY, cost="whole_cost"), products=[saw], at=at) == {}
    assert queries.costs(policy=POLICY, products=None, at=at) == {}
    with pytest.raises(Refusal) as refused:
        queries.costs(policy=replace(POLICY, cost="retail"), products=None, at=at)
    assert (refused.value.facts["part"], refused.value.code) == ("cost", "formula.unknown_name")
