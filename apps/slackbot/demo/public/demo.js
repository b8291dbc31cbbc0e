/** The demo page: shows what one person sees, and types and presses for them. */
import { WORDS } from './words.js';

const POLL_MS = 1000;
const $ = (id) => document.getElementById(id);

const url = new URL(location.href);
const preferred = [url.searchParams.get('lang'), ...navigator.languages.map((language) => language.slice(0, 2))];
let language = preferred.find((wanted) => wanted in WORDS) ?? 'en';
let user = url.searchParams.get('as') ?? 'U0KAREN';
let shown = '';
let boardShown = '';
let boardUrl = '';
let isBoardSeen = false;

const element = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

/** The few signs that chat text has, as elements. Text goes in as text, never as HTML. */
const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const inline = (text) =>
  text.split(/(\*[^*\n]+\*|`[^`]+`|<!date[^>]*>)/).map((part) => {
    if (/^\*.+\*$/.test(part)) return element('strong', {}, unescaped(part.slice(1, -1)));
    if (/^`.+`$/.test(part)) return element('code', {}, unescaped(part.slice(1, -1)));
    const date = /^<!date\^(\d+)\^/.exec(part);
    if (date) return new Date(Number(date[1]) * 1000).toLocaleTimeString(language, { timeStyle: 'short' });
    return unescaped(part);
  });

const paragraphs = (text) => {
  const made = [];
  for (const line of text.split('\n')) {
    const isQuote = line.startsWith('>');
    const last = made.at(-1);
    const tag = isQuote ? 'BLOCKQUOTE' : 'P';
    const content = inline(isQuote ? line.slice(1) : line);
    if (last?.tagName === tag) last.append(element('br'), ...content);
    else made.push(element(tag.toLowerCase(), {}, ...content));
  }
  return made;
};

const blockOf = (message) => (block) => {
  switch (block.type) {
    case 'section':
      return paragraphs(block.text.text);
    case 'context':
      return [element('div', { className: 'aside' }, ...block.elements.flatMap((e) => paragraphs(e.text)))];
    case 'actions':
      return [element('div', { className: 'buttons' }, ...block.elements.map((button) => buttonOf(message, button)))];
    default:
      return [];
  }
};

const buttonOf = (message, button) => {
  if (button.url) {
    return element(
      'a',
      { className: 'button', href: button.url, target: '_blank', rel: 'noreferrer' },
      button.text.text,
    );
  }
  const made = element('button', { type: 'button', className: 'button' }, button.text.text);
  if (button.accessibility_label) made.setAttribute('aria-label', button.accessibility_label);
  made.addEventListener('click', async () => {
    made.disabled = true;
    await post('/api/press', { user, language, ts: message.ts, actionId: button.action_id });
  });
  return made;
};

const initials = (name) =>
  name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);

const lineOf = ({ name, kind, note, body }) =>
  element(
    'article',
    { className: `line ${kind}` },
    element('span', { className: 'face', ariaHidden: 'true' }, kind.includes('bot') ? '' : initials(name)),
    element(
      'div',
      { className: 'said' },
      element(
        'p',
        { className: 'who' },
        element('b', {}, name),
        ...(note ? [element('span', { className: 'note' }, note)] : []),
      ),
      ...body,
    ),
  );

const messageLine = (message, people) => {
  const words = WORDS[language];
  const me = people.find((person) => person.id === user)?.name ?? '';
  const author = people.find((person) => person.id === message.by)?.name ?? words.bot;
  const isBot = message.by === 'bot';
  const body = message.blocks ? message.blocks.flatMap(blockOf(message)) : paragraphs(message.text);
  const kind = `${isBot ? 'bot' : 'person'} ${message.onlyFor ? 'only' : ''} ${message.by}`;
  return lineOf({ name: author, kind, note: message.onlyFor ? words.only(me.split(' ')[0]) : '', body });
};

const typedLine = (line, people) => {
  const name = people.find((person) => person.id === line.user)?.name ?? '';
  const body = [element('p', {}, element('code', { className: 'typed' }, line.text))];
  return lineOf({ name, kind: `person ${line.user}`, note: WORDS[language].only(name.split(' ')[0]), body });
};

/** What was typed stands behind what was seen then. */
const linesOf = ({ messages, typed, people }) => {
  const items = [
    ...messages.map((message) => ({ at: message.ts, order: 0, make: () => messageLine(message, people) })),
    ...typed.map((line, i) => ({ at: line.after, order: i + 1, make: () => typedLine(line, people) })),
  ];
  return items.sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order).map((item) => item.make());
};

const show = (state) => {
  const asText = JSON.stringify([state, language, user]);
  if (asText === shown) return;
  shown = asText;
  const words = WORDS[language];
  $('channel').textContent = `# ${state.channelName}`;
  const lines = $('lines');
  const wasAtEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 80;
  lines.replaceChildren(element('p', { className: 'intro' }, words.intro), ...linesOf(state));
  if (wasAtEnd) lines.scrollTop = lines.scrollHeight;
  choose(
    $('people'),
    state.people.map(({ id, name }) => [id, name.split(' ')[0]]),
    user,
    (id) => {
      user = id;
      refresh();
    },
  );
  const power = $('power');
  power.textContent = state.isBoardOn ? words.on : words.off;
  power.title = state.isBoardOn ? words.switchOff : words.switchOn;
  power.setAttribute('aria-pressed', String(state.isBoardOn));
  boardUrl = state.boardUrl;
  showBoard();
};

/** Only once it can be seen: on a phone the board stands below, and would take the focus from there. */
const showBoard = () => {
  if (!isBoardSeen || boardShown === boardUrl || $('power').getAttribute('aria-pressed') !== 'true') return;
  boardShown = boardUrl;
  $('board').src = boardUrl;
};
new IntersectionObserver(
  ([{ isIntersecting }]) => {
    isBoardSeen = isIntersecting;
    showBoard();
  },
  { threshold: 0.2 },
).observe($('board'));

const choose = (group, options, chosen, onChoose) => {
  group.replaceChildren(
    ...options.map(([value, label]) => {
      const made = element('button', { type: 'button', ariaPressed: String(value === chosen) }, label);
      made.addEventListener('click', () => onChoose(value));
      return made;
    }),
  );
};

const speak = () => {
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  for (const holder of document.querySelectorAll('[data-word]')) holder.textContent = words[holder.dataset.word];
  $('line').placeholder = words.placeholder;
  $('board').title = words.board;
  $('people').setAttribute('aria-label', words.people);
  choose(
    $('languages'),
    Object.entries(WORDS).map(([code, { name }]) => [code, name]),
    language,
    (code) => {
      language = code;
      url.searchParams.set('lang', code);
      history.replaceState(null, '', url);
      speak();
      refresh();
    },
  );
  $('ideas').replaceChildren(
    ...words.ideas.map((idea) => {
      const made = element('button', { type: 'button', className: 'idea' }, idea);
      made.addEventListener('click', () => {
        $('line').value = idea;
        $('line').focus();
      });
      return made;
    }),
  );
};

const refresh = async () => {
  try {
    const response = await fetch(`/api/state?${new URLSearchParams({ user, language })}`);
    show(await response.json());
  } catch {
    // The demo's process has ended; nothing on this page works any more.
    $('channel').textContent = WORDS[language].gone;
  }
};

const post = async (path, body) => {
  await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  await refresh();
};

$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('line').value.trim();
  if (text === '') return;
  $('line').value = '';
  const lines = $('lines');
  lines.scrollTop = lines.scrollHeight;
  post('/api/type', { user, language, text });
});
$('line').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $('composer').requestSubmit();
});
$('power').addEventListener('click', () =>
  post('/api/board', { on: $('power').getAttribute('aria-pressed') !== 'true' }),
);

speak();
refresh();
setInterval(() => document.hidden || refresh(), POLL_MS);
