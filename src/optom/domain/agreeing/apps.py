from django.apps import AppConfig


class AgreeingConfig(AppConfig):
    name = "optom.domain.agreeing"
    label = "agreeing"
