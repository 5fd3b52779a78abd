import {formatDuration} from '../../../source/duration.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {cutWords} from '../../reading/words.ts';
import {giveTunnel, heartbeatBelow} from '../fixes.ts';
import {decisive, met, unseen} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {proofOf} from './clock-proof.ts';
import {clockWords, type HaproxyClock} from './haproxy-clock.ts';

const noTunnel = ({route}: HaproxyClock): ProofItem =>
	route
		? decisive(met(`no tunnel timer is in force on the route ${route.frontend.name} → ${route.backend.name}`, 'config'))
		: unseen('no tunnel timer is in force, which only the configuration can show');

const routeWords = ({route}: HaproxyClock) => (route ? ` on the route ${route.frontend.name} → ${route.backend.name}` : '');

const others = ({route}: HaproxyClock): string => {
	const {client, server} = route?.timers ?? {};
	return client?.ms && server?.ms ? ` the shorter of client (${formatDuration(client.ms)}) and server (${formatDuration(server.ms)})` : ' that side alone';
};

/** What to say when HAProxy's timer of one side ended a silent tunnel. */
export const sideDiagnosis = (clock: HaproxyClock, scene: Scene): Diagnosis => {
	const {timer, route} = clock;
	return {
		severity: 'problem',
		title: `HAProxy's ${clockWords(clock)} ends connections that are silent for ${formatDuration(timer.ms as number)}.`,
		why: `No "timeout tunnel" is in force${routeWords(clock)}, so${others(clock)} decides. The cut came ${cutWords(scene.cut)}.`,
		hop: timer.hop,
		timer: {name: timer.name, ms: timer.ms as number},
		...(timer.location && {location: timer.location}),
		proof: [...proofOf(clock, scene), noTunnel(clock)],
		fixes: [...giveTunnel(scene.config, route), ...heartbeatBelow(timer.ms)],
	};
};
