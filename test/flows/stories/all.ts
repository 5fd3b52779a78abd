import {stories as application} from './application.ts';
import {stories as files} from './files.ts';
import {stories as haproxy} from './haproxy.ts';
import {stories as shapes} from './shapes.ts';
import {stories as together} from './together.ts';
import {stories as vendors} from './vendors.ts';
import type {Story} from './words.ts';

export const all: readonly Story[] = [...haproxy, ...files, ...vendors, ...application, ...together, ...shapes];
