"""The answer to what is asked: a file of the site, a redirect to it, something of the desk, or that there is nothing.

A path is looked up among the names of the site's files. Nothing here opens a file, so there is nothing to climb out of.
"""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import parse_qsl, quote, unquote

from sitegen.preview.answers import Answer, Desk, Site, plain
from sitegen.preview.contenttypes import content_type
from sitegen.preview.policy import DESK, Asked, Refusal, read_path
from sitegen.preview.sight import seen, with_script

EVENTS = f"{DESK}/events"
_VERSION = f"{DESK}/version"

_INSTRUCTIONS = ("_headers", "_redirects")
"""Files for the program that serves the published site; no such program shows them."""
_MOST_PARAMETERS = 20
_NOWHERE = (
    b"<!DOCTYPE html>\n<html lang=en>\n<title>404 Not Found</title>\n<body>\n<h1>404 Not Found</h1>\n</body>\n</html>\n"
)
"""Until the site has a page for that. It carries the script, so it goes when the page comes that was asked for."""


def answer(asked: Asked, site: Site, desk: Desk, token: str) -> Answer:
    """The answer to anything but the stream of events. May take as long as rendering a page."""
    if asked.path == DESK:
        return _redirect(301, f"{DESK}/", asked.query)
    if not asked.path.startswith(f"{DESK}/"):
        return _page(asked, site, token)
    parameters = parameters_of(asked.query)
    if parameters is None:
        return plain(400)
    if asked.path == _VERSION:
        return _version(parameters.get("page", ""), site)
    return desk.answer(asked.path, parameters) or plain(404)


def parameters_of(query: str) -> dict[str, str] | None:
    """The parameters of a query; None where it cannot be read. Of those that are named twice, the last one."""
    try:
        return dict(parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        return None


def file_of(path: str, prefix: str) -> str | None:
    """The file of the output folder that a decoded path names; None where it can name none that is shown to readers."""
    if not path.startswith(prefix):
        return None
    file = path.removeprefix(prefix)
    if file == "" or file.endswith("/"):
        file += "index.html"
    hidden = file in _INSTRUCTIONS or any(part == "" or part.startswith(".") for part in file.split("/"))
    return None if hidden else file


def _page(asked: Asked, site: Site, token: str) -> Answer:
    found = _find(asked, site)
    if isinstance(found, Answer):
        return found
    status, file, data = found
    kind = content_type(file)
    if kind.startswith("text/html"):
        data = with_script(data, asked.encoded, token, site.marks(file), partial(_bytes, site=site))
    return Answer(status, data, kind)


def _version(page: str, site: Site) -> Answer:
    """What a tab sees if it asks for `page` again. No version where that would lead elsewhere: let it go there."""
    asked = read_path(page)
    if isinstance(asked, Refusal):
        return plain(asked.status)
    found = _find(asked, site)
    version, styles = ("", ()) if isinstance(found, Answer) else seen(found[2], partial(_bytes, site=site))
    return Answer(200, json.dumps({"version": version, "styles": styles}).encode(), content_type("version.json"))


def _find(asked: Asked, site: Site) -> tuple[int, str, bytes] | Answer:
    """Status, file and bytes of what lies at a path; or a redirect."""
    prefix = site.prefix
    if prefix != "/" and asked.path in ("/", prefix[:-1]):
        return _redirect(302, quote(prefix), asked.query)
    if (data := _data(asked.path, site)) is not None:
        return 200, *data
    if not asked.path.endswith("/") and _data(f"{asked.path}/", site) is not None:
        return _redirect(301, f"{asked.encoded}/", asked.query)
    file = "404.html"
    missing = site.data(file)
    return 404, file, _NOWHERE if missing is None else missing


def _bytes(address: str, site: Site) -> bytes | None:
    found = _data(unquote(address), site)
    return found and found[1]


def _data(path: str, site: Site) -> tuple[str, bytes] | None:
    file = file_of(path, site.prefix)
    data = None if file is None else site.data(file)
    return None if file is None or data is None else (file, data)


def _redirect(status: int, path: str, query: str) -> Answer:
    """To a path of this host: it was read as one, or is ours, so it starts with exactly one slash."""
    return plain(status)._replace(location=f"{path}?{query}" if query else path)
