"""What an import of files says on the command line."""

from collections.abc import Callable

from django.utils import translation

from optom.base.refusal import Refusal
from optom.base.staging import Outcome, Report, Skipped
from optom.interfaces.kit.words import worded


def reporting(write: Callable[[str], object]) -> Report:
    """Each file that is not taken, with its reason and the way out, a line each."""

    def report(skipped: Skipped) -> None:
        write(f"{skipped.origin or skipped.external_id}: {in_words(Refusal(skipped.code, **skipped.facts))}")

    return report


def in_words(refusal: Refusal, language: str = "en") -> str:
    """All reasons, each with its way out, for the command line or for who reads another language."""
    with translation.override(language):
        said = [text for one in worded(refusal) for text in (one["text"], one["help"]) if text]
    return " ".join(said)


def summary(what: str, outcome: Outcome) -> str:
    """What has become of all of them."""
    return (
        f"{what}: {outcome.created} are new, {outcome.changed} changed, {outcome.unchanged} stand already, "
        f"{outcome.hidden} went away, {outcome.skipped} files were left out."
    )
