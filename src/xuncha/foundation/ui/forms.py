from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Form templates are found in foundation.ui."""
