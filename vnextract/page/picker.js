// A box to choose people, bodies or documents from thousands: type, and pick from the list (ARIA combobox pattern).

const OFFERED = 60;

class Picker {
  constructor(root, kind, label, changed) {
    Object.assign(this, { kind, changed, at: -1, options: [] });
    const id = `pick-${kind}`;
    this.input = el("input", {
      id,
      type: "text",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      lang: "vi",
      placeholder: "Any",
      oninput: () => this.offer(),
      onfocus: () => this.offer(),
      onclick: () => this.offer(),
      onblur: () => this.close(),
      onkeydown: (event) => this.key(event),
    });
    this.list = el("ul.options", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true, tabindex: -1 });
    this.chips = el("ul.chips", { "aria-label": `${label}: chosen` });
    root.append(el("label", { for: id }, label), el("div.combo", {}, this.input, this.list), this.chips);
    this.ranked = [];
    for (let i = 0; i < store.entities.size; i++) if (store.entities.kind[i] === kind) this.ranked.push(i);
    this.ranked.sort((a, b) => store.entities.articles[b] - store.entities.articles[a]);
  }

  offer() {
    const terms = parseQuery(this.input.value);
    const fits = (entity) => terms.every((term) => eachMatch(term, store.label(entity), always));
    this.options = [];
    for (const entity of this.ranked) {
      if (this.options.length === OFFERED) break;
      if (!state.chosen[this.kind].includes(entity) && fits(entity)) this.options.push(entity);
    }
    this.at = this.options.length && this.input.value ? 0 : -1;
    this.draw(terms);
  }

  draw(terms = parseQuery(this.input.value)) {
    const items = this.options.map((entity, i) =>
      el(
        "li",
        {
          role: "option",
          id: `pick-${this.kind}-${i}`,
          "aria-selected": i === this.at ? "true" : "false",
          onmousedown: (event) => (event.preventDefault(), this.pick(entity)),
        },
        vi("span.name", withHits(store.label(entity), terms)),
        el("span.count", {}, figure(store.entities.articles[entity])),
      ),
    );
    if (!items.length) items.push(el("li.none", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing of that name"));
    this.list.replaceChildren(...items);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `pick-${this.kind}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      if (this.list.hidden) this.offer();
      else if (this.options.length) {
        this.at = (this.at + move + this.options.length) % this.options.length;
        this.draw();
      }
    } else if (event.key === "Enter" && this.at >= 0) this.pick(this.options[this.at]);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "Backspace" && !this.input.value) this.drop(state.chosen[this.kind].at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(entity) {
    if (entity === undefined) return;
    this.input.value = "";
    this.close();
    toggle(state.chosen[this.kind], entity, true);
    this.changed();
  }

  drop(entity) {
    if (entity === undefined) return;
    toggle(state.chosen[this.kind], entity, false);
    this.changed();
    this.input.focus();
  }

  /** The things chosen, each with a button that takes it away. */
  refresh() {
    this.chips.replaceChildren(
      ...state.chosen[this.kind].map((entity) =>
        el(
          `li.chip.${this.kind}`,
          {},
          vi("span", store.label(entity)),
          el("button", { type: "button", "aria-label": `Remove ${store.label(entity)}`, onclick: () => this.drop(entity) }, "×"),
        ),
      ),
    );
  }
}

/** Put a value in a list or take it out; without ``wanted``, whichever it is not. */
function toggle(list, value, wanted = !list.includes(value)) {
  const at = list.indexOf(value);
  if (wanted && at < 0) list.push(value);
  if (!wanted && at >= 0) list.splice(at, 1);
}
