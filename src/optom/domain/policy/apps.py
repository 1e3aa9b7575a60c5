from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "optom.domain.policy"
    label = "policy"
