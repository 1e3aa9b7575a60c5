"""The director writes the policy: kept as he types it, told what doesn't fit, and never lost under another's hands."""

from dataclasses import replace
from datetime import datetime

import pytest

from optom.base.refusal import Refusal
from optom.domain.accounts.models import StaffRole, User
from optom.domain.policy import actions, drafting, queries
from optom.domain.policy.document import Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.pricing.importing import ColumnRow, import_columns

pytestmark = pytest.mark.django_db
FITS = Policy(
    names=(Named("double", "weight * 2"),),
    rules=(Rule("retail", "10 + 5", 'brand = "Bosch"', name="Bosch"), Rule("dealer", "retail * 0.9")),
)


@pytest.fixture(autouse=True)
def columns(db: None) -> None:
    import_columns(ColumnRow(name, name, code=code) for name, code in (("Розница", "retail"), ("Дилер", "dealer")))


@pytest.fixture
def director(at: datetime) -> int:
    return person("director", at)


def person(role: str, at: datetime) -> int:
    user = User.objects.create(email=f"{role}@optom.example", name=role.title(), created_at=at)
    StaffRole.objects.create(user=user, role=role)
    return user.pk


def test_a_draft_that_does_not_fit_is_kept_as_typed_and_told_at_its_cells(at: datetime, director: int) -> None:
    typed = Policy(
        names=(Named("own", "вес * 2"),),
        rules=(Rule("Розница", "cots *"), Rule("nowhere", "10"), Rule("dealer", "ОКРУГЛ([Розница] * 0,9; 0)")),
        guards=(Guard("half", "цена >"),),
    )
    assert drafting.change_draft(policy=typed, expected=0, actor=director, at=at) == 1
    draft = queries.draft()
    assert (draft.edits, draft.is_changed, draft.changed_by) == (1, True, "Director")
    assert draft.policy.names[0].formula == "weight * 2", "what can be read is kept in English"
    assert [(rule.column, rule.price) for rule in draft.policy.rules] == [
        ("retail", "cots *"),
        ("nowhere", "10"),
        ("dealer", "ROUND(retail * 0.9, 0)"),
    ]
    assert [
        (one.facts["part"], one.facts["row"], one.facts["cell"]) for one in queries.faults(draft.policy, at=at)
    ] == [
        ("rules", 2, "column"),
        ("rules", 1, "price"),
        ("guards", 1, "holds"),
    ]
    assert queries.in_language(draft.policy, "ru", at=at).rules[2].price == "ОКРУГЛ(Розница * 0,9; 0)"


def test_who_writes_over_another_is_told_and_may_do_it_knowingly(at: datetime, director: int) -> None:
    second = person("administrator", at)
    drafting.change_draft(policy=FITS, expected=0, actor=director, at=at)
    with pytest.raises(Refusal) as refused:
        drafting.change_draft(policy=replace(FITS, rules=()), expected=0, actor=director, at=at)
    assert (refused.value.code, refused.value.facts["edits"]) == ("policy.draft_moved", 1)
    assert queries.draft().policy == FITS
    assert drafting.change_draft(policy=replace(FITS, rules=()), expected=1, actor=director, at=at) == 2
    assert (queries.draft().policy.rules, queries.draft().policy.names) == ((), FITS.names)
    assert drafting.change_draft(policy=replace(FITS, rules=()), expected=2, actor=director, at=at) == 2, (
        "nothing new, no change"
    )
    with pytest.raises(Refusal) as refused:
        drafting.drop_draft(expected=2, actor=second, at=at)
    assert refused.value.code == "accounts.may_not"


def test_a_dropped_draft_is_the_policy_in_force_and_an_old_page_can_not_bring_it_back(
    at: datetime, director: int
) -> None:
    publication = actions.simulate(policy=FITS, actor=director, at=at)
    actions.approve(publication=publication, actor=person("administrator", at), at=at)
    assert (queries.draft().policy, queries.draft().is_changed) == (FITS, False)
    drafting.change_draft(policy=replace(FITS, corridor="ABS(change) < 3%"), expected=0, actor=director, at=at)
    assert queries.draft().is_changed
    assert drafting.drop_draft(expected=1, actor=director, at=at) == 2
    assert (queries.draft().policy, queries.draft().is_changed) == (FITS, False)
    with pytest.raises(Refusal):
        drafting.change_draft(policy=replace(FITS, corridor=""), expected=1, actor=director, at=at)


def test_a_past_version_can_be_taken_as_the_draft(at: datetime, director: int) -> None:
    actions.simulate(policy=FITS, actor=director, at=at)
    [version] = queries.versions()
    drafting.take_version(version=version.id, expected=0, actor=director, at=at)
    assert queries.draft().policy.rules == FITS.rules
    with pytest.raises(Refusal) as refused:
        drafting.take_version(version=10**9, expected=1, actor=director, at=at)
    assert refused.value.code == "policy.version_unknown"


def test_two_versions_differ_by_rows(at: datetime, director: int) -> None:
    after = Policy(
        names=(Named("double", "weight * 3"),),
        tables=(Table("mark-up", rungs=(Rung(key=0, value=2),)),),  # type: ignore[arg-type]
        rules=(FITS.rules[1], FITS.rules[0], Rule("retail", "7")),
        roundings=(Rounding("retail", "ROUND(price, 0)"),),
        four_eyes=False,
    )
    changes = [(one.part, one.row, one.was_row, one.how) for one in queries.compare(FITS, after)]
    assert changes == [
        ("names", 1, 1, "changed"),
        ("tables", 1, None, "added"),
        ("rules", 1, 2, "moved"),
        ("rules", 3, None, "added"),
        ("roundings", 1, None, "added"),
        ("four_eyes", 1, 1, "changed"),
    ]
    assert queries.compare(after, after) == []
