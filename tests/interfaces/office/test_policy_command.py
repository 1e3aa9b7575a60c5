"""`optom policy`: the policy lives in a repository as text, is checked there, and comes back as the draft."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from optom.domain.journal.models import Entry
from optom.domain.policy import queries as policies
from tests.trade import Firm

pytestmark = pytest.mark.django_db
TEXT = """four_eyes = true

[[rules]]
column = "Розница"
price = "=ррц * 1,5"
"""


def run(*arguments: str | Path) -> tuple[str, str]:
    out, wrong = StringIO(), StringIO()
    call_command("policy", *map(str, arguments), stdout=out, stderr=wrong)
    return out.getvalue(), wrong.getvalue()


def test_a_reviewed_text_becomes_the_draft_of_a_director_and_nothing_more(firm: Firm, tmp_path: Path) -> None:
    boss = firm.person("boss", "director")
    firm.person("fin", "finance")
    file = tmp_path / "prices.toml"
    file.write_text(TEXT)
    assert run("check", file)[0] == "It fits. Rows that are other than in force: 1.\n"
    for person, told in (("fin@example.org", "desk"), ("nobody@example.org", "nobody@example.org")):
        with pytest.raises(CommandError, match=told):
            run("take", file, "--as", person, "--reason", "Весна")
    assert policies.draft().edits == 0

    assert run("take", file, "--as", "Boss@example.org", "--reason", "Весна")[0] == "It is the draft now.\n"
    assert [one.price for one in policies.draft().policy.rules] == ["recommended * 1.5"]
    assert policies.policy_in_force().rules == ()
    entry = Entry.objects.get(act="policy.change_draft")
    assert (entry.actor_id, entry.facts["reason"]) == (boss, "Весна")
    assert 'price = "recommended * 1.5"' in run("export")[0]
    assert run("take", file, "--as", "boss@example.org", "--reason", "Весна")[0] == "The draft says this already.\n"


def test_a_file_that_does_not_fit_says_where_and_ends_with_one(firm: Firm, tmp_path: Path) -> None:
    firm.person("boss", "director")
    file, book = tmp_path / "prices.toml", tmp_path / "prices.xlsx"
    file.write_text(TEXT.replace("ррц", "цена_завода"))
    with pytest.raises(SystemExit) as ended:
        run("check", file)
    assert ended.value.code == 1
    run("take", file, "--as", "boss@example.org", "--reason", "Весна")
    run("export", "--xlsx", book)
    _out, wrong = run("take", book, "--as", "boss@example.org", "--reason", "Весна")
    assert wrong.startswith("Rules, row 2, Price: ")
    file.write_text("rules = ]")
    with pytest.raises(CommandError, match="can't be read"):
        run("check", file)
    with pytest.raises(CommandError, match="version"):
        run("export", "--version", "9")
    with pytest.raises(CommandError, match="No such file"):
        run("check", tmp_path / "none.toml")
