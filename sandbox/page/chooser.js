// A list with a field that narrows it: to jump to a conversation, or to be somebody else.

const MOST = 50;
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

export default {
  template: `
    <div class="chooser">
      <input type="text" class="chooser-field" role="combobox" aria-expanded="true" aria-autocomplete="list"
             autocomplete="off" spellcheck="false" data-first :placeholder="label" :aria-label="label"
             :aria-controls="list" :aria-activedescendant="matches.length ? list + '-' + active : null"
             v-model="typed" @keydown="key" />
      <div class="chooser-list" role="listbox" :id="list" :aria-label="label">
        <div v-for="(entry, index) in matches" :key="entry.id" role="option" class="chooser-entry" ref="options"
             :id="list + '-' + index" :class="{ active: index === active }"
             :aria-selected="index === active ? 'true' : 'false'"
             @click="$emit('choose', entry.id)" @mousemove="active = index">
          <span v-if="entry.color" class="avatar avatar-small" :style="{ background: entry.color }"
                aria-hidden="true">{{ entry.sign }}</span>
          <span v-else class="chooser-sign icon" aria-hidden="true">{{ entry.sign }}</span>
          <span class="chooser-name">{{ entry.name }}</span>
          <span class="chooser-detail">{{ entry.detail }}</span>
          <span v-if="entry.badge" class="tag">{{ entry.badge }}</span>
          <span class="chooser-hint">{{ entry.hint }}</span>
        </div>
        <p v-if="!matches.length" class="quiet chooser-none">{{ nothing }}</p>
      </div>
    </div>`,
  props: { label: String, nothing: String, entries: Array },
  emits: ["choose"],
  data() {
    const caught = window.sandboxPage.release();
    return { typed: caught.text, entered: caught.entered, active: 0, list: `chooser-${Math.random().toString(36).slice(2)}` };
  },
  computed: {
    matches() {
      const words = plain(this.typed).split(/[\s#@]+/).filter(Boolean);
      return this.entries
        .filter((entry) => words.every((word) => plain(entry.search).includes(word)))
        .slice(0, MOST);
    },
  },
  mounted() {
    if (this.entered && this.matches.length) this.$emit("choose", this.matches[0].id);
  },
  watch: {
    typed() {
      this.active = 0;
    },
  },
  methods: {
    key(event) {
      const count = this.matches.length;
      if (event.key === "ArrowDown") this.active = (this.active + 1) % Math.max(count, 1);
      else if (event.key === "ArrowUp") this.active = (this.active + count - 1) % Math.max(count, 1);
      else if (event.key === "Enter" && count) this.$emit("choose", this.matches[this.active].id);
      else return;
      event.preventDefault();
      this.$nextTick(() => this.$refs.options?.[this.active]?.scrollIntoView({ block: "nearest" }));
    },
  },
};
