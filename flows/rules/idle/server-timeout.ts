import {sideTimeout} from './side-timeout.ts';

/** The silent connection ends at `timeout server`, since no tunnel timer is in force. */
export default sideTimeout('server');
