import type {Diagnosis} from '../../../source/model.ts';
import {bracketOf} from '../../reading/ends.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, manner, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {clockNamed, haproxyClocks} from './haproxy-clock.ts';
import {lingeringDiagnosis} from './lingering.ts';
import {sideDiagnosis} from './side-timeout.ts';

/** HAProxy's word alone, where its timers are not known: no other timer of a silent tunnel is logged as sD (cD may be any of two). */
const byLog = (scene: Scene): Diagnosis | undefined => {
	const {cut, config, logged} = scene;
	if (config || haproxyClocks(scene).length > 0 || !logged?.state.startsWith('sD')) return;
	return {
		severity: 'problem',
		title: `HAProxy itself ends the silent connection ${cutWords(cut)}: it logs ${logged.state}, the timer of the server's side.`,
		why: 'A tunnel timer would be logged as cD. Without one "timeout server" limits the silence of the server.',
		hop: 'haproxy',
		proof: [
			...loggedBy(logged, 'serverTimer').map(decisive),
			...manner('fin', cut),
			...compared('asked directly, HAProxy cuts at the same moment', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
			...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
			...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
			unseen('"timeout server" is that long, and no tunnel timer is in force: --config <haproxy.cfg> shows them'),
		],
		fixes: [{title: 'Give the backend a "timeout tunnel", such as 1h'}, ...heartbeatBelow(bracketOf(cut)?.[0])],
	};
};

/** The silent connection ends at `timeout server`, since no tunnel timer is in force. */
export default cutRule({
	code: 'idle/server-timeout',
	find(scene) {
		const clock = clockNamed(scene, 'timeout server');
		return clock ? sideDiagnosis(clock, scene) : (byLog(scene) ?? lingeringDiagnosis(scene));
	},
});
