import {bodyOf, bodyRows, firstRow} from '../frame.ts';
import type {Desk} from './desk.ts';

/** Moves the content by rows, as far as there is any. */
export const scroll = ({getView, update, theme, now}: Desk, rows: number): void => {
	const view = getView();
	const height = bodyRows(view.size);
	const body = bodyOf(view, theme, now());
	update({scroll: firstRow(body, height, firstRow(body, height, view.scroll) + rows)});
};

const far = 1e6;

/** Scrolls with the keys that do so everywhere; false when this is none. */
export const scrolledBy = (desk: Desk, name: string): boolean => {
	const page = Math.max(1, bodyRows(desk.getView().size) - 2);
	const rows = {'page-up': -page, 'page-down': page, home: -far, end: far}[name];
	if (rows !== undefined) scroll(desk, rows);
	return rows !== undefined;
};

/** Scrolls with the keys of a page that is only read. */
export const read = (desk: Desk, name: string): void => {
	if (name === 'up' || name === 'k') scroll(desk, -1);
	else if (name === 'down' || name === 'j') scroll(desk, 1);
	else if (name === ' ') scrolledBy(desk, 'page-down');
};
