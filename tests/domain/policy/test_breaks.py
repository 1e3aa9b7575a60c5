"""Quantity breaks that the policy makes: proposed and published with prices, ended by it, never over those by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from optom.base.refusal import Refusals
from optom.domain.accounts.models import StaffRole, User
from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as figures
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.policy import actions, queries
from optom.domain.policy.document import BreakRule, Guard, Policy, Rule, as_json, from_json
from optom.domain.policy.judging import OF_BREAKS, OF_HELD
from optom.domain.policy.models import ProposedPrice, Publication, Version
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Break, Column, ColumnPrice, PriceChange
from optom.domain.pricing.queries import broken_books

pytestmark = pytest.mark.django_db
_numbers = count(1)
BY_BOX = BreakRule("retail", "multiple * 10", "price * 90%", name="by the box", reason="less to pick")
BY_PALLET = BreakRule("", "100", "price * 80%")
POLICY = Policy(
    rules=(Rule("retail", "planned_cost * 2"), Rule("dealer", "retail * 0.9", 'article = "saw"')),
    breaks=(BY_BOX, BY_PALLET),
    guards=(Guard("not by more than a fifth", "IFBLANK(ABS(change), 0) <= 20%"),),
    corridor="ABS(change) <= 3%",
)


@pytest.fixture(autouse=True)
def goods(at: datetime) -> None:
    import_columns(ColumnRow(code, code.title(), code=code) for code in ("retail", "dealer"))
    rows = (ProductRow(name, name=name, multiple=Decimal(multiple)) for name, multiple in (("drill", 1), ("saw", 2)))
    import_products(rows, at=at)
    cost(at, drill="100", saw="200")


def cost(at: datetime, **of: str) -> None:
    planned = Input.objects.get(name="planned_cost").pk
    told = [Told(planned, product(name), Decimal(amount)) for name, amount in of.items()]
    figures.set_figures(told=told, actor=None, at=at)


def product(name: str) -> int:
    return Product.objects.get(external_id=name).pk


def retail() -> int:
    return Column.objects.get(code="retail").pk


def director() -> int:
    user = User.objects.create(
        email=f"breaks{next(_numbers)}@optom.example", name="Eyes", created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    StaffRole.objects.create(user=user, role="director")
    return user.pk


def in_force(policy: Policy, at: datetime) -> int:
    publication = actions.simulate(policy=policy, actor=director(), at=at)
    actions.approve(publication=publication, actor=director(), at=at)
    return publication


def ladder(name: str, column: str = "retail") -> Mapping[Decimal, Decimal]:
    """What the product costs from how many on, one of it from 0 on."""
    of = {"product__external_id": name, "column__code": column}
    one = ColumnPrice.objects.filter(**of).values_list("amount", flat=True)
    steps = Break.objects.filter(**of).order_by("from_quantity").values_list("from_quantity", "amount")
    return {**{Decimal(0): amount for amount in one}, **dict(steps)}


def steps(*of: tuple[int, int | str]) -> dict[Decimal, Decimal]:
    return {Decimal(quantity): Decimal(amount) for quantity, amount in of}


def guards(publication: int) -> dict[tuple[str | None, Decimal], int | None]:
    found = ProposedPrice.objects.filter(publication=publication, column__code="retail")
    rows = found.values_list("product__external_id", "from_quantity", "guard")
    return {(name, quantity): guard for name, quantity, guard in rows}


def test_breaks_come_into_force_with_their_prices_and_stand_in_the_ledger(at: datetime) -> None:
    publication = actions.simulate(policy=POLICY, actor=director(), at=at)
    assert Publication.objects.get(pk=publication).prices == 8
    assert not Break.objects.exists()
    actions.approve(publication=publication, actor=director(), at=at)
    assert ladder("drill") == steps((0, 200), (10, 180), (100, 160))
    assert ladder("saw") == steps((0, 400), (20, 360), (100, 320))
    assert ladder("saw", "dealer") == steps((0, 360), (100, 288))
    assert not Break.objects.filter(owner__isnull=False).exists()
    assert {one.source for one in PriceChange.objects.all()} == {f"policy.publication:{publication}"}
    assert broken_books() == []
    names, _ = queries.names_of_parts(publication)
    told = {part.key: part.prices for part in queries.parts(publication, "rule")}
    assert sorted((names[key or 0], prices) for key, prices in told.items()) == [
        ("", 1), ("", 2), ("", 3), ("by the box", 2),
    ]  # fmt: skip


def test_a_break_that_is_no_lower_is_none_and_what_no_row_makes_any_more_ends(at: datetime) -> None:
    in_force(POLICY, at)
    dearer = replace(BY_PALLET, price="price * 95%")
    second = in_force(replace(POLICY, breaks=(BY_BOX, dearer)), at)
    assert ladder("drill") == steps((0, 200), (10, 180))
    ended = ProposedPrice.objects.get(publication=second, product__external_id="drill", from_quantity=100)
    assert (ended.amount, ended.rule, ended.guard) == (None, OF_BREAKS + 2, None)
    why = queries.why_proposed(
        second, product=product("drill"), column=retail(), from_quantity=Decimal(100), at=at
    )  # fmt: skip
    assert why is not None
    assert (why.is_lower, why.counted is not None, [turn.name for turn in why.turns]) == (False, True, [""])
    in_force(replace(POLICY, breaks=(replace(BY_BOX, condition="FALSE"),)), at)
    assert ladder("drill") == steps((0, 200))
    assert ladder("saw", "dealer") == steps((0, 360), (100, 342)), "no row speaks of it any more"
    assert broken_books() == []


def test_a_row_makes_breaks_on_its_days_alone(at: datetime) -> None:
    today: date = at.date()
    in_force(replace(POLICY, breaks=(replace(BY_BOX, since=today, until=today),)), at)
    assert ladder("drill") == steps((0, 200), (10, 180))
    tomorrow = at + timedelta(days=1)
    waiting = actions.follow_inputs(products=None, at=tomorrow)
    assert waiting is not None
    actions.approve(publication=waiting, actor=director(), at=tomorrow)
    assert ladder("drill") == steps((0, 200))


def test_breaks_set_by_hand_are_all_there_is_for_that_product(at: datetime) -> None:
    in_force(POLICY, at)
    pricing.set_breaks(
        column=retail(), product=product("drill"), breaks=[(Decimal(5), Decimal(150))], actor=director(), at=at,
        reason="agreed",
    )  # fmt: skip
    publication = actions.simulate(policy=POLICY, actor=director(), at=at)
    assert Publication.objects.get(pk=publication).prices == 0
    explained = queries.why(policy=POLICY, product=product("drill"), at=at)
    assert explained is not None
    answer = explained.answers[retail()]
    assert (answer.has_breaks_by_hand, answer.breaks) == (True, ())
    back = actions.lead_back(moment=at - timedelta(days=1), actor=director(), at=at + timedelta(hours=1))
    assert ("drill", Decimal(5)) not in guards(back)
    assert ladder("drill") == steps((0, 200), (5, 150))


def test_what_somebody_sets_by_hand_meanwhile_stays_and_no_break_outlives_its_price(at: datetime) -> None:
    publication = actions.simulate(policy=POLICY, actor=director(), at=at)
    import_prices([PriceRow("drill", "retail", Decimal(170)), PriceRow("saw", "retail", Decimal(400))], at=at)
    hand = [(Decimal(7), Decimal(390))]
    pricing.set_breaks(
        column=retail(), product=product("saw"), breaks=hand, actor=director(), at=at, reason="agreed"
    )  # fmt: skip
    actions.approve(publication=publication, actor=director(), at=at)
    assert ladder("drill") == steps((0, 170), (100, 160)), "180 from ten on would cost more than one"
    assert ladder("saw") == steps((0, 400), (7, 390))
    assert Publication.objects.get(pk=publication).overtaken == 5
    assert broken_books() == []


def test_a_ladder_is_held_back_as_a_whole_and_with_its_price(at: datetime) -> None:
    in_force(POLICY, at)
    cost(at, drill="130")
    assert guards(in_force(POLICY, at)) == {
        ("drill", Decimal(0)): 1, ("drill", Decimal(10)): 1, ("drill", Decimal(100)): 1,
    }  # fmt: skip
    cost(at, drill="100")
    steep = replace(POLICY, breaks=(replace(BY_BOX, price="price * 85%"), replace(BY_PALLET, price="price / 2")))
    publication = in_force(steep, at)
    assert guards(publication) == {
        ("drill", Decimal(10)): OF_HELD, ("drill", Decimal(100)): 1, ("saw", Decimal(20)): OF_HELD,
        ("saw", Decimal(100)): 1,
    }  # fmt: skip
    assert ladder("drill") == steps((0, 200), (10, 180), (100, 160))


def test_what_is_made_of_another_column_that_is_held_back_is_held_back_too(at: datetime) -> None:
    of_dealer = (BreakRule("retail", "10", "MIN(price, dealer) * 0.9"),)
    publication = in_force(replace(POLICY, guards=(Guard("no", "FALSE", "dealer"),), breaks=of_dealer), at)
    assert guards(publication) == {
        ("drill", Decimal(0)): None, ("drill", Decimal(10)): None, ("saw", Decimal(0)): None,
        ("saw", Decimal(10)): OF_HELD,
    }  # fmt: skip
    assert ladder("saw") == steps((0, 400))


def test_a_break_that_can_not_be_worked_out_stays(at: datetime) -> None:
    in_force(POLICY, at)
    unknown = replace(POLICY, breaks=(replace(BY_BOX, price="receipt_cost"), BY_PALLET))
    assert guards(in_force(unknown, at)) == {("drill", Decimal(10)): 0, ("saw", Decimal(20)): 0}
    assert ladder("drill") == steps((0, 200), (10, 180), (100, 160))


def test_a_ladder_moves_by_itself_where_it_and_its_price_lie_in_the_corridor(at: datetime) -> None:
    in_force(POLICY, at)
    cost(at, drill="102", saw="210")
    waiting = actions.follow_inputs(products=None, at=at)
    assert ladder("drill") == steps((0, 204), (10, "183.60"), (100, "163.20"))
    assert ladder("saw") == steps((0, 400), (20, 360), (100, 320))
    assert waiting is not None
    assert Publication.objects.get(pk=waiting).prices == 5
    steep = replace(POLICY, breaks=(BY_BOX, replace(BY_PALLET, price="price * 75%")))
    in_force(replace(steep, corridor="change >= 0"), at)
    cost(at, drill="103")
    held = actions.follow_inputs(products=None, at=at)
    assert held is None, "all of it rose"
    assert broken_books() == []


def test_one_act_leads_back_to_the_breaks_of_a_past_moment(at: datetime) -> None:
    in_force(POLICY, at)
    first = ladder("drill")
    later = at + timedelta(days=1)
    cost(later, drill="110")
    in_force(replace(POLICY, breaks=(replace(BY_BOX, from_quantity="12"),)), later)
    assert ladder("drill") == steps((0, 220), (12, 198))
    back = actions.lead_back(moment=at + timedelta(hours=1), actor=director(), at=later + timedelta(hours=1))
    actions.approve(publication=back, actor=director(), at=later + timedelta(hours=1))
    assert ladder("drill") == first
    nothing = actions.lead_back(moment=at - timedelta(days=9), actor=director(), at=later + timedelta(hours=2))
    actions.approve(publication=nothing, actor=director(), at=later + timedelta(hours=2))
    assert not Break.objects.exists()
    assert broken_books() == []


def test_breaks_may_be_made_of_prices_that_lists_bring(at: datetime) -> None:
    import_prices(
        [PriceRow("drill", "dealer", Decimal(90)), PriceRow("drill", "dealer", Decimal(85), Decimal(3))], at=at
    )
    of_lists = Policy(breaks=(BreakRule("dealer", "10", "price * 90%"),))
    publication = in_force(of_lists, at)
    assert ladder("drill", "dealer") == steps((0, 90), (10, 81))
    assert Publication.objects.get(pk=publication).prices == 2


def test_what_is_wrong_with_rows_of_breaks_is_told_in_its_cell(at: datetime) -> None:
    rows = (
        BreakRule("wholesale", "10", "price * 0.9"),
        BreakRule("", "planned_cost", "before * 0.9", "prise > 1"),
        BreakRule("retail", "retail / 2", "price", since=date(2026, 2, 2), until=date(2026, 2, 1)),
    )
    with pytest.raises(Refusals) as refused:
        actions.simulate(policy=replace(POLICY, breaks=rows), actor=director(), at=at)
    told = {(one.code, one.facts["part"], one.facts["row"], one.facts["cell"]) for one in refused.value.reasons}
    assert told == {
        ("policy.column_unknown", "breaks", 1, "column"),
        ("formula.wrong_result", "breaks", 2, "from_quantity"),
        ("formula.unknown_name", "breaks", 2, "price"),
        ("formula.unknown_name", "breaks", 2, "condition"),
        ("policy.since_after_until", "breaks", 3, "until"),
        ("formula.unknown_name", "breaks", 3, "from_quantity"),
    }


def test_a_version_of_before_has_no_breaks_and_is_not_said_anew(at: datetime) -> None:
    without = replace(POLICY, breaks=())
    kept = as_json(without)
    del kept["breaks"]
    assert from_json(kept) == without
    old = Version.objects.create(document=kept, made_at=at, adopted_at=at)
    publication = actions.simulate(policy=without, actor=director(), at=at)
    assert Publication.objects.get(pk=publication).version == old
    assert actions.change_draft(policy=without, expected=0, actor=director(), at=at) == 0
    assert not queries.draft().is_changed
