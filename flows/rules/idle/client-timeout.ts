import {sideTimeout} from './side-timeout.ts';

/** The silent connection ends at `timeout client`, since no tunnel timer is in force. */
export default sideTimeout('client');
