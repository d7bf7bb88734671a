from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "xuncha.foundation.files"
    label = "files"
