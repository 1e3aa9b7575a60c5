"""Documents lead somewhere, and say what the code says."""

import re
import tomllib
from collections.abc import Callable

import pytest

from tests.architecture.checks.documents import broken_links, documents, unknown_targets
from tests.architecture.checks.house import House

Seed = Callable[[dict[str, str]], House]


def test_every_link_of_the_documents_leads_somewhere(house: House) -> None:
    assert documents(house)
    assert broken_links(house) == []


def test_every_command_of_the_documents_exists(house: House) -> None:
    assert unknown_targets(house) == []


def test_every_dependency_has_its_reason(house: House) -> None:
    """ADR 0003 gives a line to each dependency of pyproject.toml, and to nothing else."""
    project = tomllib.loads((house.root / "pyproject.toml").read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    wanted = {_name(line) for group in [project["dependencies"], *extras] for line in group}
    text = (house.root / "docs/adr/0003-stack-and-dependencies.md").read_text()

    assert set(re.findall(r"^\| `([\w.-]+)` \|", text, re.MULTILINE)) == wanted


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=~ ;]", requirement, maxsplit=1)[0]


def test_every_room_is_described(house: House) -> None:
    """The table of rooms in ARCHITECTURE.md lists the rooms that exist."""
    page = house.root / "ARCHITECTURE.md"
    if not page.exists():
        pytest.skip("no ARCHITECTURE.md yet")
    existing = {path.name for path in house.domain.iterdir() if (path / "__init__.py").exists()}

    assert existing <= set(re.findall(r"^\| \*{0,2}`?(\w+)`?\*{0,2} \|", page.read_text(), re.MULTILINE))


def test_decisions_are_numbered_without_gaps(house: House) -> None:
    numbers = [int(path.name[:4]) for path in sorted((house.root / "docs/adr").glob("[0-9]*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_list_of_decisions_names_each_once_in_their_order(house: House) -> None:
    listed = re.findall(r"^\| \[\d{4}\]\((.+?)\)", (house.root / "docs/adr/README.md").read_text(), re.MULTILINE)

    assert listed == [path.name for path in sorted((house.root / "docs/adr").glob("[0-9]*.md"))]


@pytest.mark.parametrize(
    "text",
    [
        "[x](docs/gone.md)",
        "![x](docs/gone.png)",
        "[x](docs/there.md#no-such-heading)",
        "[x](#no-such-heading)",
        "see `src/optom/gone.py`",
    ],
)
def test_a_link_that_leads_nowhere_is_found(seed: Seed, text: str) -> None:
    house = seed({"README.md": f"# Here\n{text}\n", "docs/there.md": "# There it is\n"})

    assert [(found.path.name, found.line) for found in broken_links(house)] == [("README.md", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "[x](docs/there.md)",
        "[x](docs/there.md#there-it-is-again)",
        "[x](#here)",
        "[x](https://example.org/gone)",
        "see `docs/there.md` and `src/optom/domain/<room>/sql/*.sql`",
        "```\n[x](docs/gone.md)\n```",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(seed: Seed, text: str) -> None:
    house = seed({"README.md": f"# Here\n{text}\n", "docs/there.md": "# There it is, again\n"})

    assert broken_links(house) == []


@pytest.mark.parametrize(
    "text", ["run `make coffee`", "    make coffee    # black", "make coffee", "`make tea coffee`"]
)
def test_a_command_that_does_not_exist_is_found(seed: Seed, text: str) -> None:
    house = seed({"README.md": f"# Here\n{text}\n", "Makefile": "tea: ## hot\n"})

    assert [found.line for found in unknown_targets(house)] == [2]


@pytest.mark.parametrize("text", ["`make tea`", '    make tea ARGS="-k x"', "they make coffee", "`make`"])
def test_a_command_that_exists_is_fine(seed: Seed, text: str) -> None:
    assert unknown_targets(seed({"README.md": text, "Makefile": "tea: ## hot\n"})) == []
