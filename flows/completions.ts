import type {Completion, Known} from '../source/model.ts';
import {canonical, search} from '../source/products/index.ts';
import {recognise} from '../source/products/recognise.ts';
import {upgrade} from './steps/upgrade.ts';

/** More than these are not looked through. */
const most = 8;

type Offer = {readonly product: string; readonly because: string};

/** Hops that a response has shown come first, the rest of the catalogue follows where it fits what is typed. */
const offers = (word: string, known: Known): readonly Offer[] => {
	const shown = recognise(known(upgrade)?.headers).filter(({product}) => product.includes(word.toLowerCase()));
	if (word === '') return shown;
	const found = search(word).map(({product, layer}) => ({product, because: layer}));
	return [...shown, ...found];
};

const hops = (text: string, known: Known): readonly Completion[] => {
	const [, before = '', typed = ''] = /^(.*,)?(.*)$/s.exec(text) ?? [];
	const word = typed.trim();
	const told = before.split(',').map(canonical);
	const fitting = offers(word, known);
	// A word that is a product already needs no help.
	if (fitting.some(({product}) => product === word)) return [];
	const all = fitting.filter(({product}) => !told.includes(product));
	const distinct = all.filter(({product}, index) => all.findIndex(other => other.product === product) === index);
	return distinct.slice(0, most).map(({product, because}) => ({value: `${before}${product},`, label: product, because}));
};

/** What an unfinished answer to a question may become: for the path the products of the catalogue, those recognised in a header first. */
export const completionsFor = (question: string, text: string, known: Known): readonly Completion[] => (question === 'path' ? hops(text, known) : []);
