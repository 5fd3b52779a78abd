import {toServicenow} from '../../../../source/report/servicenow.ts';
import {exported} from './exported.ts';

exported('servicenow', toServicenow);
