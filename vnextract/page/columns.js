// What the table shows of a row of each kind, and how its columns are sorted.

const NAMES = { overview: "Overview", officials: "Officials", bodies: "Bodies", directives: "Documents", events: "Events", articles: "Articles" };

function said(table, row) {
  const { article, start, end, sentence } = store.tables[table];
  const text = store.text(article[row]);
  if (text === undefined) {
    store.load(article[row]).then(() => page.grid.later());
    return el("span.waiting", { "aria-label": "reading" }, "…");
  }
  // Two lines hold some 170 letters: a long sentence begins a little before the mention.
  const whole = [store.sentences.start[sentence[row]], store.sentences.end[sentence[row]]];
  const from = start[row] - whole[0] > 90 ? text.indexOf(" ", start[row] - 60) + 1 || start[row] : whole[0];
  const to = Math.min(whole[1], Math.max(end[row], from + 260));
  const terms = parseQuery(state.query);
  return el(
    "span.said",
    { lang: "vi" },
    from > whole[0] ? "… " : "",
    withHits(text.slice(from, start[row]), terms),
    el(`mark.m.${KINDS[table]}`, {}, withHits(text.slice(start[row], end[row]), terms)),
    withHits(text.slice(end[row], to), terms),
  );
}

/** An ISO time as the tables have it, with the part of the day in words. */
const PARTS = { TMO: " morning", TAF: " afternoon", TEV: " evening" };
const timeOf = (words) => words.replace(/T(MO|AF|EV)$/, (part) => PARTS[part]).replace("/", " – ");

const byWords = (words) => (rows) => {
  const names = new Map([...new Set([...rows].map(words))].sort(compare).map((word, i) => [word, i]));
  return (row) => (words(row) ? names.get(words(row)) : Infinity); // what is unknown comes last
};

function columnsOf(table) {
  const cell = (name) => (row) => store.cell(table, name, row);
  const article = (row) => store.tables[table].article[row];
  const day = (row) => store.string(store.articles.published[article(row)]);
  const heading = (row) => store.string(store.articles.heading[article(row)]) || store.string(store.articles.doc_id[article(row)]);
  const label = (row) => store.label(store.tables[table].entity[row]);
  const two = (first, second) => [vi("span.first", first), second ? vi("span.second", second) : null];
  const sentence = { name: "sentence", title: "In the sentence", width: "minmax(14rem, 3fr)", cell: (row) => said(table, row) };
  const dated = { name: "published", title: "Published", width: "7rem", words: day, cell: day, spare: true };
  const where = { name: "article", title: "Article", width: "minmax(9rem, 1fr)", words: heading, cell: (row) => vi("span.second", heading(row)), spare: true };
  const posts = (row) => (store.attached.positions.get(row) ?? []).map((post) => store.string(post.title)).join("; ");
  const when = (row) => [cell("time")(row) || cell("time_text")(row), cell("place")(row)].filter(Boolean).join(" · ");
  const status = (row) => (cell("status")(row) === "actual" ? "" : cell("status")(row));
  const own = {
    officials: [
      { name: "name", title: "Person", width: "minmax(10rem, 1.1fr)", words: label, cell: (row) => two(label(row), [cell("honorific")(row), cell("rank")(row)].filter(Boolean).join(" · ")) },
      { name: "post", title: "Title here", width: "minmax(9rem, 1.2fr)", words: posts, cell: (row) => vi("span", posts(row)) },
    ],
    bodies: [
      { name: "name", title: "Body", width: "minmax(12rem, 1.5fr)", words: label, cell: (row) => two(label(row), "") },
      { name: "level", title: "Level", width: "7.5rem", spare: true, words: cell("level"), cell: (row) => [el("span.first.light", {}, shown(cell("level")(row))), el("span.second", {}, shown(cell("branch")(row)))] },
    ],
    directives: [
      { name: "name", title: "Document", width: "minmax(10rem, 1.1fr)", words: label, cell: (row) => two(label(row), cell("doc_type")(row)) },
      { name: "issuer", title: "Issued by", width: "minmax(8rem, 1fr)", spare: true, words: cell("issuer_canonical"), cell: (row) => two(cell("issuer_canonical")(row) || cell("issuer")(row), cell("date")(row)) },
    ],
    events: [
      { name: "type", title: "Event", width: "8.5rem", words: cell("event_type"), cell: (row) => [el("span.type", {}, shown(cell("event_type")(row))), status(row) ? el("span.tag", {}, status(row)) : null] },
      { name: "agent", title: "Who", width: "minmax(9rem, 1fr)", words: cell("agent"), cell: (row) => vi("span", cell("agent")(row)) },
      { name: "when", title: "When and where", width: "minmax(8rem, .8fr)", spare: true, words: when, cell: (row) => [el("span.first.light", {}, timeOf(cell("time")(row) || cell("time_text")(row))), vi("span.second", cell("place")(row))] },
    ],
  }[table];
  return [...own, sentence, dated, where].map((column) => ({ ...column, sort: column.words && byWords(column.words) }));
}

function articleColumns() {
  const cell = (name) => (row) => store.string(store.articles[name][row]);
  const counted = (row) => TABLES.map((name) => page.counts[name][row]);
  const heading = (row) => cell("heading")(row) || cell("doc_id")(row);
  const error = (row) => (cell("error")(row) ? el("span.error", {}, cell("error")(row)) : null);
  const terms = parseQuery(state.query);
  return [
    { name: "name", title: "Article", width: "minmax(16rem, 4fr)", words: heading, cell: (row) => [vi("span.first", withHits(heading(row), terms)), error(row) ?? el("span.second", {}, cell("doc_id")(row))] },
    { name: "source", title: "Source", width: "minmax(6rem, .8fr)", spare: true, words: cell("source"), cell: (row) => vi("span", cell("source")(row)) },
    { name: "published", title: "Published", width: "7rem", words: cell("published"), cell: cell("published") },
    ...TABLES.map((name, i) => ({ name: `n-${name}`, title: NAMES[name], width: "5.4rem", spare: true, sort: () => (row) => -counted(row)[i], cell: (row) => figure(counted(row)[i]) })),
  ].map((column) => ({ sort: column.words && byWords(column.words), ...column }));
}
