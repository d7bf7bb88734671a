from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    name = "xuncha.site"
    label = "site_root"

    def ready(self) -> None:
        """Load what registers itself: reaches and inbox sources, use cases, kinds of workbooks, kinds of jobs."""
        autodiscover_modules("selectors", "services", "sheets", "background")
