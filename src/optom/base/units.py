"""Units of goods as English papers call them: by their code in the Russian classifier (ОКЕИ), others as they are."""

_ENGLISH = {
    "006": "m", "018": "lin. m", "055": "m²", "112": "l", "113": "m³", "163": "g", "166": "kg", "168": "t",
    "625": "sheet", "642": "unit", "704": "set", "715": "pair", "728": "pack", "736": "roll", "778": "pkg", "796": "pc",
    "812": "box", "839": "set",
}  # fmt: skip


def printed_unit(unit: str, okei: str, language: str) -> str:
    """The unit on a paper in that language."""
    return _ENGLISH.get(okei.zfill(3), unit) if language == "en" and okei else unit
