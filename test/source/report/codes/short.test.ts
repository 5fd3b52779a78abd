import test from 'ava';
import {toShort} from '../../../../source/report/short.ts';
import {exported} from './exported.ts';

exported(test, 'short', toShort);
