"""Papers as PDF: a Typst template of the room that owns the paper, and a payload of text.

The same template, payload and moment give the same bytes in any process under the same ``RENDERER``: no system
fonts, no downloaded packages, no clock.
"""

import re
import threading
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import fontpkg_pt_sans
import orjson
import typst

from optom.base.payment_qr import code_svg

RENDERER = f"typst {version('typst')}, PT Sans {version('fontpkg-pt-sans')}, QR {version('segno')}"
# Earlier renderers whose papers were laid beside the present one's, page by page, and look the same though their bytes
# differ. `optom check` names the papers of every other earlier renderer until somebody has looked (ADR 0010).
LOOKED_ALIKE: frozenset[str] = frozenset()

_LARGE = 1_000_000  # bytes of a PDF
_KEPT_COMPILATIONS = 10  # for so many further ones Typst keeps in memory what it has laid out
_ROOMS = Path(__file__).resolve().parents[1]
_TEMPLATE = re.compile(r"(?P<room>[a-z_]+)/(?P<paper>[a-z0-9_]+\.v[0-9]+)")
_own = threading.local()  # a Compiler is not for several threads at once


def render_pdf(template: str, payload: Mapping[str, object], *, at: datetime) -> bytes:
    """The paper drawn by ``template`` ("billing/invoice.v1"), dated ``at`` (aware) in its metadata.

    A template that has drawn an issued paper never changes: a new look is a new version beside it.
    """
    document = _compiler().compile(
        input=_path(template),
        format="pdf",
        timestamp=int(at.timestamp()),
        sys_inputs={"payload": orjson.dumps(_with_code(payload), option=orjson.OPT_SORT_KEYS).decode()},
    )
    if not isinstance(document, bytes):
        raise TypeError(f"{template} drew no single PDF")
    if len(document) > _LARGE:
        _forget()
    return document


def _with_code(payload: Mapping[str, object]) -> Mapping[str, object]:
    """The payload with its ``qr_code`` (base64) drawn as ``qr`` (SVG): the act that issues has no time for it.

    Its ``facts`` are for files: no template prints them.
    """
    printed = {name: value for name, value in payload.items() if name != "facts"}
    code = printed.get("qr_code")
    if not isinstance(code, str):
        return printed
    return {**printed, "qr": code_svg(b64decode(code)) if code else ""}


def _forget() -> None:
    """Let Typst's memory of a long paper go: 200 MB each for 2,000 lines, and ten of them are kept otherwise."""
    for _ in range(_KEPT_COMPILATIONS + 1):
        _compiler().compile(input=b"", format="pdf", sys_inputs={})


def _path(template: str) -> Path:
    named = _TEMPLATE.fullmatch(template)
    if named is None:
        raise ValueError(f"not a template: {template}")
    return _ROOMS / named["room"] / "printouts" / f"{named['paper']}.typ"


def _compiler() -> typst.Compiler:
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=_ROOMS, font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _own.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    """PT Sans, and for a sign that it lacks the fonts inside the Typst wheel."""
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(fontpkg_pt_sans.__file__).parent / "files"])
