from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "optom.domain.documents"
    label = "documents"
