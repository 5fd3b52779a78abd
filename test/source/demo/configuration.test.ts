import test from 'ava';
import {configurationText} from '../../../source/demo/configuration.ts';
import {faults} from '../../../source/demo/faults.ts';

const ports = {public: 8080, websocket: 9001, web: 9002};

test('reads like a file an operator wrote, and is the same each time', t => {
	const text = configurationText(faults[0].settings, ports);
	t.is(text, configurationText(faults[0].settings, ports));
	t.snapshot(text);
});

test('puts a timer where it is asked for', t => {
	const settings = {defaults: {client: '3s'}, frontend: {tunnel: '1h'}, websocket: {tunnel: '2h'}, web: {tunnel: '3h'}, acl: 'path /ws'};
	const lines = configurationText(settings, ports).split('\n');
	const sectionOf = (line: string) => lines.slice(0, lines.indexOf(line)).findLast(other => /^\w/.test(other));
	t.is(sectionOf('\ttimeout client 3s'), 'defaults');
	t.is(sectionOf('\ttimeout tunnel 1h'), 'frontend public');
	t.is(sectionOf('\ttimeout tunnel 2h'), 'backend websocket');
	t.is(sectionOf('\ttimeout tunnel 3h'), 'backend web');
	t.true(lines.includes('\tacl is_websocket path /ws'));
});
