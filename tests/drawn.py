"""Pictures and papers for tests: made on the spot, each as small as it can be."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def picture(colour: str = "red", size: tuple[int, int] = (60, 40), kind: str = "PNG", **said: Any) -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **said)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    """The picture that the bytes are."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def pdf(note: str = "") -> bytes:
    """A PDF that differs from others by its note."""
    return PDF.replace(b"trailer", f"% {note}\ntrailer".encode())


def folder_of(place: Path, files: Mapping[str, bytes]) -> Path:
    """The files in a folder."""
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place


def zip_of(path: Path, files: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """The files in a zip."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
