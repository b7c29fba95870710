// In every page of the preview: hears what changed, reloads the page or swaps its styles, shows mistakes and marks.
// What comes from the site is only ever written as text.
"use strict";
(() => {
  const { token, page, version, marks, quiet } = document.currentScript.dataset;
  const framed = window.top !== window; // beside other languages, in a page that shows the mistakes

  /** What the desk knows; null while the server is away: everything is asked again when it is back. */
  const json = (address) => fetch(`/.sitegen/${address}`).then((answer) => answer.json()).catch(() => null);
  let said;
  const words = async () => (said ??= await json("words"));

  // What the server tells

  const address = `/.sitegen/worker.js?token=${encodeURIComponent(token)}`;
  const stream = window.SharedWorker ? new SharedWorker(address).port : new Worker(address);
  stream.onmessage = ({ data }) => {
    if (data.closed) return renew();
    if ("problems" in data) tellMistakes(data.problems);
    if (page === undefined) dispatchEvent(new Event("sitegen-change")); // a page of the desk tells of both
    else if (!("problems" in data)) look();
  };
  addEventListener("pagehide", () => stream.postMessage("bye"));
  addEventListener("pageshow", ({ persisted }) => persisted && stream.postMessage("hello"));

  /** The server was started again, and this page belongs to the run before; at most once a run, lest it never ends. A frame is loaded
   * again with the page around it. */
  function renew() {
    if (framed || sessionStorage.getItem("sitegen-renewed") === token) return;
    sessionStorage.setItem("sitegen-renewed", token);
    location.reload();
  }

  // Another version of this page, or of its styles

  let looks = 0;
  async function look() {
    const mine = ++looks;
    const now = await json(`version?page=${encodeURIComponent(page)}`);
    if (!now || mine !== looks) return; // asked again meanwhile
    if (now.version !== version) location.reload(); // browsers keep the place to which a page was scrolled
    else swap(now.styles);
  }

  /** Each style sheet is taken away only when the one instead of it is there, so the page is never without. */
  function swap(addresses) {
    const sheets = document.querySelectorAll("link[rel~=stylesheet][href]:not([data-going])");
    addresses.forEach((address, at) => {
      const old = sheets[at];
      if (!old || old.getAttribute("href") === address) return;
      const sheet = old.cloneNode();
      sheet.href = address;
      sheet.onload = sheet.onerror = () => old.remove();
      old.dataset.going = "";
      old.after(sheet);
    });
  }

  // What is shown over the page, out of reach of its styles

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
  }

  let dock;
  function docked(...shown) {
    if (!dock) {
      const host = element("sitegen-preview", { hidden: "" });
      const styles = element("link", { rel: "stylesheet", href: "/.sitegen/desk.css" });
      styles.onload = () => host.removeAttribute("hidden");
      dock = element("div", { class: "dock" });
      host.attachShadow({ mode: "open" }).append(styles, dock);
      document.documentElement.append(host);
    }
    dock.append(...shown);
  }

  // What this page is: its files, its other languages, and whether readers see it

  async function tellOfPage() {
    if (page === undefined || !(await words())) return;
    const given = marks.split(" ").filter(Boolean);
    const shown = given.map((mark) => element("span", { class: "mark" }, said[mark] ?? mark));
    if (!framed) shown.unshift(ofPage());
    if (shown.length) docked(element("div", { class: "page" }, ...shown));
  }

  function ofPage() {
    const list = element("ul");
    const details = element("details", {}, element("summary", {}, said.this_page), list);
    details.ontoggle = async () => {
      const about = details.open && (await json(`page?page=${encodeURIComponent(page)}`));
      if (!about) return;
      const links = about.files.map(({ path, link }) => place(path, link));
      const beside = `/.sitegen/side-by-side?item=${encodeURIComponent(about.item)}`;
      if (about.item) links.push(element("a", { href: beside }, said.side_by_side));
      links.push(element("a", { href: "/.sitegen/" }, said.desk));
      list.replaceChildren(...links.map((link) => element("li", {}, link)));
    };
    return details;
  }

  const place = (text, link) => element(link ? "a" : "span", { class: "place", ...(link && { href: link }) }, text);

  tellOfPage();

  // Mistakes

  const FOLDED = "sitegen-folded";
  let told = 0;
  let overlay;

  async function tellMistakes(number) {
    if (framed || quiet !== undefined) return; // they are told elsewhere
    const mine = ++told;
    const [found] = number ? await Promise.all([json("problems"), words()]) : [{ total: 0 }];
    if (!found || mine !== told) return;
    if (found.total && said) {
      overlay ??= newOverlay();
      overlay.show(found);
    } else {
      overlay?.panel.remove();
      overlay = undefined;
      sessionStorage.removeItem(FOLDED);
    }
  }

  function newOverlay() {
    const number = element("span");
    const list = element("ol");
    const more = element("p", { class: "meta" });
    const scrolled = { class: "body", id: "body", tabindex: "0", role: "group", "aria-label": said.mistakes };
    const body = element("div", scrolled, list, more);
    const button = element("button", { type: "button", "aria-controls": "body" });
    const head = element("header", {},
      element("h2", { "aria-live": "polite" }, said.mistakes, " ", number),
      element("a", { href: "/.sitegen/" }, said.desk), button);
    const panel = element("section", { class: "mistakes", "aria-label": said.mistakes }, head, body);

    function fold(folded) {
      body.hidden = folded;
      button.textContent = folded ? said.unfold : said.fold;
      button.setAttribute("aria-expanded", String(!folded));
    }
    button.onclick = () => {
      fold(!body.hidden);
      sessionStorage.setItem(FOLDED, String(body.hidden));
    };
    fold(sessionStorage.getItem(FOLDED) === "true");
    docked(panel);

    let shown = "";
    const show = ({ total, problems }) => {
      const now = JSON.stringify(problems);
      if (now === shown) return; // leaves the focus where it is
      shown = now;
      number.textContent = String(total);
      list.replaceChildren(...problems.map(mistake));
      more.textContent = total > problems.length ? `${said.more}: ${total - problems.length}` : "";
    };
    return { panel, show };
  }

  function mistake({ path, line, link, message, hint, excerpt }) {
    const item = element("li", {}, place(`${path}:${line}`, link), element("p", { class: "message" }, message));
    if (excerpt) {
      const [before, marked, after] = excerpt;
      item.append(element("code", { class: "excerpt", dir: "auto" }, before, element("mark", {}, marked), after));
    }
    if (hint) item.append(element("p", { class: "hint" }, hint));
    return item;
  }
})();
