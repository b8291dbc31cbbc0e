import '@fontsource-variable/albert-sans/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { i18n } from './i18n/i18n.svelte.ts';
import { theme } from './i18n/theme.svelte.ts';
import { keepPage } from './storage/page.ts';

i18n.show();
theme.show();

const target = document.getElementById('app');
if (target !== null) mount(App, { target });
keepPage();
