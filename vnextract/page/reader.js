// One article: its text with what was found marked in it, and what is known of the mention that is looked at.

const LAYERS = ["officials", "bodies", "directives", "events"]; // what comes later lies on top

const reader = {
  mentions: [], // of the open article, in text order: { table, row, start, end }
  rowsOf: null, // rows of each article by table, made when first needed

  /** The mentions of an article, in text order. */
  mentionsOf(article) {
    this.rowsOf ??= Object.fromEntries(TABLES.map((name) => [name, firstRows(store.tables[name])]));
    const found = [];
    for (const table of LAYERS) {
      const { start, end } = store.tables[table];
      for (const row of this.rowsOf[table][article]) found.push({ table, row, start: start[row], end: end[row] });
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  },

  async show(open, act) {
    const { article, table, row } = open;
    await store.load(article);
    if (state.open !== open) return;
    this.mentions = this.mentionsOf(article);
    this.at = this.mentions.findIndex((m) => m.table === table && m.row === row);
    this.article = article;
    this.act = act;
    this.head();
    this.text();
    this.list();
    this.look(false);
  },

  head() {
    const { articles } = store;
    const part = (name, words) => (words ? el(`span.${name}`, {}, words) : null);
    const told = ["published", "source", "doc_id"].map((name) => part(name, store.string(articles[name][this.article])));
    const twin = store.string(articles.duplicate_of[this.article]);
    const error = store.string(articles.error[this.article]);
    $("reader-title").replaceChildren(store.string(articles.heading[this.article]) || "(no text)");
    $("reader-meta").replaceChildren(
      ...told.filter(Boolean),
      ...(twin ? [part("twin", `same text as ${twin}`)] : []),
      ...(error ? [el("strong.error", {}, error)] : []),
    );
  },

  /** Paragraphs; inside, the text cut at every border of a mention, each stretch with all that cover it. */
  text() {
    const words = store.text(this.article);
    const borders = new Set([0, words.length]);
    for (const { start, end } of this.mentions) borders.add(start).add(end);
    const { sentences, sentencesOf } = store;
    for (const s of sentencesOf[this.article]) borders.add(sentences.start[s]).add(sentences.end[s]);
    for (let at = words.indexOf("\n"); at >= 0; at = words.indexOf("\n", at + 1)) borders.add(at).add(at + 1);
    const cuts = [...borders].sort((a, b) => a - b);
    const terms = parseQuery(state.query);
    const paragraphs = [el("p")];
    let active = [];
    let next = 0;
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      const piece = words.slice(start, end);
      if (piece === "\n") {
        if (paragraphs.at(-1).childNodes.length) paragraphs.push(el("p"));
        continue;
      }
      active = active.filter((m) => this.mentions[m].end > start);
      while (next < this.mentions.length && this.mentions[next].start <= start) active.push(next++);
      paragraphs.at(-1).append(this.stretch(piece, start, [...active], terms));
    }
    $("reader-text").replaceChildren(...paragraphs.filter((p) => p.textContent.trim()));
  },

  stretch(piece, start, over, terms) {
    const content = withHits(piece, terms);
    const kinds = [...new Set(over.map((m) => KINDS[this.mentions[m].table]))];
    const classes = kinds.map((kind) => `.${kind}`).join("");
    if (!over.length) return el("span", { "data-at": start }, content);
    const top = over.at(-1);
    const hint = over.map((m) => headline(this.mentions[m])).join("\n");
    return el(`mark.m${classes}`, { "data-at": start, "data-over": over.join(" "), title: hint, onclick: () => this.go(top) }, content);
  },

  /** All that was found, as buttons: the way to each mention without a mouse. */
  list() {
    const groups = TABLES.map((table) => {
      const items = this.mentions.map((m, i) => [m, i]).filter(([m]) => m.table === table);
      const buttons = items.map(([m, i]) => el("li", {}, el("button.plain", { type: "button", onclick: () => this.go(i) }, vi("span", headline(m)))));
      return items.length ? el("div", {}, el(`h4.${KINDS[table]}`, {}, `${table} (${items.length})`), el("ul", {}, buttons)) : null;
    });
    $("reader-list").replaceChildren(...groups.filter(Boolean));
    $("reader-count").textContent = plural(this.mentions.length, "mention");
  },

  go(at) {
    if (!this.mentions.length) return;
    this.at = (at + this.mentions.length) % this.mentions.length;
    const { table, row } = this.mentions[this.at];
    this.act.looked({ article: this.article, table, row });
    this.look(true);
  },

  /** Show where the mention stands and what is known of it. */
  look(smooth) {
    const mention = this.mentions[this.at];
    const text = $("reader-text");
    for (const old of text.querySelectorAll(".sel, .sent")) old.classList.remove("sel", "sent");
    $("reader-place").textContent = mention ? `${this.at + 1} of ${this.mentions.length}` : plural(this.mentions.length, "mention");
    $("reader-facts").replaceChildren(mention ? this.facts(mention) : el("p.none", {}, "Choose a mention in the text to see what is known of it."));
    if (!mention) return void (text.parentElement.scrollTop = 0);
    const { sentences } = store;
    const sentence = store.tables[mention.table].sentence[mention.row];
    const inside = (piece, start, end) => piece.dataset.at >= start && piece.dataset.at < end;
    let first = null;
    for (const piece of text.querySelectorAll("[data-at]")) {
      if (inside(piece, sentences.start[sentence], sentences.end[sentence])) piece.classList.add("sent");
      if (!inside(piece, mention.start, mention.end)) continue;
      piece.classList.add("sel");
      first ??= piece;
    }
    const calm = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    first?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  },

  facts({ table, row }) {
    const cell = (name) => store.cell(table, name, row);
    const list = el("dl");
    for (const [name, words] of factsOf(table, row, cell)) list.append(el("dt", {}, name), vi("dd", words));
    const proof = [cell("zone"), `found by ${cell("extractor")}`, cell("rule"), `score ${store.tables[table].score[row] ?? "–"}`];
    return el(
      `div.facts.${KINDS[table]}`,
      {},
      el("h3", {}, el("span.tag", {}, KINDS[table]), vi("span", headline({ table, row }))),
      list,
      el("p.proof", {}, proof.filter(Boolean).join(" · ")),
      this.narrow(table, row),
    );
  },

  narrow(table, row) {
    if (table === "events") return null;
    const entity = store.tables[table].entity[row];
    const chosen = state.chosen[KINDS[table]].includes(entity);
    const words = chosen ? "Take this out of the filter" : `Filter: only with this ${{ official: "person", body: "body", directive: "document" }[KINDS[table]]}`;
    return el("button.action", { type: "button", onclick: () => this.act.entity(KINDS[table], entity) }, words);
  },
};

function firstRows(table) {
  const rows = Array.from({ length: store.articles.size }, () => []);
  for (let i = 0; i < table.size; i++) rows[table.article[i]].push(i);
  return rows;
}

/** A mention in a few words. */
function headline({ table, row }) {
  if (table !== "events") return store.label(store.tables[table].entity[row]);
  const { start, end, article } = store.tables.events;
  const words = store.text(article[row])?.slice(start[row], end[row]) ?? "";
  const agent = store.cell("events", "agent", row);
  return `${shown(store.cell("events", "event_type", row))}: ${words}${agent ? ` (${agent})` : ""}`;
}

function factsOf(table, row, cell) {
  const told = (...names) => names.map((name) => [shown(name), cell(name)]);
  const list = (attached, write) => (store.attached[attached].get(row) ?? []).map(write);
  const facts = {
    officials: () => [
      ...list("positions", ({ title, tenure }) => ["title", store.string(title) + (store.string(tenure) === "current" || !tenure ? "" : ` (${store.string(tenure)})`)]),
      ...told("honorific", "rank"),
    ],
    bodies: () => told("level", "branch", "locality").map(([name, words]) => [name, shownCell(name, words)]),
    directives: () => [
      ...told("doc_type", "code", "date", "issuer"),
      ["issued by", cell("issuer_canonical")],
      ...list("provisions", ({ provision }) => ["provision", store.string(provision)]),
    ],
    events: () => [
      ...list("participants", ({ role, text }) => [store.string(role), store.string(text)]),
      ...told("time_text", "time", "place", "status"),
    ],
  }[table]();
  return facts.filter(([, words]) => words);
}

function shownCell(name, words) {
  return name === "locality" ? words : shown(words);
}
