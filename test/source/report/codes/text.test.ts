import test from 'ava';
import {toText} from '../../../../source/report/text.ts';
import {exported} from './exported.ts';

exported(test, 'text', toText);
