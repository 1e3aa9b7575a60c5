"""Pages beside the pictures of them that somebody has looked at."""

from pathlib import Path

from PIL import Image, ImageChops

from tests.domain.billing.test_upd_paper import first_page

PICTURES = Path(__file__).with_name("pictures")


def looks_as_it_did(document: bytes, name: str) -> bool:
    """Whether the first page is the picture of that name, as far as an eye sees."""
    now, then = first_page(document), Image.open(PICTURES / f"{name}.png").convert("L")
    histogram = ImageChops.difference(now, then).histogram()
    return now.size == then.size and sum(histogram[64:]) / (now.width * now.height) < 0.0005
