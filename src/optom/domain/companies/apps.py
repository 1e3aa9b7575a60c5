from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "optom.domain.companies"
    label = "companies"
