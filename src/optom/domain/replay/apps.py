from django.apps import AppConfig


class ReplayConfig(AppConfig):
    name = "optom.domain.replay"
    label = "replay"
