import {parseAddress, parseUrl} from '../../source/address.ts';
import {question} from '../../source/define.ts';
import {text} from '../../source/shape.ts';

export const url = question({
	id: 'url',
	title: 'Which URL do the clients open?',
	hint: 'As the browser has it: wss://chat.example.net/socket',
	parse: parseUrl,
	read: json => parseUrl(text(json, 'url to be text such as "wss://chat.example.net/socket"')),
});

const address = (value: string): string => {
	const {scheme} = parseAddress(value);
	if (scheme) throw new Error(`expected host:port without a scheme, as in 10.0.0.5:443, not ${value}`);
	return value.trim();
};

export const haproxy = question({
	id: 'haproxy',
	title: 'Where does HAProxy itself listen?',
	hint: 'host:port, past whatever stands in front of it: the same request is tried there',
	needs: [url],
	optional: true,
	parse: address,
	read: json => address(text(json, 'haproxy to be text such as "10.0.0.5:443"')),
});

const backendAddress = (value: string): string => {
	parseAddress(value);
	return value.trim();
};

export const backend = question({
	id: 'backend',
	title: 'Where does one WebSocket server behind HAProxy listen?',
	hint: 'host:port of a server line, or wss://host:port when it speaks TLS',
	needs: [url],
	optional: true,
	parse: backendAddress,
	read: json => backendAddress(text(json, 'backend to be text such as "10.0.0.7:8080"')),
});
