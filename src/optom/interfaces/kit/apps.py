from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "optom.interfaces.kit"
    label = "kit"
