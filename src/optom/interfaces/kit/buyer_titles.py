"""Buyers' titles of UPDs as files: they are read by the interface of files, which says here how."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.billing import actions
from optom.domain.billing.actions import Taken
from optom.domain.billing.rules import BuyerTitle

READERS: list[Callable[[bytes], BuyerTitle]] = []  # one: that of the format of the tax service
MOST_BYTES = 4 * 1024 * 1024  # a title has one page of text, and signatures


def take(
    request: HttpRequest, *, company: int, actor: int, at: datetime, accepts_as: int | None = None
) -> tuple[Taken, str]:
    """The title that a form brings is kept with its UPD; what is told of it.

    Refuses `input.required`, `files.too_large`, those of the reader and of `billing.take_title`.
    """
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Refusal("input.required", field="file")
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", bytes=file.size, most=MOST_BYTES)
    title = READERS[0](cast("bytes", file.read()))
    taken = actions.take_title(company=company, title=title, actor=actor, at=at, accepts_as=accepts_as)
    return taken, _("The title is taken.") if taken.is_new else _("This title is known already: nothing has changed.")
