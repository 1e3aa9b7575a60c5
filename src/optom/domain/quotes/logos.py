"""A dealer's logo: proven by its content, bounded, written anew as a small PNG."""

import io
import struct
import zlib
from base64 import b64encode

from PIL import Image

from optom.base.refusal import Refusal

MOST_BYTES = 3 * 1024 * 1024
MOST_PIXELS = 12_000_000
_SIZE = (640, 240)
_COLOURS = 128
# What Pillow's readers of damaged files raise.
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error, zlib.error)


def made(content: bytes) -> bytes:
    """The picture as it is printed: nothing of the given file but its pixels comes along.

    Refuses `quotes.logo_too_large` and `quotes.logo_strange` (no JPEG, PNG or WebP, or damaged).
    """
    if len(content) > MOST_BYTES:
        raise Refusal("quotes.logo_too_large", field="logo", most=MOST_BYTES >> 20)
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
        if image.width * image.height > MOST_PIXELS:
            raise Refusal("quotes.logo_too_large", field="logo", most=MOST_BYTES >> 20)
        return _written(image)
    except _DAMAGED:
        raise Refusal("quotes.logo_strange", field="logo") from None


def _written(image: Image.Image) -> bytes:
    clear = image.convert("RGBA")
    clear.thumbnail(_SIZE, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    clear.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.getvalue()


def drawing(content: bytes) -> str:
    """The picture inside a drawing (SVG): a payload of a paper is text."""
    width, height = Image.open(io.BytesIO(content)).size
    picture = b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    )
