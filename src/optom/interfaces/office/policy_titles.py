"""What the parts of the policy and their cells are called."""

from django.utils.translation import gettext_lazy

TITLES = {
    "names": gettext_lazy("Named formulas"),
    "tables": gettext_lazy("Tables"),
    "rules": gettext_lazy("Rules"),
    "breaks": gettext_lazy("Quantity breaks"),
    "roundings": gettext_lazy("Roundings"),
    "guards": gettext_lazy("Guards"),
    "corridor": gettext_lazy("Corridor"),
    "cost": gettext_lazy("Cost of goods"),
    "four_eyes": gettext_lazy("Approval"),
}
HEADS = {
    "name": gettext_lazy("Name"),
    "formula": gettext_lazy("Formula"),
    "key": gettext_lazy("Looked up by"),
    "gives": gettext_lazy("Gives"),
    "from": gettext_lazy("From, or which"),
    "value": gettext_lazy("Value"),
    "column": gettext_lazy("Column"),
    "condition": gettext_lazy("Condition"),
    "from_quantity": gettext_lazy("From quantity"),
    "price": gettext_lazy("Price"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "reason": gettext_lazy("Reason"),
    "holds": gettext_lazy("What must hold"),
    "corridor": gettext_lazy("What may be published by itself"),
    "cost": gettext_lazy("What a product costs us"),
    "four_eyes": gettext_lazy("Four eyes"),
}
