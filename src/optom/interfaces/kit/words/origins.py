"""What is said of where goods come from, and of their batches."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

ORIGINS: dict[str, tuple[Words, Words]] = {
    "origin.country_unknown": (
        _("There is no country “{said}”."),
        _("Enter it by its short name, Китай or China, or by its code, 156."),
    ),
    "origin.declaration_wrong": (
        _("“{said}” is no number of a customs declaration."),
        _("Enter it as on the declaration: 10702070/110226/3001234, and after one more slash the number of the goods."),
    ),
    "origin.not_traced_so": (_("{said} can't be traced."), _("Enter more than zero, or leave it empty.")),
    "origin.rnpt_wrong": (
        _("“{said}” is no number of a traced batch."),
        _("It has 25 to 29 signs with slashes: 10702070/110226/3001234/001."),
    ),
    "origin.traced_without_number": (
        _("Unit, quantity and cost are told of a traced batch, but not its number."),
        _("Enter the number of the batch, or leave them empty."),
    ),
    "origin.unit_unknown": (_("There is no unit “{said}” with a code."), _("Choose one from the list.")),
    "stock.batch_has_less": (
        _("One of the batches has less than that now."),
        _("Reload the page: it shows what remains of each."),
    ),
    "stock.batches_beyond": (
        _("Of batches {quantity} are named, and only {leaves} leave."),
        _("Name as much as leaves, or less: the rest is taken of the oldest."),
    ),
}
