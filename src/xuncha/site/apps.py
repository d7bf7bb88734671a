from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "xuncha.site"
    label = "site_root"
