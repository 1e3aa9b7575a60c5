"""The policy as a file, to be taken out and brought back: a workbook for Excel, a text for review and repositories.

What is brought is shown beside the draft first, and waits among the kept files until it is taken.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page
from .policy_brought import Brought, brought
from .policy_versions import DRAFT, Difference, differences, policy_called
from .policy_workbook import workbook as workbook_of
from .sent_lists import LONGEST_NAME, keep_sent, kept_path


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent and waits: what it says, and what it would change in the draft."""

    sha256: str
    name: str
    brought: Brought
    differences: list[Difference]


def show(desk: Desk) -> HttpResponse:
    """What can be taken out; and the form for what is brought, which shows what it would change."""
    draft = policies.draft()
    sent, refusals = _sent(desk, draft) if _is_sent(desk) else (None, [])
    facts = {
        "versions": policies.versions(),
        "edits": draft.edits,
        "may_write": desk.may("publish_prices"),
        "sent": sent,
        "refusals": refusals,
        "text": desk.request.POST.get("text", ""),
    }
    return page(desk, "office/policy_file.html", "policy", title=_("The policy as a file"), **facts)


def take(desk: Desk) -> HttpResponse:
    """What was shown is the draft now. Refuses ``policy.file_unread`` where a cell can't be read."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    content = kept_path(given.get("sha256", "")).read_bytes()
    read = brought(content, policies.draft().policy, desk.at)
    if read.policy is None:
        raise Refusal("policy.file_unread", count=len(read.faults))
    expected = whole(given.get("expected", ""))
    actions.change_draft(policy=read.policy, expected=expected, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("policy"), _("The file is the draft now"))


def text(desk: Desk) -> HttpResponse:
    """The draft, or a version, as TOML."""
    which = _which(desk)
    content = policies.to_text(policy_called(which)).encode()
    return _download(content, "application/toml; charset=utf-8", f"policy-{which}.toml")


def workbook(desk: Desk) -> HttpResponse:
    """The same as a workbook."""
    which = _which(desk)
    return _download(workbook_of(policy_called(which), desk.at), XLSX, f"policy-{which}.xlsx")


def _which(desk: Desk) -> str:
    which = desk.request.GET.get("version") or DRAFT
    return which if which == DRAFT else str(whole(which))


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _is_sent(desk: Desk) -> bool:
    if desk.request.method != "POST":
        return False
    if not desk.may("publish_prices"):
        raise Http404
    return True


def _sent(desk: Desk, draft: policies.DraftNow) -> tuple[Sent | None, list[dict[str, Any]]]:
    """What came, or why it can't be read."""
    try:
        sha256, name = _kept(desk)
        read = brought(kept_path(sha256).read_bytes(), draft.policy, desk.at)
    except Refusal as refusal:
        return None, worded(refusal)
    changes = list(differences(draft.policy, read.policy, desk.at)) if read.policy else []
    return Sent(sha256, name, read, changes), []


def _kept(desk: Desk) -> tuple[str, str]:
    """Hash and name of the file, or of the text that was typed."""
    typed = desk.request.POST.get("text", "").strip()
    if not typed or desk.request.FILES.get("file"):
        return keep_sent(desk)
    content = typed.encode(errors="surrogatepass")
    if len(content) > MOST_BYTES:
        raise Refusal("files.too_large", field="text", bytes=len(content), most=MOST_BYTES)
    return kept_files.keep(content).sha256, _("text")[:LONGEST_NAME]
