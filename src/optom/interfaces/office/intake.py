"""Keys by which programs hand in statements of banks: who made which for what, when each was used last."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of, new_key, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .frame import sheet_page

_MADE = "made_intake_key"  # in the session, until it was shown
_STATES = choices("link_state")

_COLUMNS = [
    Column("name", gettext_lazy("Program"), width=220, is_frozen=True, grows=True, tone="strong", on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=120, choices=_STATES, on_phone=True),
    Column("last_used_at", gettext_lazy("Last request"), Kind.MOMENT, width=136, on_phone=True),
    Column("uses", gettext_lazy("Times used"), Kind.INTEGER, width=84, zero="—"),
    Column("created_at", gettext_lazy("Made"), Kind.MOMENT, width=136),
    Column("created_by", gettext_lazy("Who"), width=150),
    Column("revoked_at", gettext_lazy("Revoked"), Kind.MOMENT, width=136),
    Column("revoked_by", gettext_lazy("Revoked by"), width=150),
]


def _revoke(desk: Desk, picked: Picked) -> Done:
    actions.revoke_keys(keys=[whole(key) for key in picked.keys], actor=desk.actor, at=desk.at)
    count = len(picked.keys)
    return Done(ngettext("%(count)s key revoked", "%(count)s keys revoked", count) % {"count": count})


SHEET: Sheet[Desk] = Sheet(
    name="intake-keys",
    title=gettext_lazy("Keys for programs"),
    columns=_COLUMNS,
    listed=lambda _desk: bank.keys(),
    empty=gettext_lazy("No keys yet. A program that holds one hands in statements by itself."),
    facets=[Facet("state", gettext_lazy("State"), options={name: _STATES[name] for name in ("open", "revoked")})],
    tones=lambda key: {"state": "good" if key.state == "open" else "dim"},
    acts=[
        Act("revoke", gettext_lazy("Revoke"), _revoke, is_dangerous=True,
            confirm=gettext_lazy("Revoke {count} key(s)? Their programs can hand in nothing any more.")),
    ],
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All keys, the form for a new one, and how a program uses it."""
    address = desk.request.build_absolute_uri(reverse("exchange:statements"))
    made = desk.request.session.pop(_MADE, None)
    return sheet_page(
        desk, SHEET, "payments", template="office/intake_keys.html", key=new_key(), made=made, address=address
    )


def make(desk: Desk) -> HttpResponse:
    """A new key; it is shown once, on the page that comes next."""
    if desk.request.method != "POST":
        raise Http404
    name = desk.request.POST.get("name", "")
    secret = actions.make_key(name=name, key=key_of(desk.request), actor=desk.actor, at=desk.at)
    desk.request.session[_MADE] = secret
    return done(desk.request, desk.url("intake-keys"), _("The key is made: copy it now, it is shown once"))
