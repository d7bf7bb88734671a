from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "xuncha.foundation.documents"
    label = "documents"
