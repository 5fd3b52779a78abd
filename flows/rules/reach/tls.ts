import type {Fix} from '../../../source/model.ts';
import {decisive, met} from '../proof.ts';
import {refusalRule} from '../refusal.ts';

type TlsFailure = {code: string; fits: (detail: string) => boolean; says: string; title: (detail: string) => string; why: string; fixes: readonly Fix[]};

/** A rule for one way in which TLS never comes about; what the TLS library said is the proof. */
export const tlsFailure = ({code, fits, says, title, why, fixes}: TlsFailure) =>
	refusalRule({
		code,
		find({upgrade: {outcome, detail = ''}, atHaproxy}) {
			if (outcome !== 'tls' || !fits(detail)) return;
			const hop = atHaproxy?.status === 101 ? {hop: 'client→haproxy'} : {};
			return {severity: 'problem', title: title(detail), why, ...hop, proof: [decisive(met(says, 'upgrade'))], fixes};
		},
	});

/** OpenSSL's verification codes end a handshake that worked; all else is a port that does not speak the TLS that was asked for. */
export const isCertificate = (detail: string): boolean => /certificate/i.test(detail);
