// The bundle: the rows at once, the texts chunk by chunk, when something asks for them.

const facts = JSON.parse(document.getElementById("facts").textContent);
const KINDS = { officials: "official", bodies: "body", directives: "directive", events: "event" };
const TABLES = Object.keys(KINDS);

async function unpack(id) {
  const element = document.getElementById(id);
  const packed = atob(element.textContent);
  element.remove();
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = packed.charCodeAt(i);
  const { readable, writable } = new DecompressionStream("gzip"); // not of a Blob: that would count as fetching
  const writer = writable.getWriter();
  writer.write(bytes).catch(() => {}); // what is wrong is told where it is read
  writer.close().catch(() => {});
  return JSON.parse(await new Response(readable).text());
}

const store = {
  strings: [], // every string once; 0 is the missing value
  articles: {},
  sentences: {},
  entities: {},
  tables: {}, // columns of numbers by table: officials, bodies, directives, events
  attached: {}, // positions, provisions, participants by the row they belong to
  texts: [],
  loads: [],
  chunkOf: null,

  async open() {
    const rows = await unpack("data-rows");
    this.strings = rows.strings;
    this.articles = typed(rows.articles);
    this.articles.size = rows.articles.doc_id.length;
    this.sentences = rows.sentences.article ? typed(rows.sentences) : { article: [], start: [], end: [] };
    this.sentences.size = this.sentences.article.length;
    this.entities = { kind: rows.entities.kind, label: typed({ label: rows.entities.label }).label };
    this.entities.size = rows.entities.kind.length;
    for (const name of TABLES) {
      const { score, ...columns } = rows[name];
      this.tables[name] = { ...typed(columns), score, size: columns.article.length };
    }
    for (const name of ["positions", "provisions", "participants"]) this.attached[name] = byOwner(rows[name]);
    this.texts = new Array(this.articles.size);
    this.chunkOf = new Uint32Array(this.articles.size);
    this.firstOf = [];
    let first = 0;
    facts.chunks.forEach((size, chunk) => {
      this.firstOf.push(first);
      this.chunkOf.fill(chunk, first, first + size);
      first += size;
    });
    this.sentencesOf = inOrder(this.sentences, this.articles.size);
    this.countArticles();
  },

  /** How many articles name each entity. */
  countArticles() {
    this.entities.articles = new Uint32Array(this.entities.size);
    const last = new Int32Array(this.entities.size).fill(-1);
    for (const name of TABLES) {
      const { entity, article, size } = this.tables[name];
      if (!entity) continue;
      for (let i = 0; i < size; i++) {
        if (last[entity[i]] !== article[i]) this.entities.articles[entity[i]]++;
        last[entity[i]] = article[i];
      }
    }
  },

  string(number) {
    return number ? this.strings[number] : "";
  },

  /** One cell of a table, as words. */
  cell(table, name, row) {
    return this.string(this.tables[table][name][row]);
  },

  label(entity) {
    return this.string(this.entities.label[entity]);
  },

  /** The article's text if it is unpacked, else undefined. */
  text(article) {
    return this.texts[article];
  },

  /** Unpack the chunk that holds an article; the same promise for all who ask. */
  load(article) {
    return this.loadChunk(this.chunkOf[article]);
  },

  loadChunk(chunk) {
    this.loads[chunk] ??= unpack(`data-text-${chunk}`).then((texts) => {
      texts.forEach((text, i) => (this.texts[this.firstOf[chunk] + i] = text));
    });
    return this.loads[chunk];
  },
};

function typed(columns) {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Uint32Array.from(values)]));
}

function byOwner({ of, ...cells }) {
  const owned = new Map();
  of.forEach((owner, i) => {
    if (!owned.has(owner)) owned.set(owner, []);
    owned.get(owner).push(Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, values[i]])));
  });
  return owned;
}

/** The sentences of each article, in text order. */
function inOrder(sentences, articles) {
  const lists = Array.from({ length: articles }, () => []);
  for (let i = 0; i < sentences.size; i++) lists[sentences.article[i]].push(i);
  for (const list of lists) list.sort((a, b) => sentences.start[a] - sentences.start[b]);
  return lists;
}
