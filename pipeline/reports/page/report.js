"use strict";
// The page: a list of pairs that is already there, and a pair that is built when it is opened.
// Everything that comes from an article goes through textContent; nothing here makes markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const index = read("index");
  const target = index.source === "ja" ? "en" : "ja";
  const langs = [index.source, target];
  const rows = [...document.querySelectorAll("tbody tr")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const plural = { error: "errors", warning: "warnings", info: "infos" };
  const filter = { severities: new Set(index.severities), rules: new Set(index.rules.map((r) => r.id)), shown: new Set(["open"]), find: "" };
  let open = null; // The pair on the page: { number, data, marks, cards, at }.

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") element.className = value || "";
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }
  const passes = (f) => filter.severities.has(f.severity) && filter.rules.has(f.rule) && filter.shown.has(f.kind);
  const say = (text) => { byId("said").textContent = text; };

  // Filters.
  function chip(text, kind, set, value) {
    return make("button", {
      type: "button", class: `chip ${kind}`, "aria-pressed": String(set.has(value)),
      onclick: (event) => {
        if (!set.delete(value)) set.add(value);
        event.currentTarget.setAttribute("aria-pressed", String(set.has(value)));
        refresh();
      },
    }, text);
  }
  function buildFilters() {
    for (const each of index.severities) byId("severities").append(chip(plural[each], each, filter.severities, each));
    for (const each of index.shown) if (each !== "open") byId("shown").append(chip(each, "", filter.shown, each));
    for (const rule of index.rules) {
      const box = make("input", { type: "checkbox", checked: true, onchange: () => {
        if (box.checked) filter.rules.add(rule.id); else filter.rules.delete(rule.id);
        refresh();
      } });
      byId("rules").append(make("label", {}, box, rule.id));
    }
    byId("find").addEventListener("input", (event) => { filter.find = event.target.value.normalize("NFKC").toLowerCase(); refresh(); });
    document.addEventListener("click", (event) => {
      const menu = document.querySelector("details.rules");
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }
  function counted(number) {
    const told = { error: 0, warning: 0, info: 0 };
    for (const [rule, severity, kind, count] of index.pairs[number].counts) if (passes({ rule, severity, kind })) told[severity] += count;
    return told;
  }
  const untouched = () => filter.severities.size === index.severities.length && filter.rules.size === index.rules.length;
  function fits(number, told) {
    const named = index.pairs[number].id.normalize("NFKC").toLowerCase().includes(filter.find);
    return named && (untouched() || told.error + told.warning + told.info > 0);
  }
  function refresh() {
    let any = false;
    for (const row of rows) {
      const number = Number(row.dataset.pair), told = counted(number), shown = fits(number, told);
      row.hidden = !shown;
      any ||= shown;
      for (const cell of row.querySelectorAll("[data-severity]")) cell.textContent = told[cell.dataset.severity] || "";
    }
    byId("none").hidden = any;
    byId("ruled").textContent = filter.rules.size === index.rules.length ? "" : `${filter.rules.size} of ${index.rules.length}`;
    if (open) dress();
  }
  function sortBy(button) {
    const head = button.closest("th"), name = button.dataset.sort;
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : name !== "pair";
    for (const each of document.querySelectorAll("thead th")) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => (name === "pair" ? 0 : counted(Number(row.dataset.pair))[name]);
    rows.sort((a, b) => (value(a) - value(b) || a.dataset.pair - b.dataset.pair) * (down ? -1 : 1));
    if (name !== "pair" && down) rows.sort((a, b) => value(b) - value(a) || a.dataset.pair - b.dataset.pair);
    document.querySelector("tbody").append(...rows);
  }

  // A pair.
  function buildSide(sections, lang, row) {
    const side = make("div", { class: "side", lang, "data-name": index.names[lang] });
    if (!sections.length && row.kind === "gap") side.append(make("p", { class: "empty", lang: "en" }, `No counterpart in ${index.names[lang]}`));
    for (const section of sections) {
      const block = make("div", { class: "section" });
      for (const [number, flags, ...pieces] of section.lines) {
        const line = make(flags & 1 ? `h${Math.min(section.level + 1, 6)}` : "p", { class: `line${flags & 1 ? " title" : ""}${flags & 2 ? " after" : ""}`, "data-n": number });
        for (const piece of pieces) line.append(typeof piece === "string" ? plain(piece) : marked(piece, lang));
        block.append(line);
      }
      side.append(block);
    }
    return side;
  }
  // The signs of Markdown and the tags of HTML step back behind the words.
  function plain(text) {
    const made = document.createDocumentFragment();
    for (const part of text.split(/(^\s*#{1,6}\s+|^\s*(?:[-*+]|>)\s+|\*\*|<\/?[a-zA-Z][^<>]*>|<!--.*?-->|\]\([^()\s]*\)|!?\[)/u)) {
      if (part && /^(\s*#+\s|\s*[-*+>]\s|\*\*|<|\]\(|!?\[$)/u.test(part)) made.append(make("span", { class: "dim" }, part));
      else made.append(part);
    }
    return made;
  }
  function marked([text, ...about], lang) {
    const mark = make("mark", { tabindex: 0, role: "button", onclick: () => across(mark), onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); across(mark); }
    } }, text);
    open.marks.push({ element: mark, lang, about });
    return mark;
  }
  function buildCard(finding, number) {
    const name = make("button", { type: "button", onclick: () => explain(finding.rule) }, finding.rule);
    const head = make("div", { class: "head" }, make("span", { class: "level" }, finding.severity), name, make("span", { class: "rule-name", hidden: true }, finding.rule));
    if (finding.kind !== "open" || finding.status) head.append(make("span", { class: "status" }, finding.kind === "open" ? finding.status : finding.kind));
    const card = make("li", { class: `card ${finding.severity}`, tabindex: -1 }, head, make("p", { id: `finding-${number}` }, finding.message));
    if (finding.notes.length) card.append(make("p", { class: "note" }, `Glossary: ${finding.notes.join(" · ")}`));
    if (finding.accepted) card.append(make("p", { class: "note" }, `Accepted: ${finding.accepted}`));
    for (const change of finding.changes || []) card.append(buildChange(change));
    for (const [lang, before, words, after] of finding.quotes || []) card.append(make("blockquote", { lang }, before, make("b", {}, words), after));
    if (finding.kind !== "fixed" && finding.places.length) {
      const seen = {};
      card.append(make("div", { class: "places" }, ...finding.places.map(([lang, at]) => {
        const nth = (seen[lang] = (seen[lang] ?? -1) + 1);
        return make("button", { type: "button", "aria-label": `Go to ${index.names[lang]}, line ${at.split(":")[0]}`, onclick: () => goTo(number, lang, nth) }, `${lang} ${at}`);
      })));
    }
    open.cards[number] = card;
    return card;
  }
  // What changed in the source beside what its counterpart still says.
  function buildChange(change) {
    const now = make("p", { lang: langs[0] });
    for (const word of change.words) {
      if (typeof word === "string") now.append(word);
      else now.append(...[["del", word[0]], ["ins", word[1]]].filter(([, text]) => text).map(([tag, text]) => make(tag, {}, text)));
    }
    const then = make("div", { lang: langs[1] }, ...change.counterpart.map((said) => make("p", {}, said)));
    return make("div", { class: "change" }, now, then);
  }
  function build(number) {
    const data = read(`pair-${number}`), pair = index.pairs[number];
    open = { number, data, marks: [], cards: [], at: -1, order: [] };
    const root = byId("pair");
    root.replaceChildren();
    const step = (text, by, key) => {
      const to = neighbour(number, by);
      return make(to === null ? "span" : "a", { class: "step", href: to === null ? null : `#/${to}`, "aria-keyshortcuts": key, hidden: to === null }, text);
    };
    root.append(make("header", { class: "pairhead" }, make("h1", { tabindex: -1, id: "pair-title" }, make("bdi", {}, pair.id)),
      make("nav", { class: "steps", "aria-label": "Pairs" }, step("← Previous", -1, "p"), make("a", { class: "step", href: "#/", "aria-keyshortcuts": "u" }, "All pairs"), step("Next →", 1, "n"))));
    const absent = langs.filter((lang) => !pair.paths[lang]);
    root.className = absent.length ? "only" : "";
    for (const lang of absent) root.append(make("p", { class: "empty absent-note" }, `There is no ${index.names[lang]} article.`));
    const lost = make("div", { class: "lost" });
    root.append(lost);
    root.append(make("div", { class: "sides" }, ...langs.map((lang) => make("div", { class: pair.paths[lang] ? null : "absent" }, make("b", {}, index.names[lang]), " ", make("span", {}, pair.paths[lang] || "(no file)")))));
    const where = new Map();
    data.findings.forEach((finding, n) => { const list = where.get(finding.row) || []; list.push(n); where.set(finding.row, list); });
    const cards = (key) => {
      const numbers = where.get(key) || [];
      open.order.push(...numbers);
      return numbers.length ? [make("ul", { class: "cards", "aria-label": "Findings" }, ...numbers.map((n) => buildCard(data.findings[n], n)))] : [];
    };
    lost.append(...cards(null));
    data.rows.forEach((row, n) => {
      const join = make("div", { class: "join" });
      if (row.score !== null) join.append(make("span", { title: row.kind === "gap" ? "probability that nothing corresponds" : "probability that these sections correspond" }, row.score.toFixed(2)));
      if (row.decision) join.append(make("span", {}, row.decision));
      root.append(make("section", { class: `row ${row.kind}`, "aria-label": `Part ${n + 1}` }, buildSide(row.sides[0], langs[0], row), join, buildSide(row.sides[1], langs[1], row), ...cards(n)));
    });
    dress();
  }
  // Marks and cards as the filters want them; the gravest finding gives a mark its colour.
  function dress() {
    const { findings } = open.data;
    for (const { element, about } of open.marks) {
      const shown = about.filter((n) => passes(findings[n]));
      const worst = index.severities.find((severity) => shown.some((n) => findings[n].severity === severity));
      element.className = worst || "quiet";
      element.tabIndex = worst ? 0 : -1;
      element.toggleAttribute("aria-disabled", !worst);
      if (shown.length) element.setAttribute("aria-describedby", shown.map((n) => `finding-${n}`).join(" "));
      else element.removeAttribute("aria-describedby");
      if (shown.includes(open.at)) element.classList.add("on");
    }
    open.cards.forEach((card, n) => {
      card.hidden = !passes(findings[n]);
      card.classList.toggle("quiet", findings[n].kind !== "open");
      card.classList.toggle("on", n === open.at);
    });
  }
  function bring(element) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
  }
  function select(number) {
    open.at = number;
    dress();
    const shown = open.order.filter((n) => passes(open.data.findings[n]));
    const finding = open.data.findings[number];
    say(`${shown.indexOf(number) + 1} of ${shown.length}: ${finding.severity}, ${finding.rule}. ${finding.message}`);
    history.replaceState(null, "", `#/${open.number}/${number}`);
  }
  // Neighbouring pieces of one place are one stop.
  function stops(number, lang) {
    const found = [];
    let last = null;
    for (const mark of open.marks) {
      const mine = mark.lang === lang && mark.about.includes(number);
      if (mine && !(last && mark.element.previousSibling === last)) found.push(mark.element);
      if (mine) last = mark.element;
    }
    return found;
  }
  function goTo(number, lang, nth) {
    select(number);
    const found = stops(number, lang);
    const place = open.data.findings[number].places.filter((p) => p[0] === lang)[nth];
    const line = place && place[1].split(":")[0];
    const there = found.filter((e) => e.closest(".line").dataset.n === line);
    bring(there[0] || found[nth] || found[0] || open.cards[number]);
  }
  // From a mark to the other text; where that has none, to the card.
  function across(element) {
    const mark = open.marks.find((m) => m.element === element);
    const mine = mark.about.filter((n) => passes(open.data.findings[n]));
    if (!mine.length) return;
    // Where marks lie within each other, the narrowest is meant.
    const width = (n) => open.marks.reduce((sum, m) => sum + (m.lang === mark.lang && m.about.includes(n) ? m.element.textContent.length : 0), 0);
    const number = mine.includes(open.at) ? open.at : mine.sort((a, b) => width(a) - width(b))[0];
    select(number);
    const other = langs.find((lang) => lang !== mark.lang);
    bring(stops(number, other)[0] || open.cards[number]);
  }
  function walk(by) {
    const shown = open.order.filter((n) => passes(open.data.findings[n]));
    if (!shown.length) { say("No findings here."); return; }
    const at = shown.indexOf(open.at);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length];
    select(next);
    const first = langs.map((lang) => stops(next, lang)[0]).find(Boolean);
    bring(first || open.cards[next]);
  }
  function neighbour(number, by) {
    const order = rows.map((row) => Number(row.dataset.pair));
    for (let at = order.indexOf(number) + by; at >= 0 && at < order.length; at += by) {
      const told = counted(order[at]);
      if (fits(order[at], told) && told.error + told.warning + told.info) return order[at];
    }
    return null;
  }
  // The page of a rule: headings, paragraphs and examples, which are all that such a page has.
  function explain(id) {
    const text = (index.rules.find((r) => r.id === id) || {}).page || "This report holds no page of this rule.";
    const parts = [];
    let paragraph = null, example = null;
    for (const line of text.split("\n")) {
      if (line.startsWith("## ")) { parts.push(make("h3", {}, line.slice(3))); paragraph = example = null; }
      else if (line.startsWith("    ")) { if (!example) parts.push(example = make("pre", { tabindex: 0 })); example.append(`${line.slice(4)}\n`); paragraph = null; }
      else if (!line.trim()) paragraph = example = null;
      else {
        example = null;
        if (!paragraph) parts.push(paragraph = make("p")); else paragraph.append(" ");
        line.split("`").forEach((words, n) => paragraph.append(n % 2 ? make("code", {}, words) : words));
      }
    }
    byId("rule-title").textContent = id;
    byId("rule-page").replaceChildren(...parts);
    byId("rule").showModal();
    byId("rule").scrollTop = 0;
  }

  // Where we are stands in the address.
  const home = document.title;
  let place = 0;
  function route() {
    const match = /^#\/(\d+)(?:\/(\d+))?$/.exec(location.hash);
    const number = match && Number(match[1]);
    const inside = match && number < index.pairs.length;
    if (!open && inside) place = scrollY;
    byId("list").hidden = Boolean(inside);
    byId("pair").hidden = !inside;
    for (const failed of document.querySelectorAll(".failures")) failed.hidden = Boolean(inside);
    if (!inside) {
      const from = open && document.querySelector(`tr[data-pair="${open.number}"] a`);
      open = null;
      byId("pair").replaceChildren();
      document.title = home;
      scrollTo({ top: place, behavior: "instant" });
      if (from) from.focus({ preventScroll: true });
      return;
    }
    if (!open || open.number !== number) {
      build(number);
      document.title = `${index.pairs[number].id} – taiyaku`;
      scrollTo({ top: 0, behavior: "instant" });
      byId("pair-title").focus({ preventScroll: true });
    }
    const finding = match[2] === undefined ? NaN : Number(match[2]);
    if (finding !== open.at && finding < open.cards.length) goTo(finding, langs[0], 0);
  }

  // Keys and looks.
  const keys = {
    j: () => open && walk(1), k: () => open && walk(-1),
    n: () => jump(1), p: () => jump(-1),
    u: () => { if (open) location.hash = "#/"; },
    "/": () => { byId("find").focus(); byId("find").select(); },
    "?": () => byId("help").showModal(),
  };
  function jump(by) {
    const to = open ? neighbour(open.number, by) : rows.map((r) => Number(r.dataset.pair)).find((n) => { const t = counted(n); return fits(n, t) && t.error + t.warning + t.info; });
    if (to !== null && to !== undefined) location.hash = `#/${to}`;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("details.rules").open = false;
    if (event.ctrlKey || event.metaKey || event.altKey || !byId("single").checked) return;
    if (event.target.closest("input, textarea, select, dialog") || document.querySelector("dialog[open]")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  byId("keys").addEventListener("click", () => byId("help").showModal());
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function look(theme) {
    const is = theme ? theme === "dark" : dark.matches;
    if (theme) document.documentElement.dataset.theme = theme;
    byId("theme").setAttribute("aria-pressed", String(is));
  }
  byId("theme").addEventListener("click", () => look(byId("theme").getAttribute("aria-pressed") === "true" ? "light" : "dark"));
  dark.addEventListener("change", () => { if (!document.documentElement.dataset.theme) look(null); });
  for (const button of document.querySelectorAll("thead button")) button.addEventListener("click", () => sortBy(button));

  buildFilters();
  look(null);
  document.querySelector(".tools").hidden = false;
  byId("filters").hidden = false;
  addEventListener("hashchange", route);
  route();
  document.documentElement.dataset.ready = "true";
})();
