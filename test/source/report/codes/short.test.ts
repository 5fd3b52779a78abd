import {toShort} from '../../../../source/report/short.ts';
import {exported} from './exported.ts';

exported('short', toShort);
