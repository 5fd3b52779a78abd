import {rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const home = path.resolve('.build/state', `${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
let count = 0;

process.on('exit', () => rmSync(home, {recursive: true, force: true}));

/** A state folder of one's own, for `XDG_STATE_HOME`: what one run keeps must not show in another. It goes with the process. */
export const stateHome = (): string => path.join(home, String(count++));

/** Where ws-doctor keeps its sessions in such a folder. */
export const sessionsIn = (state: string): string => path.join(state, 'ws-doctor');
