"""Mistakes in templates: from an exception to the line of the template that made it."""

from __future__ import annotations

from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.themefolders import PACKAGED
from sitegen.render.theme import Theme


def problem_in_template(error: Exception, theme: Theme) -> Problem | None:
    """The mistake of a theme's author that raised `error`; None where the mistake is ours.

    It is the author's where Jinja2 says so, and where the template is the site's: `{{ 1 + "a" }}`, `{{ prose(none) }}`. What the program's
    own templates call is ours."""
    said = str(error).partition("\n")[0]
    if isinstance(error, TemplateSyntaxError):
        return problem(Place(error.filename or error.name or "themes", error.lineno), "template.syntax", said=said)
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    inside = [Place(file, line) for file, line in frames if file in set(theme.origins.values())]
    if isinstance(error, TemplateNotFound):
        return problem(inside[-1] if inside else Place("themes"), "template.missing", name=str(error.name or said))
    if isinstance(error, RecursionError) and inside:
        return problem(inside[0], "template.loop")
    if isinstance(error, TemplateError) or (inside and not inside[-1].path.startswith(f"{PACKAGED}/")):
        return problem(inside[-1] if inside else Place("themes"), "template.value", said=said)
    return None
