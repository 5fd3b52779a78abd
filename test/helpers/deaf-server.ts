import {spawn} from 'node:child_process';
import {connect} from 'node:net';
import process from 'node:process';

/** A server of its own process that never accepts: once its queue is `fill`ed, further SYNs are dropped, as by a filter. */
export const deafServer = (host = '127.0.0.1') =>
	new Promise<{port: number; fill: () => Promise<void>; stop: () => void}>(resolve => {
		const code = `const net=require('net');net.createServer().listen({port:0,host:'${host}',backlog:1},function(){process.stdout.write(String(this.address().port));setTimeout(()=>Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,30000),30)})`;
		const child = spawn(process.execPath, ['-e', code], {stdio: ['ignore', 'pipe', 'ignore']});
		child.stdout.once('data', chunk => {
			const port = Number(chunk);
			const sockets = Array.from({length: 5}, () => undefined as ReturnType<typeof connect> | undefined);
			const fill = async () => {
				for (const index of sockets.keys()) sockets[index] = connect({port, host}).on('error', () => {});
				await new Promise(filled => setTimeout(filled, 150));
			};
			const stop = () => {
				for (const socket of sockets) socket?.destroy();
				child.kill('SIGKILL');
			};
			setTimeout(() => resolve({port, fill, stop}), 100);
		});
	});
