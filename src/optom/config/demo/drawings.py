"""Drawings of the demo's goods, made of their sizes: a section and a view, hatched and dimensioned as on paper.

Drawn at twice its size and made smaller, so that lines are smooth.
"""

import io
import math
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 1200, 900
_SMOOTH = 2
_FINE = 0.8 * _SMOOTH  # points of what is drawn first to one of the sheet
_INK, _THIN, _AXIS = "#1c2430", "#5c6773", "#0b57a4"
_STEEL, _DARK = "#e9edf1", "#cfd6dc"
_LETTERS = 27
_HATCH = 13
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class _Sheet:
    """A white sheet of paper."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (round(_WIDTH * _FINE), round(_HEIGHT * _FINE)), "white")
        self._draw = ImageDraw.Draw(self._image)

    def line(self, *points: Point, ink: str = _INK, thick: float = 2.5) -> None:
        self._draw.line([self._at(one) for one in points], fill=ink, width=round(thick * _FINE))

    def box(self, box: Box, fill: str | None = None, thick: float = 2.5) -> None:
        self._draw.rectangle(self._of(box), fill=fill, outline=_INK, width=round(thick * _FINE))

    def shape(self, points: list[Point], fill: str | None = None) -> None:
        self._draw.polygon([self._at(one) for one in points], fill=fill, outline=_INK, width=round(2.5 * _FINE))

    def circle(self, centre: Point, radius: float, fill: str | None = None, thick: float = 2.5) -> None:
        x, y = centre
        box = self._of((x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse(box, fill=fill, outline=_INK, width=round(thick * _FINE))

    def ring(self, centre: Point, radius: float, thick: float) -> None:
        """What is behind it shows through its middle alone."""
        x, y = centre
        box = self._of((x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse(box, outline=_STEEL, width=round(thick * _FINE))
        self.circle(centre, radius)
        self.circle(centre, radius - thick, thick=1.5)

    def hatched(self, box: Box) -> None:
        """Cut steel: thin lines that all rise to the right."""
        left, top, right, bottom = box
        self.box(box, _STEEL)
        start = left - (bottom - top) + _HATCH
        while start < right:
            low, high = max(start, left), min(start + bottom - top, right)
            self.line((low, bottom - (low - start)), (high, bottom - (high - start)), ink=_THIN, thick=1)
            start += _HATCH

    def axis(self, start: Point, end: Point) -> None:
        """Long and short strokes."""
        length = math.dist(start, end)
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        done, turn = 0.0, 0
        while done < length:
            stroke = min((24, 6)[turn % 2], length - done)
            points = [(start[0] + along[0] * far, start[1] + along[1] * far) for far in (done, done + stroke)]
            self.line(*points, ink=_AXIS, thick=1.2)
            done, turn = done + stroke + 7, turn + 1

    def across(self, left: float, right: float, y: float, text: str, *, from_y: float) -> None:
        """A dimension that lies, with the lines that carry it down from what is measured."""
        for x in (left, right):
            self.line((x, from_y), (x, y + 8), ink=_THIN, thick=1)
        self.line((left, y), (right, y), ink=_THIN, thick=1.4)
        self._arrow((left, y), 1, 0)
        self._arrow((right, y), -1, 0)
        self.text(((left + right) / 2, y - 20), text)

    def upright(self, top: float, bottom: float, x: float, text: str, *, from_x: float) -> None:
        """A dimension that stands; its text reads from the right."""
        for y in (top, bottom):
            self.line((from_x, y), (x - 8 if x < from_x else x + 8, y), ink=_THIN, thick=1)
        self.line((x, top), (x, bottom), ink=_THIN, thick=1.4)
        self._arrow((x, top), 0, 1)
        self._arrow((x, bottom), 0, -1)
        self._turned((x - 20, (top + bottom) / 2), text)

    def _arrow(self, tip: Point, right: int, down: int) -> None:
        x, y = tip
        back, side = 15, 4.5
        wings = [(x + right * back + down * way, y + down * back + right * way) for way in (-side, side)]
        self._draw.polygon([self._at(one) for one in (tip, *wings)], fill=_THIN)

    def text(self, centre: Point, text: str, size: int = _LETTERS, ink: str = _INK) -> None:
        self._draw.text(self._at(centre), text, font=_font(size), fill=ink, anchor="mm")

    def _turned(self, centre: Point, text: str) -> None:
        font = _font(_LETTERS)
        left, top, right, bottom = font.getbbox(text)
        label = Image.new("L", (round(right - left) + 8, round(bottom - top) + 8))
        ImageDraw.Draw(label).text((4 - left, 4 - top), text, font=font, fill=255)
        label = label.rotate(90, expand=True)
        x, y = self._at(centre)
        self._image.paste(_INK, (round(x - label.width / 2), round(y - label.height / 2)), label)

    def png(self) -> bytes:
        file = io.BytesIO()
        self._image.reduce(_SMOOTH).save(file, "PNG", compress_level=1)
        return file.getvalue()

    def _at(self, point: Point) -> Point:
        return point[0] * _FINE, point[1] * _FINE

    def _of(self, box: Box) -> Box:
        left, top, right, bottom = (one * _FINE for one in box)
        return left, top, right, bottom


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(fontpkg_pt_sans.__file__).parent / "files"
    return ImageFont.truetype(next(folder.glob("*Regular.ttf")), size * _FINE)


def _said(size: float) -> str:
    return f"{size:g}".replace(".", ",")


def bearing(bore: float, outer: float, width: float, *, is_roller: bool) -> bytes:
    """Two projections of a bearing: a section with its dimensions, and a view from its side."""
    sheet, middle, half = _Sheet(), _HEIGHT / 2 - 24, 330.0
    scale = 2 * half / outer
    left = 310 - width * scale / 2
    _section(sheet, left, middle, (bore * scale / 2, half, width * scale), is_roller=is_roller)
    right = left + width * scale
    sheet.upright(middle - half, middle + half, left - 96, f"Ø{_said(outer)}", from_x=left)
    sheet.upright(middle - bore * scale / 2, middle + bore * scale / 2, left - 42, f"Ø{_said(bore)}", from_x=left)
    sheet.across(left, right, middle + half + 62, _said(width), from_y=middle + half)
    _side(sheet, (834.0, middle), bore * scale / 2, half, is_roller=is_roller)
    return sheet.png()


def profile(bore: float, outer: float, width: float, *, is_roller: bool) -> bytes:
    """The upper half of a bearing's section, as large as the sheet."""
    sheet, height = _Sheet(), (outer - bore) / 2
    scale = min(480 / height, 640 / width)
    top, left = _HEIGHT / 2 - height * scale / 2 - 40, _WIDTH / 2 - width * scale / 2
    sizes = (0.0, height * scale, width * scale)
    _half(sheet, left, top + height * scale, -1, sizes, is_roller=is_roller)
    sheet.upright(top, top + height * scale, left - 60, _said(height), from_x=left)
    sheet.across(left, left + width * scale, top + height * scale + 76, _said(width), from_y=top + height * scale)
    return sheet.png()


def _section(sheet: _Sheet, left: float, middle: float, sizes: tuple[float, float, float], *, is_roller: bool) -> None:
    inner, _, width = sizes
    for sign in (-1, 1):
        _half(sheet, left, middle, sign, sizes, is_roller=is_roller)
    for x in (left, left + width):
        sheet.line((x, middle - inner), (x, middle + inner), thick=1.5)
    sheet.axis((left - 30, middle), (left + width + 30, middle))


def _half(
    sheet: _Sheet, left: float, middle: float, sign: int, sizes: tuple[float, float, float], *, is_roller: bool
) -> None:
    """Both rings and what rolls between them, above (-1) or below (1) the axis."""
    inner, outer, width = sizes
    right, ring = left + width, (outer - inner) * 0.3
    for start in (inner, outer - ring):
        near, far = sorted((middle + sign * start, middle + sign * (start + ring)))
        sheet.hatched((left, near, right, far))
    centre = middle + sign * (inner + outer) / 2
    if is_roller:
        long, thick = width * 0.3, (outer - inner) * 0.2
        sheet.box((left + width / 2 - long, centre - thick, left + width / 2 + long, centre + thick), "white")
    else:
        sheet.circle((left + width / 2, centre), min((outer - inner) * 0.29, width * 0.4), "white")
    sheet.axis((left - 12, centre), (right + 12, centre))


def _side(sheet: _Sheet, centre: Point, inner: float, outer: float, *, is_roller: bool) -> None:
    ring, pitch = (outer - inner) * 0.3, (inner + outer) / 2
    roll = (outer - inner) * (0.2 if is_roller else 0.25)
    count = max(6, int(math.tau * pitch / (roll * 2.35)))
    for turn in range(count):
        angle = math.tau * turn / count
        place = centre[0] + pitch * math.sin(angle), centre[1] - pitch * math.cos(angle)
        sheet.circle(place, roll, _DARK, 1.6)
    sheet.ring(centre, outer, ring)
    sheet.circle(centre, inner + ring, _STEEL, 1.5)
    sheet.circle(centre, inner, "white")
    for across, down in ((1, 0), (0, 1)):
        start = centre[0] - across * (outer + 24), centre[1] - down * (outer + 24)
        sheet.axis(start, (centre[0] + across * (outer + 24), centre[1] + down * (outer + 24)))


def bolt(thread: float, length: float) -> bytes:
    """A hexagonal bolt from its side and from its head; a long one is shown with the proportions of a shorter one."""
    sheet, middle = _Sheet(), _HEIGHT / 2 - 30
    seen = min(max(length, thread * 1.5), thread * 6)
    scale = min(560 / (seen + thread * 0.7), 190 / thread)
    half, head, across = thread * scale / 2, thread * 0.64 * scale, thread * 1.6 * scale
    left = 110.0
    start, end = left + head, left + head + seen * scale
    _head_from_side(sheet, left, middle, head, across)
    bevel = half * 0.22
    sheet.shape(
        [(start, middle - half), (end - bevel, middle - half), (end, middle - half + bevel),
         (end, middle + half - bevel), (end - bevel, middle + half), (start, middle + half)], _STEEL,
    )  # fmt: skip
    for sign in (-1, 1):
        sheet.line((start + half * 0.5, middle + sign * half * 0.84), (end, middle + sign * half * 0.84), thick=1.1)
    sheet.axis((left - 40, middle), (end + 40, middle))
    sheet.across(start, end, middle + across / 2 + 96, _said(length), from_y=middle + half)
    sheet.upright(middle - half, middle + half, end + 74, f"M{_said(thread)}", from_x=end)
    _head_from_above(sheet, (985.0, middle), min(across, 300.0))
    return sheet.png()


def _head_from_side(sheet: _Sheet, left: float, middle: float, head: float, across: float) -> None:
    corner = across / math.sqrt(3)
    cut = head * 0.18
    sheet.shape(
        [(left + cut, middle - corner), (left + head, middle - corner), (left + head, middle + corner),
         (left + cut, middle + corner), (left, middle + corner * 0.8), (left, middle - corner * 0.8)], _STEEL,
    )  # fmt: skip
    for sign in (-1, 1):
        sheet.line((left, middle + sign * corner / 2), (left + head, middle + sign * corner / 2))


def _head_from_above(sheet: _Sheet, centre: Point, across: float) -> None:
    corner = across / math.sqrt(3)
    turns = [math.tau * (turn + 0.5) / 6 for turn in range(6)]
    sheet.shape([(centre[0] + corner * math.sin(turn), centre[1] + corner * math.cos(turn)) for turn in turns], _STEEL)
    sheet.circle(centre, across / 2 * 0.95, None, 1.4)
    sheet.axis((centre[0] - corner - 20, centre[1]), (centre[0] + corner + 20, centre[1]))
    sheet.axis((centre[0], centre[1] - across / 2 - 20), (centre[0], centre[1] + across / 2 + 20))
