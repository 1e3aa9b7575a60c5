"""What becomes of a picture that somebody hands over: proven by its content, bounded, written anew.

Nothing of the given file is shown to anybody: pixels are read and written again, so neither the place of a photograph
nor a comment nor what hides behind the picture comes along. Transparent parts become white paper.
"""

import io
import struct
import zlib
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageOps

from optom.base.refusal import Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000  # of a JPEG that is read in one go at a part of its size: 60 MB
MOST_DECODED = 20_000_000  # of what is read whole: 80 MB of four colours, up to 370 MB while they are made smaller
MOST_IN_PASSES = 20_000_000  # of a JPEG that comes colour by colour or ever finer: 120 MB are kept till its end
SHOWN, THUMB = (1600, 1600), (480, 480)
Image.MAX_IMAGE_PIXELS = (
    None  # ours is asked before anything is decoded; Pillow would only warn of what is near its own
)
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 86
_WHOLE_FRAMES, _PASS, _FILLING = {0xC0, 0xC1}, 0xDA, 0xFF  # what follows a byte of 255 in the head of a JPEG
# What Pillow's readers of damaged files raise.
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as it is shown, and its thumbnail: WebP both."""

    shown: bytes
    thumb: bytes
    width: int
    height: int


def made(content: bytes) -> Made:
    """The picture in its two sizes; a small one is not made larger.

    Refuses ``catalog.picture_too_large``, ``catalog.not_a_picture`` (no JPEG, PNG or WebP, whatever its name says),
    ``catalog.too_many_pixels``, ``catalog.too_many_pixels_in_passes``, ``catalog.picture_damaged``.
    """
    if len(content) > MOST_BYTES:
        raise Refusal("catalog.picture_too_large", most=MOST_BYTES >> 20)
    image = _opened(content)
    if image.format == "JPEG" and not _comes_in_one_go(content):
        _require_few(*image.size, MOST_IN_PASSES, "catalog.too_many_pixels_in_passes")
    shown = _paper(_read(image))
    thumb = shown.copy()
    thumb.thumbnail(THUMB, Image.Resampling.LANCZOS)
    return Made(_written(shown), _written(thumb), *shown.size)


def _opened(content: bytes) -> Image.Image:
    """Nothing is decoded yet: whoever claims a million pixels a side is refused before they are counted out."""
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except _DAMAGED:
        raise Refusal("catalog.not_a_picture") from None


def _comes_in_one_go(content: bytes) -> bool:
    """Whether a JPEG says all of each part of the picture before it goes on to the next; one that is odd does not.

    Of any other the reader keeps all that it said until its end, at full size: to read it at a part saves nothing.
    """
    place, colours = 2, 0
    while content[place : place + 1] == b"\xff" and place + 10 <= len(content):
        mark = content[place + 1]
        if mark in _WHOLE_FRAMES:
            colours = content[place + 9]
        elif mark == _PASS:
            return content[place + 4] == colours
        elif mark == _FILLING:
            place += 1
            continue
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return False


def _require_few(width: int, height: int, most: int, code: str) -> None:
    if width * height > most:
        raise Refusal(code, width=width, height=height, most=most // 1_000_000)


def _read(image: Image.Image) -> Image.Image:
    """The pixels; a large JPEG is read at a half, a quarter or an eighth of its size where that is enough."""
    width, height = image.size
    try:
        part = max(width, height) / max(SHOWN)
        image.draft("RGB", (ceil(width / part), ceil(height / part)))
        most = MOST_DECODED if image.size == (width, height) else MOST_PIXELS
        _require_few(width, height, most, "catalog.too_many_pixels")
        image.load()
    except _DAMAGED:
        raise Refusal("catalog.picture_damaged") from None
    return image


def _paper(image: Image.Image) -> Image.Image:
    """As it is shown: upright, in plain colours on white; made small first, for all else makes a copy."""
    clear = _coloured(image)
    clear.thumbnail(SHOWN, Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(clear, in_place=True)
    if clear.mode == "RGB":
        return clear
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _coloured(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _written(image: Image.Image) -> bytes:
    """Without ``exif`` and ``icc_profile`` none is written."""
    file = io.BytesIO()
    image.info.clear()
    image.save(file, "WEBP", quality=_QUALITY, method=2)
    return file.getvalue()
