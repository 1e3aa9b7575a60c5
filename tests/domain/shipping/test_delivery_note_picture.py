"""The delivery note looks as it did when somebody looked at it, in both languages.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture in ``pictures``.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.domain.billing.test_upd_paper import first_page
from tests.domain.shipping.test_delivery_note_paper import drawn

PICTURES = Path(__file__).with_name("pictures")


def note(language: str) -> bytes:
    return drawn(language=language, weight_kg=Decimal("118.500"), authority="№ 15, Иванов И. И.")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_looks_as_it_did_when_somebody_looked_at_it(language: str) -> None:
    now, then = first_page(note(language)), Image.open(PICTURES / f"note_{language}.png").convert("L")
    assert now.size == then.size
    histogram = ImageChops.difference(now, then).histogram()
    assert sum(histogram[64:]) / (now.width * now.height) < 0.0005
