// From what the reader chose to the rows that are left. People, bodies and documents chosen together must stand in one
// sentence, or in one article (scope); words searched for must stand in the row, its sentence, or its article.

const TABS = ["overview", "officials", "bodies", "directives", "events", "articles"];

const state = {
  tab: "overview",
  query: "",
  chosen: { official: [], body: [], directive: [] }, // numbers of entities
  types: [],
  sources: [],
  from: "",
  to: "",
  scope: "sentence",
  teasers: true,
  sort: {}, // by tab: { column, down }
  open: null, // { article, table, row }
};

function anyFilter() {
  const { chosen, types, sources, from, to, query, teasers } = state;
  return Boolean(
    query.trim() || types.length || sources.length || from || to || !teasers || Object.values(chosen).flat().length,
  );
}

/** Articles by date and source. */
function articlesInRange() {
  const { size, published, source } = store.articles;
  const ok = new Uint8Array(size).fill(1);
  const sources = new Set(state.sources);
  for (let i = 0; i < size; i++) {
    const day = store.string(published[i]);
    if ((state.from && !(day >= state.from)) || (state.to && !(day && day.slice(0, state.to.length) <= state.to))) ok[i] = 0;
    if (sources.size && !sources.has(source[i])) ok[i] = 0;
  }
  return ok;
}

/** For each thing chosen, a mask of the sentences (or articles) that it stands in; all of them must agree. */
function chosenMask() {
  const inArticle = state.scope === "article";
  const size = inArticle ? store.articles.size : store.sentences.size;
  const place = inArticle ? "article" : "sentence";
  const tests = [];
  for (const name of TABLES.slice(0, 3))
    for (const entity of state.chosen[KINDS[name]]) tests.push([store.tables[name], (t, i) => t.entity[i] === entity]);
  if (state.types.length) {
    const types = new Set(state.types.map((type) => store.strings.indexOf(type)));
    tests.push([store.tables.events, (t, i) => types.has(t.event_type[i])]);
  }
  if (!tests.length) return null;
  const count = new Uint8Array(size);
  tests.forEach(([table, test], round) => {
    for (let i = 0; i < table.size; i++) if (count[table[place][i]] === round && test(table, i)) count[table[place][i]]++;
  });
  return count.map((n) => (n === tests.length ? 1 : 0));
}

const WORDED = {
  officials: ["full_name", "honorific", "rank"],
  bodies: ["canonical", "locality"],
  directives: ["doc_type", "code", "issuer", "issuer_canonical"],
  events: ["event_type", "agent", "place", "time_text"],
};

/** Whether a row's own words hold a term: its fields, the name it is counted under, the titles it carries. */
function wordsHold(name, row, strings) {
  const table = store.tables[name];
  if (WORDED[name].some((column) => strings[table[column][row]])) return true;
  if (table.entity && strings[store.entities.label[table.entity[row]]]) return true;
  return name === "officials" && (store.attached.positions.get(row) ?? []).some((post) => strings[post.title]);
}

/** Numbers of the rows that are left, by table; of articles too. */
function filtered() {
  const terms = parseQuery(state.query).map((term) => finder.term(term));
  const articles = articlesInRange();
  const mask = chosenMask();
  const inArticle = state.scope === "article";
  const zones = new Set(state.teasers ? [] : ["related", "byline"].map((zone) => store.strings.indexOf(zone)));
  const left = {};
  const touched = new Uint8Array(store.articles.size);
  for (const name of TABLES) {
    const table = store.tables[name];
    const own = new Set(state.chosen[KINDS[name]] ?? []);
    const types = name === "events" ? new Set(state.types.map((type) => store.strings.indexOf(type))) : new Set();
    const rows = [];
    for (let i = 0; i < table.size; i++) {
      const article = table.article[i];
      const sentence = table.sentence[i];
      if (!articles[article] || (mask && !mask[inArticle ? article : sentence]) || zones.has(table.zone[i])) continue;
      touched[article] = 1; // the mask holds here, whatever the kind of row
      if (own.size && !own.has(table.entity[i])) continue;
      if (types.size && !types.has(table.event_type[i])) continue;
      const worded = terms.every(
        (hit) => (inArticle ? hit.articles?.[article] : hit.sentences?.[sentence]) || wordsHold(name, i, hit.strings),
      );
      if (worded) rows.push(i);
    }
    left[name] = Uint32Array.from(rows);
  }
  left.articles = leftArticles(articles, mask ? touched : null, terms, left);
  return left;
}

function leftArticles(inRange, touched, terms, left) {
  const named = new Uint8Array(store.articles.size); // some row of it is left
  for (const name of TABLES) for (const row of left[name]) named[store.tables[name].article[row]] = 1;
  const rows = [];
  for (let i = 0; i < store.articles.size; i++) {
    if (!inRange[i] || (touched && !touched[i])) continue;
    const found = terms.every((hit) => hit.articles?.[i] || hit.strings[store.articles.heading[i]] || hit.strings[store.articles.doc_id[i]]);
    if (!terms.length || found || named[i]) rows.push(i);
  }
  return Uint32Array.from(rows);
}

/** Entities of one kind among some rows, most widely named first: [entity, number of articles]. */
function ranking(name, rows) {
  const { entity, article } = store.tables[name];
  const count = new Map();
  const last = new Map();
  for (const row of rows) {
    if (last.get(entity[row]) !== article[row]) count.set(entity[row], (count.get(entity[row]) ?? 0) + 1);
    last.set(entity[row], article[row]);
  }
  return [...count].sort((a, b) => b[1] - a[1] || compare(store.label(a[0]), store.label(b[0])));
}

const collator = new Intl.Collator("vi");
const compare = collator.compare.bind(collator);

/** What the address holds of the state, so that a view can be sent to a colleague, and back. */
const address = {
  write() {
    const out = new URLSearchParams();
    const put = (name, value) => value && out.append(name, value);
    put("tab", state.tab === "overview" ? "" : state.tab);
    put("q", state.query.trim());
    for (const [kind, list] of Object.entries(state.chosen)) list.forEach((entity) => put(kind, store.label(entity)));
    state.types.forEach((type) => put("type", type));
    state.sources.forEach((source) => put("source", store.string(source)));
    put("from", state.from);
    put("to", state.to);
    put("scope", state.scope === "article" ? "article" : "");
    put("teasers", state.teasers ? "" : "no");
    if (state.open) put("article", store.string(store.articles.doc_id[state.open.article]));
    if (state.open?.table) put("at", `${state.open.table}:${store.tables[state.open.table].start[state.open.row]}`);
    return `#${out}`;
  },

  /** Put the state in the address bar, without a step in the history for every letter typed. */
  show() {
    const hash = this.write();
    if (hash !== (location.hash || "#")) location.replace(hash);
    this.shown = location.hash;
  },

  read() {
    const told = new URLSearchParams(location.hash.slice(1));
    state.tab = TABS.includes(told.get("tab")) ? told.get("tab") : "overview";
    state.query = told.get("q") ?? "";
    for (const kind of Object.keys(state.chosen)) {
      const labels = new Set(told.getAll(kind));
      state.chosen[kind] = [];
      for (let i = 0; labels.size && i < store.entities.size; i++)
        if (store.entities.kind[i] === kind && labels.has(store.label(i))) state.chosen[kind].push(i);
    }
    state.types = told.getAll("type").filter((type) => facts.eventTypes.includes(type));
    state.sources = told.getAll("source").map((name) => store.strings.indexOf(name)).filter((n) => n > 0);
    const day = (name) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(told.get(name) ?? "") ? told.get(name) : "");
    state.from = day("from");
    state.to = day("to");
    state.scope = told.get("scope") === "article" ? "article" : "sentence";
    state.teasers = told.get("teasers") !== "no";
    state.open = this.readOpen(told);
  },

  readOpen(told) {
    const id = told.get("article");
    const number = id ? store.strings.indexOf(id) : -1;
    const article = number > 0 ? store.articles.doc_id.indexOf(number) : -1;
    if (article < 0) return null;
    const [table, start] = (told.get("at") ?? "").split(":");
    const rows = store.tables[table];
    for (let row = 0; rows && row < rows.size; row++)
      if (rows.article[row] === article && rows.start[row] === Number(start)) return { article, table, row };
    return { article, table: null, row: null };
  },
};
