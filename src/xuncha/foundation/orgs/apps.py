from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "xuncha.foundation.orgs"
    label = "orgs"
