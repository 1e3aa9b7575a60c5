from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "optom.interfaces.office"
    label = "office"
