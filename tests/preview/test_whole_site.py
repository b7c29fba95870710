"""The demonstration site, in memory, through the server: what a build publishes has the build's bytes, and nothing else can be had."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.preview.server import Server
from tests.preview.hostile import FIXED_TARGETS, GENERATED_TARGETS, meaning
from tests.preview.previewed import Previewed
from tests.preview.raw import TOKEN, Asker, FakeDesk, client

ROOT = Path(__file__).parents[2]
BASE = "/kui/"
SCRIPT = re.compile(rb'<script src="/\.sitegen/client\.js"(?: data-[a-z]+="[^"<>]*"){4}></script>(?=</body>)')
CANARY = "canary-4711"
"""Stands in files beside what is published, and in words that are not."""
SECRETS = ("secret.txt", ".env", ".git/config", "content/.env", "content/news/.rahasia.id.md", "output/secret.txt")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    root = tmp_path_factory.mktemp("whole") / "site"
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, root / part)
    text = (ROOT / "site.yaml").read_text()
    (root / "site.yaml").write_text(
        f"{re.sub('base_url: .*', f'base_url: https://example.ac.id{BASE}', text)}\n# {CANARY}\n"
    )
    for name in SECRETS:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(CANARY)
    return Previewed(root)


@pytest.fixture(scope="module")
def files(site: Previewed) -> Mapping[str, bytes]:
    return site.clean()[1]


@pytest.fixture(scope="module")
def server(site: Previewed) -> Iterator[Server]:
    with Server(site.live, FakeDesk(), port=0, token=TOKEN, say=print) as running:
        yield running


def test_every_address_of_a_build_has_its_bytes_and_a_type_that_is_known(
    files: Mapping[str, bytes], server: Server
) -> None:
    assert len(files) > 150
    scripts = 0
    with client(server) as browser:
        for file, data in files.items():
            reply = browser.get(BASE + quote(file.removesuffix("index.html")))
            if file.startswith(("_", ".", "pagefind/")):
                assert reply.status == 404, file
                continue
            assert (reply.status, reply.fields["content-type"] != "application/octet-stream") == (200, True), file
            page, count = SCRIPT.subn(b"", reply.body)
            leads_elsewhere = b'http-equiv="refresh"' in data
            assert (page, count) == (data, file.endswith(".html") and not leads_elsewhere), file
            scripts += count
    assert scripts > 100


def test_no_target_leads_to_what_is_not_published(site: Previewed, files: Mapping[str, bytes], server: Server) -> None:
    published = {f"{BASE}{file}".removesuffix("index.html") for file in files}
    asker = Asker(server)
    for target in (*FIXED_TARGETS, *random.Random(4).sample(GENERATED_TARGETS, 500)):
        asked = f"/kui{target}"
        reply = asker.get(asked)
        assert CANARY not in repr(reply), asked
        assert str(site.root) not in repr(reply), asked
        assert reply.status in {301, 302, 400, 404} or meaning(asked) in published, asked
    for name in (*SECRETS, "site.yaml", "themes/default/theme.yaml"):
        assert asker.get(f"{BASE}{name}").status == 404
