from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "optom.interfaces.portal"
    label = "portal"
