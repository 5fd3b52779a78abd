import {toJira} from '../../../../source/report/jira.ts';
import {exported} from './exported.ts';

exported('jira', toJira);
