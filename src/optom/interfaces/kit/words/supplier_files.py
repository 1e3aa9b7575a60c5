"""What is said of suppliers' files that can't be read, or not as they are."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

SUPPLIER_FILES: dict[str, tuple[Words, Words]] = {
    "files.bomb": (
        _("What was packed is more than {most} times as large as the archive."),
        _("Pack it anew, only what is to be read."),
    ),
    "files.entities": (
        _("The XML declares entities; they are not expanded, for they serve attacks."),
        _("Ask the supplier for XML without them."),
    ),
    "files.larger": (
        _("It has {megabytes} MB, unpacked if it is packed; at most {most} MB are read."),
        _("Split it, or leave out what is not needed."),
    ),
    "files.locked": (
        _("The workbook is protected by a password."),
        _("Save it without one, or ask the supplier for such a file."),
    ),
    "files.long": (_("There are more than {most} rows."), _("Split the list into several files.")),
    "files.nested": (
        _("Archives lie in archives more than {most} deep."),
        _("Pack the files themselves into one archive."),
    ),
    "files.packed_otherwise": (
        _("{file} is packed in a way that can't be opened."),
        _("ZIP, 7Z (LZMA) and GZ can: ask for one of them."),
    ),
    "files.parts": (_("The archive holds more than {most} files."), _("Pack only those that are to be read.")),
    "files.unknown": (
        _("{file} is of a kind that has no tables: a picture, a PDF, a program, a letter."),
        _("A table has to be sent: XLSX, XLS, ODS, CSV, XML, YML, CommerceML, JSON, BMEcat or DATANORM."),
    ),
    "files.wide": (_("A table has more than {most} columns."), _("Leave out those that are not needed.")),
    "files.xml_broken": (
        _("The XML breaks off in line {line}: {reason}"),
        _("It is damaged or was not loaded whole: ask for it anew."),
    ),
}
