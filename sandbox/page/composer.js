// Where one writes: Enter sends; / @ and # offer what there is. All of it runs in the browser, so that fast typing loses nothing.

const MOST = 8;
const drafts = new Map(); // what was typed and not sent, by conversation; it outlives a look at another one

const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

export default {
  template: `
    <div class="composer" :class="{ 'composer-focused': focused }">
      <div v-if="open" class="completion" role="listbox" :id="list" :aria-label="words.suggestions">
        <div v-for="(entry, index) in matches" :key="entry.insert" role="option" class="completion-entry"
             :id="list + '-' + index" :class="{ active: index === active }"
             :aria-selected="index === active ? 'true' : 'false'"
             @mousedown.prevent="choose(index)" @mousemove="active = index">
          <span class="completion-sign" aria-hidden="true">{{ entry.sign }}</span>
          <span class="completion-name">{{ entry.name }}</span>
          <span class="completion-hint">{{ entry.hint }}</span>
          <span class="completion-detail">{{ entry.detail }}</span>
        </div>
      </div>
      <div class="composer-format" role="toolbar" :aria-label="words.formatting">
        <button v-for="mark in marks" :key="mark.sign" type="button" class="icon-button" :title="mark.label"
                :aria-label="mark.label" @click="wrap(mark.sign)">
          <span class="icon" aria-hidden="true">{{ mark.icon }}</span>
        </button>
      </div>
      <textarea ref="box" rows="1" v-model="text" :placeholder="label" :aria-label="label" aria-autocomplete="list"
                aria-haspopup="listbox" :aria-controls="open ? list : null"
                :aria-activedescendant="open ? list + '-' + active : null"
                @input="moved" @click="moved" @keyup="moved" @keydown="key" @focus="focused = true" @blur="left"></textarea>
      <div class="composer-tools">
        <button v-if="shortcuts" type="button" class="icon-button" :title="words.shortcuts" :aria-label="words.shortcuts"
                aria-haspopup="menu" @click="$emit('shortcuts')" data-shortcuts>
          <span class="icon" aria-hidden="true">bolt</span>
        </button>
        <button type="button" class="icon-button" :title="words.mention" :aria-label="words.mention" @click="put('@')">
          <span class="icon" aria-hidden="true">alternate_email</span>
        </button>
        <span class="composer-gap"></span>
        <span v-if="text" class="composer-help" aria-hidden="true">{{ words.help }}</span>
        <button type="button" class="composer-send" :class="{ ready: text.trim() }" :title="words.send"
                :aria-label="words.send" @click="send">
          <span class="icon" aria-hidden="true">send</span>
        </button>
      </div>
    </div>`,
  props: { label: String, entries: Array, draft: String, words: Object, shortcuts: Boolean, autofocus: Boolean },
  emits: ["send", "shortcuts"],
  data() {
    return { text: drafts.get(this.draft) ?? "", caret: 0, active: 0, focused: false, dismissed: "" };
  },
  computed: {
    list() {
      return `completion-${this.draft.replace(/\W/g, "-")}`;
    },
    marks() {
      return [
        { sign: "*", icon: "format_bold", label: this.words.bold },
        { sign: "_", icon: "format_italic", label: this.words.italic },
        { sign: "~", icon: "strikethrough_s", label: this.words.strike },
        { sign: "`", icon: "code", label: this.words.code },
      ];
    },
    // What is being completed: the word up to the caret, if it starts with one of the signs.
    word() {
      const before = this.text.slice(0, this.caret);
      return before.match(/^\/\S*$/)?.[0] ?? before.match(/(?:^|[\s(])([@#][^\s@#]*)$/)?.[1] ?? "";
    },
    matches() {
      if (!this.word || this.word === this.dismissed) return [];
      const typed = plain(this.word.slice(1));
      return this.entries
        .filter((entry) => entry.sign === this.word[0])
        .filter((entry) => plain(entry.search).split(" ").some((part) => part.startsWith(typed)))
        .sort((one, other) => plain(other.search).startsWith(typed) - plain(one.search).startsWith(typed))
        .slice(0, MOST);
    },
    open() {
      return this.focused && this.matches.length > 0;
    },
  },
  watch: {
    text(text) {
      drafts.set(this.draft, text);
      this.$nextTick(this.grow);
    },
    word() {
      this.active = 0;
      this.dismissed = "";
    },
  },
  mounted() {
    this.grow();
    if (this.autofocus) this.$nextTick(() => this.$refs.box?.focus({ preventScroll: true }));
  },
  methods: {
    grow() {
      const box = this.$refs.box;
      if (!box) return;
      box.style.height = "auto";
      box.style.height = `${Math.min(box.scrollHeight, 240)}px`;
    },
    moved() {
      this.caret = this.$refs.box.selectionStart;
    },
    left() {
      this.focused = false;
    },
    key(event) {
      if (event.isComposing) return;
      const plainKey = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (this.open && plainKey && this.keyInList(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.send();
      }
    },
    keyInList(key) {
      const count = this.matches.length;
      if (key === "ArrowDown") this.active = (this.active + 1) % count;
      else if (key === "ArrowUp") this.active = (this.active + count - 1) % count;
      else if (key === "Escape") this.dismissed = this.word;
      else if (key === "Enter" && this.matches[this.active].insert === this.word) return false; // nothing to complete
      else if (key === "Enter" || key === "Tab") this.choose(this.active);
      else return false;
      return true;
    },
    choose(index) {
      const start = this.caret - this.word.length;
      const head = `${this.text.slice(0, start)}${this.matches[index].insert} `;
      this.replace(head + this.text.slice(this.caret).replace(/^ /, ""), head.length);
    },
    replace(text, caret, end = caret) {
      this.text = text;
      this.caret = caret;
      this.$nextTick(() => {
        this.$refs.box?.focus();
        this.$refs.box?.setSelectionRange(caret, end);
      });
    },
    put(sign) {
      const box = this.$refs.box;
      const before = this.text.slice(0, box.selectionStart);
      const head = before + (before && !/\s$/.test(before) ? " " : "") + sign;
      this.replace(head + this.text.slice(box.selectionEnd), head.length);
    },
    wrap(mark) {
      const { selectionStart: start, selectionEnd: end } = this.$refs.box;
      const inside = this.text.slice(start, end);
      this.replace(this.text.slice(0, start) + mark + inside + mark + this.text.slice(end), start + 1, end + 1);
    },
    send() {
      const text = this.text.trim();
      if (!text) return;
      this.replace("", 0);
      this.$emit("send", text);
    },
    // What could not be sent comes back, unless something else has been typed since.
    restore(text) {
      if (!this.text) this.replace(text, text.length);
    },
  },
};
