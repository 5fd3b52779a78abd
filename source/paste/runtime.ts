import type {Milliseconds} from '../model.ts';
import {clean} from '../text.ts';
import {compound} from './silence.ts';

/** `show info` (management guide §9.3): names and values; numbers are numbers. */
export const readInfo = (text: string): Readonly<Record<string, string | number>> => {
	const pairs = text
		.split(/\r?\n/)
		.slice(0, 500)
		.flatMap(row => {
			const [, name, value] = /^([A-Z]\w{1,60}):\s?(.*)$/.exec(row) ?? [];
			return name === undefined ? [] : [[name, /^\d{1,15}$/.test(value ?? '') ? Number(value) : clean(value ?? '', 200)] as const];
		});
	const info = Object.fromEntries(pairs);
	if (info.Maxconn === undefined || info.Version === undefined)
		throw new Error('Expected the output of "show info", with lines such as "Version: 2.6.12" and "Maxconn: 20000".');
	return info;
};

/** A stream in `show sess`; what is next to wake it tells which timer is in force. */
export type Stream = {
	readonly frontend: string;
	readonly backend: string;
	readonly server: string;
	readonly age: Milliseconds;
	readonly expires?: Milliseconds;
};

const stream = /^0x[\da-f]+: .*?\bproto=(\S+) .*?\bfe=(\S+) be=(\S+) srv=(\S+) .*?\bage=([\ddhms]+) .*?\bexp=([\ddhms]*)/;

/** `show sess` (management guide §9.3), a stream a line, without the runtime API's own. */
export const readStreams = (text: string): readonly Stream[] => {
	const rows = text
		.split(/\r?\n/)
		.slice(0, 20_000)
		.flatMap(row => {
			const [, protocol, frontend = '', backend = '', server = '', age = '', expires = ''] = stream.exec(row.slice(0, 2000)) ?? [];
			if (protocol === undefined || frontend === 'GLOBAL') return [];
			return [{...{frontend, backend, server, age: compound(age)}, ...(expires && {expires: compound(expires)})}];
		});
	if (rows.length === 0) throw new Error('Expected the output of "show sess", a stream a line: "0x55…: proto=tcpv4 … fe=… be=… srv=… age=…".');
	return rows;
};
