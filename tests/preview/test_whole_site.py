"""The demonstration site through the server: each address of a build has the build's bytes, apart from one script, and a type that is known."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from tests.build_site import build
from tests.preview.raw import FakeSite, client, serving

ROOT = Path(__file__).parents[2]
SCRIPT = re.compile(rb'<script src="/\.sitegen/client\.js"(?: data-[a-z]+="[^"<>]*"){5}></script>(?=</body>)')
NOT_SERVED = ("_headers", "_redirects")


def test_every_address_of_a_build_has_its_bytes() -> None:
    files = build(ROOT, base_url="https://example.ac.id/kui/", drafts=True, future=True).files
    assert len(files) > 150
    scripts = 0
    with serving(FakeSite(files, "/kui/")) as server, client(server) as browser:
        for file, data in files.items():
            reply = browser.get(f"/kui/{quote(file.removesuffix('index.html'))}")
            if file in NOT_SERVED or file.startswith("."):
                assert reply.status == 404, file
                continue
            assert (reply.status, reply.fields["content-type"] != "application/octet-stream") == (200, True), file
            page, count = SCRIPT.subn(b"", reply.body)
            leads_elsewhere = b'http-equiv="refresh"' in data
            assert (page, count) == (data, file.endswith(".html") and not leads_elsewhere), file
            scripts += count
    assert scripts > 100
