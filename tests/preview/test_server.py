"""The server at a real socket: what it sends, what it says when it cannot start, and how it ends."""

from __future__ import annotations

import pytest

from tests.preview.hostile import SERVED
from tests.preview.raw import FILES, client, serving


@pytest.mark.parametrize(
    "fields",
    [(), (("Range", "bytes=0-3"),), (("If-None-Match", "*"), ("If-Modified-Since", "Tue, 24 Nov 2099 00:00:00 GMT"))],
)
def test_every_way_to_ask_for_a_file_gives_all_of_it(fields: tuple[tuple[str, str], ...]) -> None:
    with serving() as server, client(server) as browser:
        for target in SERVED:
            full = browser.get(target, *fields)
            assert full.status == 200
            assert full.body
            head = browser.get(target, *fields, method="HEAD")
            assert (head.status, head.body) == (200, b"")
            assert head.fields | {"date": ""} == full.fields | {"date": ""}
            assert full.fields["content-length"] == str(len(full.body))


def test_the_bytes_are_those_of_the_site() -> None:
    with serving() as server, client(server) as browser:
        assert browser.get("/static/style.css").body == FILES["static/style.css"]
        before, _, after = browser.get("/id/").body.partition(b"<script")
        assert before + after.partition(b"</script>")[2] == FILES["id/index.html"]
