"""Why prices could not be worked out, or orders not be replayed at them."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

FAILURES: dict[str, dict[str, Words]] = {
    "publication_failure": {
        "refused": _("The policy does not fit any more. Work it out anew: what is wrong is told at once."),
        "broken": _("The database has not finished it; the log says why. Work it out anew."),
        "lost": _("The worker stopped three times while it was at it; the log says why. Work it out anew."),
    },
    "replay_failure": {
        "refused": _("The policy does not fit any more, so nobody knows what goods cost. Work prices out anew."),
        "broken": _("The database has not finished it; the log says why. Replay anew."),
        "lost": _("The worker stopped three times while it was at it; the log says why. Replay anew."),
        "ended": _(
            "The prices came into force or were dropped before the worker came to it: there was nothing to compare."
        ),
    },
}
