"""Pictures of products: proven by content, made small and bare, kept once, at their places."""

import io
import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.staging import Outcome, Skipped
from optom.domain.catalog import pictures, queries
from optom.domain.catalog.importing import PictureRow, import_pictures
from optom.domain.catalog.models import Picture, Product
from optom.domain.catalog.rules import Reading, readings
from optom.domain.journal.models import Entry
from tests.drawn import opened, picture
from tests.statements import counted
from tests.trade import Firm


def row(name: str, content: bytes) -> PictureRow:
    return PictureRow(readings(name), lambda most: content[:most], f"{name}.png")


def taken(at: datetime, *rows: PictureRow, is_complete: bool = False) -> tuple[Outcome, list[str]]:
    """What became of the rows, and the codes of those that were left out."""
    codes: list[str] = []

    def note(skipped: Skipped) -> None:
        codes.append(skipped.code)

    return import_pictures(rows, at=at, is_complete=is_complete, report=note), codes


def places(product: int) -> list[int]:
    return [one.place for one in queries.pictures(product)]


def colour_of(product: int) -> str:
    """Of the main picture, as far as it can be told after it was pressed together."""
    levels = opened(kept_files.read(queries.pictures(product)[0].sha256)).convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert isinstance(levels, tuple)
    return ("red", "green", "blue")[levels.index(max(levels))]


# --- what becomes of a picture


def test_a_large_photograph_becomes_a_bounded_one_and_a_thumbnail() -> None:
    made = pictures.made(picture(size=(4000, 3000), kind="JPEG"))

    assert (made.width, made.height) == opened(made.shown).size == (1600, 1200)
    assert opened(made.thumb).size == (480, 360)
    assert opened(made.shown).format == "WEBP"


def test_a_small_one_is_not_made_larger() -> None:
    made = pictures.made(picture(size=(60, 40), kind="WEBP"))

    assert opened(made.shown).size == opened(made.thumb).size == (60, 40)


def test_where_a_photograph_was_taken_is_not_told_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (55.0, 45.0, 7.0)
    exif[0x010E] = "the owner's name"

    made = pictures.made(picture(size=(60, 40), kind="JPEG", exif=exif, comment="secret"))

    assert opened(made.shown).size == (40, 60)
    assert not opened(made.shown).getexif()
    assert b"owner" not in made.shown
    assert b"secret" not in made.shown


def test_what_is_transparent_becomes_white_paper() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")

    made = opened(pictures.made(file.getvalue()).shown).convert("RGB")

    assert made.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_colours_of_any_kind_are_read(mode: str) -> None:
    file = io.BytesIO()
    Image.new("L", (8, 8), 200).convert("RGBA" if mode == "PA" else "L").convert(mode if mode != "PA" else "P").save(
        file, "PNG"
    )

    assert pictures.made(file.getvalue()).width == 8


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    file = io.BytesIO()
    Image.new("I;16", (8, 8), 128 * 256).save(file, "PNG")

    grey = opened(pictures.made(file.getvalue()).shown).convert("L").getpixel((4, 4))

    assert isinstance(grey, int | float)
    assert abs(grey - 128) < 4


def claiming(width: int, height: int) -> bytes:
    """A PNG whose head says that it is so large; nothing of it is there."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    import zlib  # noqa: PLC0415 -- only here

    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return head + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        pictures.made(content)
    return caught.value.code


def test_a_bomb_of_pixels_is_refused_by_its_head() -> None:
    assert refused(claiming(60_000, 60_000)) == "catalog.too_many_pixels"
    assert refused(claiming(7_700, 7_700)) == "catalog.too_many_pixels"


def test_a_photograph_may_be_as_large_as_cameras_make_them_for_it_is_read_at_a_part_of_its_size() -> None:
    made = pictures.made(picture(size=(9_500, 6_300), kind="JPEG"))

    assert (made.width, made.height) == (1600, 1061)
    assert pictures.made(picture(size=(20, 30_000), kind="JPEG")).height == 1600


PEAK = """
import sys
from pathlib import Path
from optom.domain.catalog import pictures
pictures.made(Path(sys.argv[1]).read_bytes())
print(next(line.split()[1] for line in Path("/proc/self/status").open() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
def test_the_largest_that_is_taken_whole_needs_a_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "transparent.png"
    Image.new("RGBA", (5_000, 4_000)).save(file)

    told = subprocess.run([sys.executable, "-c", PEAK, str(file)], check=True, capture_output=True, text=True)

    assert int(told.stdout) < 280 * 1024  # 215 MB; 350 where all of it is laid on white before it is made smaller


def in_passes(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("L", size).convert("RGB").save(file, "JPEG", progressive=True)
    return file.getvalue()


def test_of_a_jpeg_in_passes_all_is_kept_till_its_end_so_it_may_be_less_large() -> None:
    assert pictures.made(in_passes((5_000, 3_900))).width == 1600
    assert refused(in_passes((5_200, 3_900))) == "catalog.too_many_pixels_in_passes"


def test_a_jpeg_that_comes_colour_by_colour_is_one_of_those() -> None:
    content = bytearray(picture(size=(5_200, 3_900), kind="JPEG"))
    start = content.index(b"\xff\xda")
    assert content[start + 4] == 3
    assert pictures.made(bytes(content)).width == 1600
    content[start + 4] = 1

    assert refused(bytes(content)) == "catalog.too_many_pixels_in_passes"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
def test_the_largest_jpeg_in_passes_needs_a_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "progressive.jpg"
    file.write_bytes(in_passes((5_000, 4_000)))

    told = subprocess.run([sys.executable, "-c", PEAK, str(file)], check=True, capture_output=True, text=True)

    assert int(told.stdout) < 280 * 1024


def test_a_bomb_in_a_frame_of_a_small_animation_is_refused() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    content = bytearray(file.getvalue())
    place = content.index(b"VP8X") + 12
    content[place : place + 6] = (16_382).to_bytes(3, "little") * 2

    assert refused(bytes(content)) == "catalog.too_many_pixels"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        picture(kind="GIF"),
        picture(kind="BMP"),
        picture(kind="TIFF"),
        b"%PDF-1.7",
        b"",
    ],
)
def test_what_is_no_picture_by_its_content_is_refused_whatever_its_name(content: bytes) -> None:
    assert refused(content) == "catalog.not_a_picture"


def test_a_picture_that_was_cut_off_is_refused() -> None:
    whole = picture(size=(300, 300), kind="JPEG")

    assert refused(whole[: len(whole) // 2]) == "catalog.picture_damaged"


def test_too_many_bytes_are_refused_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)

    assert refused(picture(size=(500, 500))) == "catalog.picture_too_large"


# --- whose it is


def test_files_named_by_articles_become_pictures_at_their_places(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204-2RS")

    outcome, codes = taken(at, row("6204 2rs", picture("red")), row("6204-2RS_2", picture("blue")))

    assert (outcome.created, codes, places(bearing)) == (2, [], [1, 2])
    assert colour_of(bearing) == "red"


def test_the_brand_stands_before_an_article_that_several_makers_have(firm: Firm, at: datetime) -> None:
    skf, fag = firm.product("6204"), firm.product("6204", brand="FAG")

    _, codes = taken(at, row("6204", picture()), row("FAG_6204", picture()), row("skf_6204 (2)", picture("blue")))

    assert codes == ["catalog.article_of_several"]
    assert (places(skf), places(fag)) == ([2], [1])


def test_an_article_may_hold_the_mark_that_parts_the_place(firm: Firm, at: datetime) -> None:
    bolt, other = firm.product("M8_20"), firm.product("NU205_M")

    assert taken(at, row("M8_20", picture()), row("NU205_M", picture()))[1] == []

    assert (places(bolt), places(other)) == ([1], [1])


def test_what_is_for_sale_goes_before_what_is_not(firm: Firm, at: datetime) -> None:
    old, new = firm.product("6204", brand="FAG", is_active=False), firm.product("6204")

    assert taken(at, row("6204", picture()))[1] == []

    assert (places(old), places(new)) == ([], [1])


def test_the_sources_own_identifier_means_all_variants(firm: Firm, at: datetime) -> None:
    parent, red, other = firm.product("A"), firm.product("B"), firm.product("C")
    for product, known in ((parent, "guid"), (red, "guid#red"), (other, "guid2")):
        Product.objects.filter(pk=product).update(external_id=known)

    outcome, _ = taken(at, PictureRow((Reading("guid", place=1),), lambda _: picture()))

    assert outcome.created == 2
    assert (places(parent), places(red), places(other)) == ([1], [1], [])


def test_each_file_that_is_left_out_has_its_reason_and_holds_up_no_other(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")

    outcome, codes = taken(
        at,
        row("nothing", picture()),
        row("6204", b"<svg/>"),
        row("6204_2", picture()),
        row("6204 (2)", picture("blue")),
    )

    assert codes == ["catalog.no_such_article", "catalog.place_taken", "catalog.not_a_picture"]
    assert (outcome.created, outcome.skipped, places(bearing)) == (1, 3, [2])


def test_the_same_bytes_again_change_nothing_and_others_take_the_place(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    first, again = (taken(at, row("6204", picture("red")))[0] for _ in range(2))
    entries = Entry.objects.count()

    other, _ = taken(at, row("6204", picture("blue")))

    assert (first.created, again.unchanged, again.is_without_effect, other.changed) == (1, 1, True, 1)
    assert (entries, Entry.objects.count()) == (1, 2)
    assert (places(bearing), colour_of(bearing)) == ([1], "blue")


def test_one_photograph_of_many_products_is_made_and_kept_once(
    firm: Firm, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for article in ("A", "B", "C"):
        firm.product(article)
    made: list[int] = []
    make = pictures.made

    def counting(content: bytes) -> pictures.Made:
        made.append(len(content))
        return make(content)

    monkeypatch.setattr(pictures, "made", counting)

    taken(at, row("A", picture()), row("B", picture()))
    taken(at, row("C", picture()))

    assert len(made) == 1
    assert len(set(Picture.objects.values_list("sha256", flat=True))) == 1


def test_files_of_a_known_photograph_are_young_when_another_product_gets_them(firm: Firm, at: datetime) -> None:
    bearing, _ = firm.product("6204"), firm.product("6205")
    taken(at, row("6204", picture()))
    [shown] = queries.pictures(bearing)
    paths = [kept_files.path_of(digest) for digest in (shown.sha256, shown.thumb_sha256)]
    for path in paths:
        os.utime(path, (0, 0))

    taken(at, row("6205", picture()))

    assert all(path.stat().st_mtime > 0 for path in paths)


def test_a_lost_file_comes_back_with_the_same_picture(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    taken(at, row("6204", picture()))
    lost = queries.pictures(bearing)[0].sha256
    kept_files.path_of(lost).unlink()
    assert [broken.subject for broken in queries.broken_books()][:1] == [lost]

    taken(at, row("6204", picture()))

    assert queries.broken_books() == []


def test_a_complete_set_takes_the_other_places_of_its_products_away(firm: Firm, at: datetime) -> None:
    bearing, other = firm.product("6204"), firm.product("6205")
    taken(at, row("6204_1", picture("red")), row("6204_2", picture("blue")), row("6205_2", picture("red")))

    outcome, _ = taken(at, row("6204_1", picture("red")), is_complete=True)

    assert outcome.hidden == 1
    assert (places(bearing), places(other)) == ([1], [2])


def test_statements_do_not_grow_with_the_pictures(firm: Firm, at: datetime) -> None:
    for number in range(20):
        firm.product(f"A{number}")

    def sent(names: Sequence[str]) -> int:
        with counted() as statements:
            taken(at, *(row(name, picture()) for name in names))
        return len(statements)

    assert sent(["A0", "A1"]) == sent([f"A{number}" for number in range(2, 20)])
