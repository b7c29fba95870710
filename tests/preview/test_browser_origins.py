"""A page of another origin in the editor's browser, that knows even the token: the browser gets nothing of the preview for it."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.preview.raw import FILES, TOKEN, FakeSite, serving

HOSTILE = """<!DOCTYPE html><html><body><a href="{victim}id/">a link</a><iframe src="{victim}id/"></iframe><script>
const victim = "{victim}";
const of = element => new Promise(done => {{
  element.onload = () => done("got");
  element.onerror = () => done("refused");
  document.body.append(element);
}});
const made = (name, address) => Object.assign(document.createElement(name), {{ src: victim + address }});
const style = Object.assign(document.createElement("link"), {{ rel: "stylesheet", href: victim + "static/style.css" }});
const socket = (channel) => new Promise(done => {{
  channel.onopen = () => done("got");
  channel.onerror = () => done("refused");
}});
const fetched = options => fetch(victim + "id/", options).then(() => "got", () => "refused");
window.outcome = Promise.all(Object.entries({{
  fetch: fetched({{}}),
  "fetch without reading": fetched({{ mode: "no-cors" }}),
  "fetch with a field": fetched({{ headers: {{ "X-Field": "1" }} }}),
  post: fetched({{ method: "POST", mode: "no-cors", body: "a" }}),
  script: of(made("script", ".sitegen/client.js")),
  picture: of(made("img", "gambar.svg")),
  style: of(style),
  events: socket(new EventSource(victim + ".sitegen/events?token={token}")),
  "web socket": socket(new WebSocket(victim.replace("http", "ws") + ".sitegen/events?token={token}")),
}}).map(async ([name, outcome]) => [name, await outcome])).then(Object.fromEntries);
</script></body></html>"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def tried(tab: Page) -> dict[str, str]:
    """What came of each way to get something."""
    outcome: dict[str, str] = tab.evaluate("window.outcome")
    assert len(outcome) == 9
    return outcome


def test_a_page_of_another_origin_gets_nothing_and_a_link_may_lead_to_us(context: BrowserContext) -> None:
    hostile = FakeSite()
    with serving(FakeSite(FILES | {"gambar.svg": PICTURE})) as server, serving(hostile) as other:
        hostile.files["index.html"] = HOSTILE.format(victim=server.url, token=TOKEN).encode()
        tab = context.new_page()
        tab.goto(other.url)
        assert set(tried(tab).values()) == {"refused"}
        assert "beranda" not in tab.frames[1].content()
        tab.click("a")
        expect(tab).to_have_url(f"{server.url}id/")
        assert "beranda" in tab.content()


def test_a_page_of_ours_gets_all_but_web_sockets(context: BrowserContext) -> None:
    """Else the other test would prove nothing."""
    site = FakeSite(FILES | {"gambar.svg": PICTURE})
    with serving(site) as server:
        site.files["index.html"] = HOSTILE.format(victim=server.url, token=TOKEN).encode()
        tab = context.new_page()
        tab.goto(server.url)
        assert [name for name, found in tried(tab).items() if found != "got"] == ["web socket"]
        assert "beranda" in tab.frames[1].content()
