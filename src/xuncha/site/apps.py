from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    name = "xuncha.site"
    label = "site_root"

    def ready(self) -> None:
        """Load what registers itself: reaches and inbox sources in selectors, use cases in services."""
        autodiscover_modules("selectors", "services")
