"""A paper is drawn to the same bytes today, tomorrow and in another process."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from optom.domain.billing.papers import INVOICE_TEMPLATE
from optom.domain.documents.render import render_pdf
from tests.domain.billing.invoices import invoice
from tests.domain.documents.samples import AT, item, text_of

ROOT = Path(__file__).resolve().parents[3]
DRAW_AND_HASH = """
import sys
from hashlib import sha256
from optom.domain.billing.papers import INVOICE_TEMPLATE
from optom.domain.documents.render import render_pdf
from tests.domain.billing.invoices import invoice
from tests.domain.documents.samples import AT
sys.stdout.write(sha256(render_pdf(INVOICE_TEMPLATE, invoice(), at=AT)).hexdigest())
"""


def draw_elsewhere(time_zone: str) -> str:
    """The hash of the paper that another process, which lives elsewhere, draws."""
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "TZ": time_zone}
    return subprocess.run(
        [sys.executable, "-c", DRAW_AND_HASH], env=environment, capture_output=True, check=True, text=True
    ).stdout


def test_two_processes_draw_the_same_bytes() -> None:
    here = sha256(render_pdf(INVOICE_TEMPLATE, invoice(), at=AT)).hexdigest()
    assert draw_elsewhere("UTC") == here
    assert draw_elsewhere("Asia/Vladivostok") == here


def test_one_changed_letter_is_another_paper() -> None:
    document = render_pdf(INVOICE_TEMPLATE, invoice(), at=AT)
    assert document != render_pdf(INVOICE_TEMPLATE, invoice(director="Петров И. С"), at=AT)
    assert document == render_pdf(INVOICE_TEMPLATE, invoice(), at=AT)


def test_the_paper_is_dated_by_its_moment_and_not_by_the_clock() -> None:
    document = render_pdf(INVOICE_TEMPLATE, invoice(), at=AT)
    assert document != render_pdf(INVOICE_TEMPLATE, invoice(), at=AT + timedelta(days=1))
    assert b"/CreationDate(D:20261123090000Z)" in document


def test_only_the_fonts_that_come_with_the_program_are_used(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf(INVOICE_TEMPLATE, invoice(items=[item("Ω ≥ 5 кОм → Ø12")]), at=AT))
    with pikepdf.open(path) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    families = {name.split("+")[1].split("-")[0] for name in fonts}
    assert "PTSans" in families
    assert families <= {"PTSans", "LibertinusSerif", "NewCMMath", "DejaVuSansMono"}


def test_signs_that_the_font_lacks_are_printed_all_the_same() -> None:
    assert "Ω ≥ 5 кОм → Ø12" in text_of(render_pdf(INVOICE_TEMPLATE, invoice(items=[item("Ω ≥ 5 кОм → Ø12")]), at=AT))


def test_threads_draw_side_by_side() -> None:
    payloads = [invoice(number=str(number)) for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        drawn = list(pool.map(lambda payload: render_pdf(INVOICE_TEMPLATE, payload, at=AT), payloads))
    assert drawn == [render_pdf(INVOICE_TEMPLATE, payload, at=AT) for payload in payloads]


@pytest.mark.parametrize(
    "name", ["", "invoice.v1", "../billing/invoice.v1", "billing/invoice", "/etc/passwd", "a/b.v1\n"]
)
def test_a_template_is_named_by_room_paper_and_version(name: str) -> None:
    with pytest.raises(ValueError, match="not a template"):
        render_pdf(name, {}, at=AT)
