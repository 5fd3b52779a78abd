import type {Hop} from '../../source/model.ts';
import {isBetween} from './suspects.ts';

// Balancers that pass connections on and never see a request.
const ofConnections = new Set(['aws-nlb', 'aws-gwlb', 'azure-lb', 'ipvs']);

/** A hop in between that reads requests, and so can change or answer one; what no catalogue knows may. */
export const readsHttp = (hop: Hop): boolean => isBetween(hop) && hop.layer !== 'nat' && hop.layer !== 'firewall' && !ofConnections.has(hop.product);
