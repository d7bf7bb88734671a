"""Settings of the public form as a process of its own: its addresses alone, no sessions, nobody signed in."""

from xuncha.site.settings import *  # noqa: F403 - everything else is as in the product
from xuncha.site.settings import INSTALLED_APPS as WHOLE

ROOT_URLCONF = "xuncha.site.form_urls"
LAST = "xuncha.intake"
INSTALLED_APPS = [app for app in WHOLE[: WHOLE.index(LAST) + 1] if app != "django.contrib.sessions"]
MIDDLEWARE = [
    "xuncha.foundation.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "xuncha.foundation.middleware.Clock",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "xuncha.site.shell.shell"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "xuncha.foundation.ui.templatetags.ui",
            ],
        },
    }
]
