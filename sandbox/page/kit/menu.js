// A select menu: Quasar's, with groups and descriptions, and with options that may come from the app while one types.

// 9, 9:05, 14.30, 2:30 pm
const TIME = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m?\.?)?\s*$/i;

const plain = (text) =>
  String(text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase();

function timeOf(typed) {
  const [, hourText, minuteText, half] = TIME.exec(typed) ?? [];
  if (hourText === undefined) return null;
  let hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (half) hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  const two = (number) => String(number).padStart(2, "0");
  return { value: `${two(hour)}:${two(minute)}`, label: `${hour % 12 || 12}:${two(minute)} ${hour < 12 ? "AM" : "PM"}` };
}

export default {
  template: `
    <q-select
      ref="qRef"
      borderless dense options-dense hide-bottom-space no-error-icon use-input
      input-debounce="0" behavior="menu" popup-content-class="bk-menu-popup" dropdown-icon="expand_more"
      transition-duration="0"
      :model-value="chosen"
      :options="shown"
      :multiple="multiple"
      :hide-selected="!multiple"
      :fill-input="!multiple"
      :placeholder="empty ? placeholder : ''"
      @filter="filter"
      @update:model-value="choose"
      @popup-show="open"
      @popup-hide="close"
    >
      <template v-if="icon" v-slot:prepend>
        <i class="material-icons-outlined bk-field-icon" aria-hidden="true">{{ icon }}</i>
      </template>
      <template v-if="multiple" v-slot:selected-item="{ index, opt, removeAtIndex, tabindex }">
        <q-chip
          dense removable icon-remove="close" :ripple="false" :tabindex="tabindex" :label="opt.label"
          :remove-aria-label="remove.replace('{name}', opt.label)" @remove="removeAtIndex(index)"
        />
      </template>
      <template v-slot:option="{ index, itemProps, opt, selected }">
        <div v-if="heads(index)" class="bk-menu-group">{{ opt.group }}</div>
        <q-item v-bind="itemProps" class="bk-menu-item">
          <span class="bk-menu-check" aria-hidden="true">{{ selected ? "✓" : "" }}</span>
          <span class="bk-menu-label">
            {{ opt.label }}
            <span v-if="opt.description" class="bk-menu-description">{{ opt.description }}</span>
          </span>
        </q-item>
      </template>
      <template v-slot:no-option>
        <div class="bk-menu-nothing" role="status">{{ typed.length < least ? tooShort : nothing }}</div>
      </template>
    </q-select>
  `,
  props: {
    options: Array,
    value: null, // an option, a list of them, or nothing
    placeholder: String,
    icon: String,
    nothing: String,
    tooShort: String,
    remove: String, // what the cross beside a choice is called, with {name} for the choice
    multiple: Boolean,
    remote: Boolean, // options come from the server for what is typed
    times: Boolean, // any time of day can be typed
    patient: Boolean, // tell of several choices once, when the menu closes
    least: { type: Number, default: 0 },
  },
  emits: ["choose", "ask"],
  data() {
    return { chosen: this.value, shown: this.options, typed: "", isOpen: false, untold: false, wanted: false, answer: null };
  },
  mounted() {
    for (const act of ["input", "keydown", "click"]) this.$el.addEventListener(act, () => (this.wanted = true), true);
  },
  computed: {
    empty() {
      return this.multiple ? !this.chosen?.length : !this.chosen;
    },
  },
  watch: {
    value(value) {
      this.chosen = value;
    },
  },
  methods: {
    // A group's name stands above the first of its options that is shown.
    heads(index) {
      const group = this.shown[index]?.group;
      return group && group !== this.shown[index - 1]?.group;
    },
    filter(typed, update, abort) {
      // Quasar filters a moment after a key. If the next key has chosen meanwhile, the menu would open again.
      if (!this.wanted) {
        abort();
        return;
      }
      this.typed = typed;
      if (!this.remote) {
        update(() => (this.shown = this.matching(typed)), typed ? this.pointAtFirst : undefined);
        return;
      }
      this.answer = update;
      this.$emit("ask", typed);
    },
    matching(typed) {
      const needle = plain(typed.trim());
      // The field shows what is chosen; that is not a search.
      if (!needle || (!this.multiple && needle === plain(this.chosen?.label))) return this.options;
      const found = this.options.filter((one) => plain(`${one.label} ${one.search ?? ""}`).includes(needle));
      const time = this.times ? timeOf(typed) : null;
      return time ? [time, ...found.filter((one) => one.value !== time.value)] : found;
    },
    pointAtFirst(select) {
      select.setOptionIndex(-1);
      select.moveOptionSelection(1, true);
    },
    // From the server: the options for what was typed.
    offer(typed, options) {
      if (typed !== this.typed) return;
      this.answer?.(() => (this.shown = options), typed ? this.pointAtFirst : undefined);
    },
    // From the server: hold this instead.
    hold(value) {
      this.chosen = value;
      this.untold = false;
    },
    open() {
      this.isOpen = true;
      // What is chosen gives way to what is typed; but what has been typed already stays.
      const field = this.$refs.qRef.$el.querySelector("input");
      if (!this.multiple && field?.value === this.chosen?.label) field?.select();
    },
    close() {
      this.isOpen = this.wanted = false;
      if (this.untold) this.tell();
    },
    choose(chosen) {
      this.chosen = chosen;
      if (this.multiple) this.$refs.qRef.updateInputValue("", true);
      if (this.patient && this.isOpen) this.untold = true;
      else this.tell();
    },
    tell() {
      this.untold = false;
      const value = this.multiple ? (this.chosen ?? []).map((one) => one.value) : (this.chosen?.value ?? null);
      this.$emit("choose", value);
    },
  },
};
