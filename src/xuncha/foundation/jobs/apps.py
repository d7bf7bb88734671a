from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "xuncha.foundation.jobs"
    label = "jobs"
