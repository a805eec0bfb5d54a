// Words to find. A syllable typed without marks finds all its spellings ("quang" finds Quảng, Quang, Quăng); one typed
// with marks finds itself only. Syllables match whole, the last one as far as it is typed; "in quotes" is a phrase.

const VOWELS = ["aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ"];
const SPELLINGS = Object.fromEntries(VOWELS.map((row) => [row[0], row + row.toUpperCase()]));
const MARK = "[\\u0300-\\u036f]*";
const WORD = /[\p{L}\p{M}\p{N}]/u;

// The mark on the first vowel or on the second: hòa and hoà, ủy and uỷ are one syllable.
const PAIRS = {};
for (const [first, second] of ["oa", "oe", "uy"])
  for (const tone of "\u0300\u0301\u0309\u0303\u0323") {
    const both = [(first + tone + second).normalize("NFC"), (first + second + tone).normalize("NFC")];
    for (const form of both) PAIRS[form] = both;
  }

const ESCAPED = /[\\^$.*+?()[\]{}|/-]/g;

/** A letter typed, as it may stand in a text: bare ones with any mark, marked ones as they are; small or capital. */
function spelled(letter) {
  return SPELLINGS[letter] ? `[${SPELLINGS[letter]}]${MARK}` : exact(letter);
}

/** A letter as it is, in one piece or with its marks apart. A class is faster than alternatives. */
function exact(letter) {
  const both = [letter, letter.toUpperCase()];
  const whole = both.filter((form) => form.length === 1).map((form) => form.replace(ESCAPED, "\\$&"));
  const apart = both.map((form) => form.normalize("NFD")).filter((form) => form.length > 1);
  const single = new Set(whole).size === 1 ? whole[0] : `[${whole.join("")}]`;
  return apart.length ? `(?:${single}|${apart.join("|")})` : single;
}

function pattern(words) {
  let source = "";
  for (let i = 0; i < words.length; i++) {
    const pair = PAIRS[words.slice(i, i + 2)];
    if (/\s/.test(words[i])) source += "\\s+";
    else if (pair) {
      source += `(?:${pair.map((form) => [...form].map(exact).join("")).join("|")})`;
      i++;
    } else source += spelled(words[i]);
  }
  return source;
}

/** The terms of a query: each its own key, the expression that finds it, and whether it must end with the word. */
function parseQuery(query) {
  const parts = query.normalize("NFC").toLowerCase().match(/"[^"]*"?|[^\s"]+/g) ?? [];
  const terms = [];
  parts.forEach((part, i) => {
    const words = part.replace(/"/g, "").trim().replace(/\s+/g, " ");
    if (!words) return;
    const open = i === parts.length - 1 && !/\s$/.test(query) && !/^".*"$/.test(part);
    terms.push({ key: words + (open ? "…" : ""), expression: new RegExp(pattern(words), "g"), whole: !open });
  });
  return terms.slice(0, 12);
}

/** Call ``found`` with start and end of each match; stop when it answers true. Answers whether it did. */
function eachMatch({ expression, whole }, text, found) {
  expression.lastIndex = 0;
  for (let match; (match = expression.exec(text)); ) {
    const end = match.index + match[0].length;
    const begins = match.index === 0 || !WORD.test(text[match.index - 1]) || !WORD.test(match[0][0]);
    const ends = !whole || end === text.length || !WORD.test(text[end]) || !WORD.test(text[end - 1]);
    if (begins && ends && found(match.index, end)) return true;
    if (!match[0]) expression.lastIndex++;
    else expression.lastIndex = match.index + 1;
  }
  return false;
}

const always = () => true;

/** Where each term occurs: in which strings of the rows at once, in which sentences and articles once texts are read. */
const finder = {
  known: new Map(),

  /** What is known of a term; the strings are searched now. */
  term(term) {
    if (!this.known.has(term.key)) {
      if (this.known.size > 40) this.known.delete(this.known.keys().next().value);
      const strings = new Uint8Array(store.strings.length);
      for (let i = 1; i < strings.length; i++) strings[i] = eachMatch(term, store.strings[i], always) ? 1 : 0;
      this.known.set(term.key, { strings, sentences: null, articles: null });
    }
    return this.known.get(term.key);
  },

  /** Search the texts for the terms not searched yet. ``current`` says whether anybody still waits for it. */
  async texts(terms, current, progress) {
    const open = terms.filter((term) => !this.term(term).sentences);
    if (!open.length) return;
    const hits = open.map(() => ({
      sentences: new Uint8Array(store.sentences.size),
      articles: new Uint8Array(store.articles.size),
    }));
    let rested = performance.now();
    for (let chunk = 0; chunk < facts.chunks.length; chunk++) {
      await store.loadChunk(chunk);
      const first = store.firstOf[chunk];
      for (let article = first; article < first + facts.chunks[chunk]; article++)
        open.forEach((term, i) => this.article(term, article, hits[i]));
      if (performance.now() - rested > 40) {
        progress((chunk + 1) / facts.chunks.length);
        await new Promise((go) => setTimeout(go));
        rested = performance.now();
        if (!current()) return;
      }
    }
    open.forEach((term, i) => Object.assign(this.term(term), hits[i]));
  },

  article(term, article, hits) {
    const list = store.sentencesOf[article];
    eachMatch(term, store.text(article), (start) => {
      hits.articles[article] = 1;
      const at = lastBefore(list, start);
      if (at >= 0 && start < store.sentences.end[list[at]]) hits.sentences[list[at]] = 1;
    });
  },
};

/** The place in a list of sentences of the last one that starts at or before an offset. */
function lastBefore(list, offset) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (store.sentences.start[list[middle]] <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
