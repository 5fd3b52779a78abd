import {toText} from '../../../../source/report/text.ts';
import {exported} from './exported.ts';

exported('text', toText);
